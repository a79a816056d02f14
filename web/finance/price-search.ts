export type PriceSearch = { readonly model?: string };

/** What the address says. */
export function readPriceSearch(search: Readonly<Record<string, unknown>>): PriceSearch {
  const model = search['model'];
  return typeof model === 'string' && model !== '' ? { model } : {};
}
