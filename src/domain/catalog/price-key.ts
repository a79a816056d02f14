/** The dates and marks that vendors append to a model's name without changing its price. */
const RELEASE_SUFFIX = /(?:[-@]\d{4}-?\d{2}-?\d{2}|-latest|-v\d+(?::\d+)?)$/;

/**
 * The price key for a model as an upstream names it, or null where the book knows no such model (it is then unpriced).
 * Tried in order: the name itself, a name that the seed lists for another key, the name without its release date.
 */
export function findPriceKey(
  model: { readonly vendor: string; readonly upstreamModel: string },
  book: {
    readonly priceKeys: { readonly has: (priceKey: string) => boolean };
    /** `vendor/name` to price key, from the seed. */
    readonly otherNames: ReadonlyMap<string, string>;
  },
): string | null {
  let name = `${model.vendor}/${model.upstreamModel}`;
  for (;;) {
    if (book.priceKeys.has(name)) return name;
    const other = book.otherNames.get(name);
    if (other !== undefined) return other;
    const shorter = name.replace(RELEASE_SUFFIX, '');
    if (shorter === name) return null;
    name = shorter;
  }
}
