import type { TokenUsage } from '../../domain/usage/token-usage.ts';
import { type JsonObject, objectOrEmpty } from '../wire/json-object.ts';
import { requiredCount, vendorCount } from '../wire/vendor-count.ts';

/** `usage` of chat completions: prompt includes what was cached, completion includes reasoning. */
export function fromWireChatUsage(usage: JsonObject): TokenUsage | null {
  const prompt = objectOrEmpty(usage['prompt_tokens_details']);
  const completion = objectOrEmpty(usage['completion_tokens_details']);
  return bucketsOf({
    input: requiredCount(usage['prompt_tokens']),
    cacheRead: vendorCount(prompt['cached_tokens']),
    cacheWrite: vendorCount(prompt['cache_write_tokens']),
    output: requiredCount(usage['completion_tokens']),
    reasoning: vendorCount(completion['reasoning_tokens']),
    total: usage['total_tokens'],
  });
}

/** `usage` of responses: the same sums under other names. */
export function fromWireResponseUsage(usage: JsonObject): TokenUsage | null {
  const input = objectOrEmpty(usage['input_tokens_details']);
  const output = objectOrEmpty(usage['output_tokens_details']);
  return bucketsOf({
    input: requiredCount(usage['input_tokens']),
    cacheRead: vendorCount(input['cached_tokens']),
    cacheWrite: vendorCount(input['cache_write_tokens']),
    output: requiredCount(usage['output_tokens']),
    reasoning: vendorCount(output['reasoning_tokens']),
    total: usage['total_tokens'],
  });
}

/** `usage` of embeddings: there is no output. */
export function fromWireEmbeddingUsage(usage: JsonObject): TokenUsage | null {
  return bucketsOf({
    input: requiredCount(usage['prompt_tokens']),
    cacheRead: 0,
    cacheWrite: 0,
    output: 0,
    reasoning: 0,
    total: usage['total_tokens'],
  });
}

type VendorSums = {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
  readonly total: unknown;
};

/**
 * Disjoint buckets, or null when the vendor's sums contradict each other. Some compatible hosts (xAI) leave reasoning
 * out of the completion and only count it in the total: then it is added, for it is billed.
 */
function bucketsOf(sums: VendorSums): TokenUsage | null {
  const total = sums.total === undefined || sums.total === null ? sums.input + sums.output : vendorCount(sums.total);
  const reasoningApart = sums.reasoning > 0 && total === sums.input + sums.output + sums.reasoning;
  const output = reasoningApart ? sums.output + sums.reasoning : sums.output;
  const uncached = sums.input - sums.cacheRead - sums.cacheWrite;
  const visible = output - sums.reasoning;
  // Written so that NaN, which stands for a number that is none, fails too.
  if (!(total === sums.input + output && uncached >= 0 && visible >= 0)) return null;
  return {
    inputUncachedTokens: uncached,
    inputCacheReadTokens: sums.cacheRead,
    inputCacheWrite5mTokens: 0,
    inputCacheWrite1hTokens: 0,
    inputCacheWriteUnknownTokens: sums.cacheWrite,
    outputVisibleTokens: visible,
    outputReasoningTokens: sums.reasoning,
  };
}
