import type { BucketPrices, CompiledPrice, Price, PriceBook } from './price.ts';

/** What decides which row applies to a call. `serviceTier` is the vendor's word for it; null when it said none. */
export type PriceQuery = {
  readonly priceKey: string;
  readonly atMs: number;
  readonly serviceTier: string | null;
  readonly region: string | null;
  readonly contract: string | null;
  readonly inputTokens: number;
};

/** Vendors' words for the tier that a call gets when it asks for none. */
const STANDARD_TIERS: ReadonlySet<string> = new Set(['standard', 'default', 'auto', 'on_demand']);

/** Parses and orders the rows once, so that a call only walks them. Throws on an amount that is not a whole number. */
export function compilePriceBook(book: { readonly version: string; readonly rows: readonly Price[] }): PriceBook {
  const rowsByPriceKey = new Map<string, CompiledPrice[]>();
  for (const row of book.rows) {
    const rows = rowsByPriceKey.get(row.priceKey);
    if (rows === undefined) rowsByPriceKey.set(row.priceKey, [compilePrice(row)]);
    else rows.push(compilePrice(row));
  }
  for (const rows of rowsByPriceKey.values()) rows.sort(moreSpecificFirst);
  return { version: book.version, rowsByPriceKey };
}

/** The row that applies, or undefined when none of the key's rows holds. */
export function choosePrice(book: PriceBook, query: PriceQuery): CompiledPrice | undefined {
  const rows = book.rowsByPriceKey.get(query.priceKey);
  if (rows === undefined) return undefined;
  const serviceTier = normaliseServiceTier(query.serviceTier);
  for (const row of rows) {
    if (
      row.effectiveFromMs <= query.atMs &&
      query.atMs < row.effectiveToMs &&
      row.inputTokensMin <= query.inputTokens &&
      (row.serviceTier === null || row.serviceTier === serviceTier) &&
      (row.region === null || row.region === query.region) &&
      (row.contract === null || row.contract === query.contract)
    ) {
      return row;
    }
  }
  return undefined;
}

/**
 * The total order of specificity; what stands higher decides:
 *
 *   1  a contract is named          an agreed price beats every list price
 *   2  a service tier is named
 *   3  a region is named
 *   4  the larger `inputTokensMin`
 *   5  written here, not seeded     what people wrote beats the catalogue, also a newer one
 *   6  the later `effectiveFromMs`  a new price is a new row
 *   7  the greater id               so that no two rows ever tie
 */
function moreSpecificFirst(one: CompiledPrice, other: CompiledPrice): number {
  return (
    namedFirst(one.contract, other.contract) ||
    namedFirst(one.serviceTier, other.serviceTier) ||
    namedFirst(one.region, other.region) ||
    other.inputTokensMin - one.inputTokensMin ||
    Number(isSeeded(one.id)) - Number(isSeeded(other.id)) ||
    other.effectiveFromMs - one.effectiveFromMs ||
    (one.id < other.id ? 1 : -1)
  );
}

/** Rows of the committed catalogue, which `tokenward` brings itself, are told by their ids. */
function isSeeded(priceId: string): boolean {
  return priceId.startsWith('seed:');
}

function namedFirst(one: string | null, other: string | null): number {
  return Number(other !== null) - Number(one !== null);
}

function normaliseServiceTier(serviceTier: string | null): string {
  return serviceTier === null || STANDARD_TIERS.has(serviceTier) ? 'standard' : serviceTier;
}

function compilePrice(row: Price): CompiledPrice {
  const { serviceTier, region, contract, inputTokensMin } = row.predicates;
  const amount = (bucket: keyof BucketPrices): bigint | null =>
    parseAmount(row.nanodollarsPerMillionTokens[bucket], row.id);
  return {
    id: row.id,
    effectiveFromMs: row.effectiveFromMs,
    effectiveToMs: row.effectiveToMs ?? Number.POSITIVE_INFINITY,
    serviceTier: serviceTier === undefined ? null : normaliseServiceTier(serviceTier),
    region: region ?? null,
    contract: contract ?? null,
    inputTokensMin: inputTokensMin ?? 0,
    nanodollarsPerMillionTokens: {
      inputUncached: amount('inputUncached'),
      inputCacheRead: amount('inputCacheRead'),
      inputCacheWrite5m: amount('inputCacheWrite5m'),
      inputCacheWrite1h: amount('inputCacheWrite1h'),
      outputVisible: amount('outputVisible'),
      outputReasoning: amount('outputReasoning'),
    },
  };
}

function parseAmount(text: string | null, priceId: string): bigint | null {
  if (text === null) return null;
  if (!/^\d{1,38}$/.test(text)) throw new Error(`price ${priceId}: an amount is not a whole number of nanodollars`);
  return BigInt(text);
}
