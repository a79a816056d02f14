import type { EnvelopeUnit } from '../budget/envelope.ts';
import { amountInWords } from '../budget/envelope-amount.ts';
import { type Notice, noticeId } from './notice.ts';

/** An exception that will end by itself. */
export type EndingException = {
  readonly exceptionId: string;
  readonly envelopeId: string | null;
  readonly useCaseId: string | null;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** As the organisation's clocks show it. */
  readonly ends: string;
};

const DAY_MS = 86_400_000;
/** A day before, or the last fifth of one that is shorter than five days. */
const LAST_PART = 5;

/** Told while a new decision can still be had; an exception that has ended is told by itself to nobody. */
export function exceptionNotice(exception: EndingException, nowMs: number): Notice | undefined {
  const { exceptionId, envelopeId, useCaseId, startsAtMs, endsAtMs, ends } = exception;
  const ahead = Math.min(DAY_MS, (endsAtMs - startsAtMs) / LAST_PART);
  if (nowMs < endsAtMs - ahead || nowMs >= endsAtMs) return undefined;
  const what = envelopeId === null ? `the use case "${useCaseId ?? ''}"` : `the envelope "${envelopeId}"`;
  const about = { kind: 'exception_expiring', envelopeId, periodStartMs: null, threshold: exceptionId } as const;
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: `An exception for ${what} ends at ${ends}`,
    words: `The exception ${exceptionId} for ${what} ends by itself at ${ends}; the rules hold again then. It is extended only by a new decision, asked for under Requests.`,
    detail: { exceptionId, useCaseId, endsAtMs },
    raisedAtMs: nowMs,
  };
}

/** What a gateway drew that was not heard of in time. */
export type SuspenseFacts = {
  readonly suspenseId: string;
  readonly envelopeId: string;
  readonly periodStartMs: number;
  readonly gatewayId: string;
  readonly unit: EnvelopeUnit;
  readonly amount: bigint;
  readonly sinceMs: number;
};

/** A gateway that restarts tells its journal within minutes; before that nobody need hear of it. */
const SUSPENSE_PATIENCE_MS = 15 * 60_000;

export function suspenseNotice(facts: SuspenseFacts, nowMs: number): Notice | undefined {
  const { suspenseId, envelopeId, periodStartMs, gatewayId, unit, amount, sinceMs } = facts;
  if (nowMs - sinceMs < SUSPENSE_PATIENCE_MS) return undefined;
  const about = { kind: 'suspense', envelopeId, periodStartMs, threshold: suspenseId } as const;
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: `${amountInWords(unit, amount)} of the envelope "${envelopeId}" are in suspense`,
    words: `The gateway "${gatewayId}" drew ${amountInWords(unit, amount)} and was not heard of since. Nobody can spend them until it comes back and tells its journal, or somebody says what became of them: "tokenward suspense list".`,
    detail: { suspenseId, gatewayId, unit, amount: String(amount), sinceMs },
    raisedAtMs: nowMs,
  };
}
