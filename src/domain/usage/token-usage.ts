/**
 * Tokens of one call in disjoint buckets: each billable token of the vendor stands in exactly one.
 *
 *   input  = uncached + cache read + cache write (5 m | 1 h | lifetime unknown)
 *   output = visible + reasoning
 */
export type TokenUsage = {
  readonly inputUncachedTokens: number;
  readonly inputCacheReadTokens: number;
  readonly inputCacheWrite5mTokens: number;
  readonly inputCacheWrite1hTokens: number;
  readonly inputCacheWriteUnknownTokens: number;
  readonly outputVisibleTokens: number;
  readonly outputReasoningTokens: number;
};

export const NO_TOKENS: TokenUsage = {
  inputUncachedTokens: 0,
  inputCacheReadTokens: 0,
  inputCacheWrite5mTokens: 0,
  inputCacheWrite1hTokens: 0,
  inputCacheWriteUnknownTokens: 0,
  outputVisibleTokens: 0,
  outputReasoningTokens: 0,
};

/** Said by the vendor, reckoned by us, or there was nothing to meter. */
export type UsageBasis = 'measured' | 'estimated' | 'none';

export function inputTokens(usage: TokenUsage): number {
  return (
    usage.inputUncachedTokens +
    usage.inputCacheReadTokens +
    usage.inputCacheWrite5mTokens +
    usage.inputCacheWrite1hTokens +
    usage.inputCacheWriteUnknownTokens
  );
}

export function outputTokens(usage: TokenUsage): number {
  return usage.outputVisibleTokens + usage.outputReasoningTokens;
}

export function addTokens(one: TokenUsage, other: TokenUsage): TokenUsage {
  return {
    inputUncachedTokens: one.inputUncachedTokens + other.inputUncachedTokens,
    inputCacheReadTokens: one.inputCacheReadTokens + other.inputCacheReadTokens,
    inputCacheWrite5mTokens: one.inputCacheWrite5mTokens + other.inputCacheWrite5mTokens,
    inputCacheWrite1hTokens: one.inputCacheWrite1hTokens + other.inputCacheWrite1hTokens,
    inputCacheWriteUnknownTokens: one.inputCacheWriteUnknownTokens + other.inputCacheWriteUnknownTokens,
    outputVisibleTokens: one.outputVisibleTokens + other.outputVisibleTokens,
    outputReasoningTokens: one.outputReasoningTokens + other.outputReasoningTokens,
  };
}
