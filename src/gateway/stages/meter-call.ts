import type { AdmittedCall } from '../../domain/usage/call-record.ts';
import { estimateLostOutputTokens } from '../../domain/usage/settle-crashed.ts';
import { NO_TOKENS, type TokenUsage, type UsageBasis } from '../../domain/usage/token-usage.ts';
import type { AnswerFacts } from '../../ports/dialect.ts';
import type { AttemptEnd } from '../stream/attempt-end.ts';

export type Metered = { readonly usage: TokenUsage; readonly basis: UsageBasis };

/** Faces that vendors do not bill. */
const FREE_FACES: readonly (string | null)[] = ['anthropic-count-tokens'];

/**
 * What the call used: the vendor's word where it gave a final one; for an answer that was cut off, the larger of its last
 * word and what went by; for a call that was sent and never answered, an estimate. Never less than a client could have read.
 */
export function meterCall(
  admitted: AdmittedCall,
  end: AttemptEnd,
  facts: AnswerFacts | null,
  expectedOutputTokens: number | null,
): Metered {
  if (FREE_FACES.includes(admitted.face)) return { usage: NO_TOKENS, basis: 'none' };
  if (end.tap === null || facts === null)
    return end.sent && !answeredWithError(end)
      ? lost(admitted, expectedOutputTokens)
      : { usage: NO_TOKENS, basis: 'none' };
  // The vendor's account is whole, whatever became of the client after it.
  if (facts.usage !== null) return { usage: facts.usage, basis: 'measured' };
  const read = end.tap.estimateOutputTokens();
  const base = facts.usageSoFar ?? { ...NO_TOKENS, inputUncachedTokens: admitted.contextTokensEstimated };
  const seen = isStreamless(end) ? Math.max(read, estimateLostOutputTokens(admitted, expectedOutputTokens)) : read;
  const visible = Math.max(base.outputVisibleTokens, seen - base.outputReasoningTokens);
  return { usage: { ...base, outputVisibleTokens: visible }, basis: 'estimated' };
}

function lost(admitted: AdmittedCall, expectedOutputTokens: number | null): Metered {
  const outputVisibleTokens = estimateLostOutputTokens(admitted, expectedOutputTokens);
  return {
    usage: { ...NO_TOKENS, inputUncachedTokens: admitted.contextTokensEstimated, outputVisibleTokens },
    basis: 'estimated',
  };
}

/** A whole answer that was on its way when the client left was written by the model all the same. */
function isStreamless(end: AttemptEnd): boolean {
  return end.status === null && end.outcome !== 'completed';
}

function answeredWithError(end: AttemptEnd): boolean {
  return end.outcome === 'upstream_error' && end.answer !== null;
}
