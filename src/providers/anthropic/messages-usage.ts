import type { TokenUsage } from '../../domain/usage/token-usage.ts';
import { isObject, type JsonObject, listOrEmpty, objectOrEmpty } from '../wire/json-object.ts';
import { requiredCount, vendorCount } from '../wire/vendor-count.ts';

/**
 * `usage` of messages: input excludes what was read from or written to the cache; output includes thinking. The
 * compaction of a context is a request of its own that the sums at the top leave out, so its entries are added.
 * Source: `BetaMessageDeltaUsage` of the vendor's SDK 1.12.
 */
export function fromWireMessageUsage(usage: JsonObject): TokenUsage | null {
  let sum = bucketsOf(usage);
  for (const entry of listOrEmpty(usage['iterations'])) {
    if (sum !== null && isObject(entry) && entry['type'] === 'compaction') sum = added(sum, bucketsOf(entry));
  }
  return sum;
}

/** Later values stand for earlier ones where they are given; nothing is added, for they are totals already. */
export function overriddenUsage(earlier: JsonObject, later: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...earlier };
  for (const [name, value] of Object.entries(later)) {
    if (value !== null && value !== undefined) merged[name] = value;
  }
  return merged;
}

function bucketsOf(usage: JsonObject): TokenUsage | null {
  const lifetimes = objectOrEmpty(usage['cache_creation']);
  const write5m = vendorCount(lifetimes['ephemeral_5m_input_tokens']);
  const write1h = vendorCount(lifetimes['ephemeral_1h_input_tokens']);
  const written = usage['cache_creation_input_tokens'] ?? null;
  const writes = written === null ? write5m + write1h : vendorCount(written);
  const reasoning = vendorCount(objectOrEmpty(usage['output_tokens_details'])['thinking_tokens']);
  const buckets: TokenUsage = {
    inputUncachedTokens: requiredCount(usage['input_tokens']),
    inputCacheReadTokens: vendorCount(usage['cache_read_input_tokens']),
    inputCacheWrite5mTokens: write5m,
    inputCacheWrite1hTokens: write1h,
    inputCacheWriteUnknownTokens: writes - write5m - write1h,
    outputVisibleTokens: requiredCount(usage['output_tokens']) - reasoning,
    outputReasoningTokens: reasoning,
  };
  // Written so that NaN, which stands for a number that is none, fails too.
  return Object.values(buckets).every((tokens) => tokens >= 0) ? buckets : null;
}

function added(one: TokenUsage, other: TokenUsage | null): TokenUsage | null {
  if (other === null) return null;
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
