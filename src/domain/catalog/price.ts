/**
 * One row of the price book. Rows are effective-dated and never edited: a new price is a new row.
 * The row that applies is the most specific of those whose predicates all hold at the time of the call
 * (the order of `price-book.ts`). A bucket without a price is null: the cost of a call that used it is null (unpriced),
 * never 0. A row of nulls for a service tier says that this tier's price is not known.
 */
export type Price = {
  readonly id: string;
  readonly priceKey: string;
  /** The first moment at which the row holds, and the first at which it no longer does. */
  readonly effectiveFromMs: number;
  readonly effectiveToMs: number | null;
  readonly predicates: PricePredicates;
  readonly nanodollarsPerMillionTokens: BucketPrices;
  /** Where the figure is from: a catalogue and its version, or `contract`. */
  readonly source: string;
};

/** Absent: holds always. */
export type PricePredicates = {
  readonly serviceTier?: string;
  readonly region?: string;
  readonly contract?: string;
  /** The row holds when the call's whole input is at least this many tokens. */
  readonly inputTokensMin?: number;
};

/** Nanodollars for a million tokens of each bucket, as decimal strings; null is unknown. */
export type BucketPrices = {
  readonly inputUncached: string | null;
  readonly inputCacheRead: string | null;
  readonly inputCacheWrite5m: string | null;
  readonly inputCacheWrite1h: string | null;
  readonly outputVisible: string | null;
  readonly outputReasoning: string | null;
};

/** A row as the hot path reads it: amounts parsed, absent predicates made null. Made by `compilePriceBook` alone. */
export type CompiledPrice = {
  readonly id: string;
  readonly effectiveFromMs: number;
  /** Infinity when the row has no end. */
  readonly effectiveToMs: number;
  readonly serviceTier: string | null;
  readonly region: string | null;
  readonly contract: string | null;
  readonly inputTokensMin: number;
  readonly nanodollarsPerMillionTokens: { readonly [Bucket in keyof BucketPrices]: bigint | null };
};

/**
 * An immutable set of rows with the version that goes on every record priced by it.
 * The rows of a key stand most specific first: the first that holds is the one that applies.
 */
export type PriceBook = {
  readonly version: string;
  readonly rowsByPriceKey: ReadonlyMap<string, readonly CompiledPrice[]>;
};
