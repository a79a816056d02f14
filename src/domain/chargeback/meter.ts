import type { BucketPrices } from '../catalog/price.ts';
import type { TokenUsage } from '../usage/token-usage.ts';

/** A kind of tokens that is counted and priced by itself: one for each bucket of usage. */
export type Meter =
  | 'input'
  | 'input_cache_read'
  | 'input_cache_write_5m'
  | 'input_cache_write_1h'
  | 'input_cache_write_unknown'
  | 'output'
  | 'output_reasoning';

export type MeterFacts = {
  readonly meter: Meter;
  readonly bucket: keyof TokenUsage;
  readonly words: string;
};

/** In the order in which rows of one group stand. */
// biome-ignore format: a table is read down
export const METERS: readonly MeterFacts[] = [
  { meter: 'input',                     bucket: 'inputUncachedTokens',          words: 'input tokens' },
  { meter: 'input_cache_read',          bucket: 'inputCacheReadTokens',         words: 'input tokens read from a cache' },
  { meter: 'input_cache_write_5m',      bucket: 'inputCacheWrite5mTokens',      words: 'input tokens written to a cache for 5 minutes' },
  { meter: 'input_cache_write_1h',      bucket: 'inputCacheWrite1hTokens',      words: 'input tokens written to a cache for an hour' },
  { meter: 'input_cache_write_unknown', bucket: 'inputCacheWriteUnknownTokens', words: 'input tokens written to a cache' },
  { meter: 'output',                    bucket: 'outputVisibleTokens',          words: 'output tokens' },
  { meter: 'output_reasoning',          bucket: 'outputReasoningTokens',        words: 'reasoning tokens' },
];

/** Nanodollars for a million tokens of each meter; null is unknown. */
export type MeterPrices = { readonly [M in Meter]: bigint | null };

/** A cache write of unknown lifetime is priced at the dearer of the two that are known, as calls are. */
export function pricesOfMeters(prices: { readonly [Bucket in keyof BucketPrices]: bigint | null }): MeterPrices {
  const { inputCacheWrite5m, inputCacheWrite1h } = prices;
  return {
    input: prices.inputUncached,
    input_cache_read: prices.inputCacheRead,
    input_cache_write_5m: inputCacheWrite5m,
    input_cache_write_1h: inputCacheWrite1h,
    input_cache_write_unknown: dearer(inputCacheWrite5m, inputCacheWrite1h),
    output: prices.outputVisible,
    output_reasoning: prices.outputReasoning,
  };
}

function dearer(one: bigint | null, other: bigint | null): bigint | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
