import type { CompiledPrice } from '../catalog/price.ts';
import { type Nanodollars, roundUpPerMillion } from '../money/nanodollars.ts';

/** What a vendor's cache holds of a conversation at this moment. */
export type WarmPrefix = {
  /** Tokens that a further call to the same model would read from its cache. */
  readonly tokens: number;
  /** The conversation marks what is to be cached, and its writing is paid. */
  readonly isMarked: boolean;
};

export const NOTHING_WARM: WarmPrefix = { tokens: 0, isMarked: false };

export type ExpectedTokens = { readonly inputTokens: number; readonly outputTokens: number };

/**
 * What a call would cost at a model that has `warm` of its input in its cache, by one row of the price book; null where
 * input or output has no price. A cache without a price of its own is reckoned as if there were none.
 */
export function expectedCost(price: CompiledPrice, call: ExpectedTokens, warm: WarmPrefix): Nanodollars | null {
  const { inputUncached, outputVisible } = price.nanodollarsPerMillionTokens;
  if (inputUncached === null || outputVisible === null) return null;
  const { reading, writing } = cacheRates(price, inputUncached, warm);
  const inputTokens = Math.ceil(call.inputTokens);
  const read = Math.min(Math.max(0, Math.floor(warm.tokens)), inputTokens);
  return roundUpPerMillion(
    BigInt(read) * reading +
      BigInt(inputTokens - read) * writing +
      BigInt(Math.ceil(call.outputTokens)) * outputVisible,
  );
}

/**
 * What it costs to leave a warm cache for another model: the prefix written there, in place of read here. Negative where
 * even that is cheaper. Null where a price is missing.
 */
export function costOfLeaving(prices: {
  readonly from: CompiledPrice;
  readonly to: CompiledPrice;
  readonly warm: WarmPrefix;
}): bigint | null {
  const { from, to, warm } = prices;
  const prefix = { inputTokens: warm.tokens, outputTokens: 0 };
  const written = expectedCost(to, prefix, { tokens: 0, isMarked: warm.isMarked });
  const read = expectedCost(from, prefix, warm);
  return written === null || read === null ? null : written - read;
}

function cacheRates(
  { nanodollarsPerMillionTokens: prices }: CompiledPrice,
  uncached: bigint,
  { isMarked }: WarmPrefix,
): { readonly reading: bigint; readonly writing: bigint } {
  return {
    reading: prices.inputCacheRead ?? uncached,
    writing: isMarked ? (prices.inputCacheWrite5m ?? uncached) : uncached,
  };
}
