import type { CompiledPrice, PriceBook } from '../catalog/price.ts';
import { choosePrice } from '../catalog/price-book.ts';
import { type Nanodollars, roundUpPerMillion } from '../money/nanodollars.ts';
import { inputTokens, type TokenUsage } from './token-usage.ts';

export type PricedUsage = {
  /** Null is unpriced: no row held, or the row has no price for a bucket that was used. Never 0 instead. */
  readonly costNanodollars: Nanodollars | null;
  /** The row that applied, also where it lacked a bucket's price; null when none held. */
  readonly priceId: string | null;
};

const UNPRICED: PricedUsage = { costNanodollars: null, priceId: null };

/** The cost of one call: the most specific row that holds, every bucket at its price, summed exactly, rounded once, up. */
export function priceUsage(call: {
  readonly usage: TokenUsage;
  readonly priceBook: PriceBook;
  readonly priceKey: string;
  readonly atMs: number;
  readonly serviceTier: string | null;
  readonly region: string | null;
  readonly contract?: string | null;
}): PricedUsage {
  const row = choosePrice(call.priceBook, {
    priceKey: call.priceKey,
    atMs: call.atMs,
    serviceTier: call.serviceTier,
    region: call.region,
    contract: call.contract ?? null,
    inputTokens: inputTokens(call.usage),
  });
  if (row === undefined) return UNPRICED;
  const numerator = sumBuckets(call.usage, row);
  return { costNanodollars: numerator === null ? null : roundUpPerMillion(numerator), priceId: row.id };
}

/** Nanodollars times a million, exact; null when a bucket that was used has no price. */
function sumBuckets(usage: TokenUsage, row: CompiledPrice): bigint | null {
  const prices = row.nanodollarsPerMillionTokens;
  let sum: bigint | null = 0n;
  sum = addBucket(sum, usage.inputUncachedTokens, prices.inputUncached);
  sum = addBucket(sum, usage.inputCacheReadTokens, prices.inputCacheRead);
  sum = addBucket(sum, usage.inputCacheWrite5mTokens, prices.inputCacheWrite5m);
  sum = addBucket(sum, usage.inputCacheWrite1hTokens, prices.inputCacheWrite1h);
  sum = addBucket(sum, usage.inputCacheWriteUnknownTokens, dearer(prices.inputCacheWrite5m, prices.inputCacheWrite1h));
  sum = addBucket(sum, usage.outputVisibleTokens, prices.outputVisible);
  return addBucket(sum, usage.outputReasoningTokens, prices.outputReasoning);
}

/** An unused bucket needs no price, which is also what keeps the usual call to two or three multiplications. */
function addBucket(sum: bigint | null, tokens: number, price: bigint | null): bigint | null {
  if (tokens === 0) return sum;
  return sum === null || price === null ? null : sum + BigInt(tokens) * price;
}

/** A cache write of unknown lifetime is reckoned at the dearer price that is known: never too low. */
function dearer(one: bigint | null, other: bigint | null): bigint | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
