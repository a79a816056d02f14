import type { CallActual } from '../../domain/budget/book-admission.ts';
import type { AdmittedCall, CallCharges } from '../../domain/usage/call-record.ts';
import { inputTokens, outputTokens } from '../../domain/usage/token-usage.ts';
import type { Gateway } from '../gateway.ts';
import type { PricedAttempt } from '../stages/price-attempts.ts';
import { kindOfCall } from './budget-room.ts';

const UNUSED: CallActual = { nanodollars: 0n, tokens: 0n, requests: 0n };

/** Ends what a call holds with what was measured, and remembers it; null where nothing was held. What has no price costs what it held. */
export function settleBudget(
  { budget }: Pick<Gateway, 'budget'>,
  { callId, useCaseId, modelId, holds }: Pick<AdmittedCall, 'callId' | 'useCaseId' | 'modelId' | 'holds'>,
  { usage, basis, costNanodollars }: PricedAttempt,
): CallCharges | null {
  if (holds === null) return null;
  const used = basis !== 'none';
  const tokens = BigInt(inputTokens(usage) + outputTokens(usage));
  const charges = budget.desk.settle(callId, { nanodollars: costNanodollars, tokens, requests: used ? 1n : 0n });
  if (used && useCaseId !== null && modelId !== null) {
    const kind = kindOfCall({ useCaseId, modelId });
    if (costNanodollars !== null) budget.pastCosts.observe(kind, costNanodollars);
    budget.pastTokens.observe(kind, tokens);
  }
  // A hold that was ended before, because it was too old, was charged as it stood.
  return charges ?? holds;
}

/** Nothing came of a call after its hold. */
export function releaseBudget(
  { budget }: Pick<Gateway, 'budget'>,
  { callId, holds }: Pick<AdmittedCall, 'callId' | 'holds'>,
): void {
  if (holds !== null) budget.desk.settle(callId, UNUSED);
}
