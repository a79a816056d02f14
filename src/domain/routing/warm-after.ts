import type { CompiledPrice } from '../catalog/price.ts';
import { inputTokens, type TokenUsage } from '../usage/token-usage.ts';
import { NOTHING_WARM, type WarmPrefix } from './expected-cost.ts';

/** Below this no vendor caches by itself. */
const CACHED_TOKENS_MIN = 1_024;

/**
 * What a vendor's cache holds after a call. Where writing is paid, what was read and written by the client's marks; where
 * vendors cache by themselves (reading has a price, writing none), the whole input once it is long enough.
 */
export function warmAfter(usage: TokenUsage, price: CompiledPrice | undefined): WarmPrefix {
  const written = usage.inputCacheWrite5mTokens + usage.inputCacheWrite1hTokens + usage.inputCacheWriteUnknownTokens;
  const prices = price?.nanodollarsPerMillionTokens;
  const isMarked = written > 0 || (prices?.inputCacheWrite5m ?? null) !== null;
  if (isMarked) {
    const tokens = usage.inputCacheReadTokens + written;
    return tokens === 0 ? NOTHING_WARM : { tokens, isMarked };
  }
  const tokens = inputTokens(usage);
  const caches = prices !== undefined && prices.inputCacheRead !== null && tokens >= CACHED_TOKENS_MIN;
  return caches ? { tokens, isMarked: false } : NOTHING_WARM;
}
