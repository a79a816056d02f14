import type { Model } from '../../domain/catalog/upstream.ts';
import type { Refusal } from '../../domain/policy/refusal.ts';
import type { ChosenTarget } from '../../domain/routing/choose-targets.ts';
import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import { PLAIN_ANSWER } from '../../domain/usage/plain-call.ts';
import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import type { AnswerFacts } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import { settleBudget } from '../budget/settle-budget.ts';
import type { Gateway } from '../gateway.ts';
import type { AttemptEnd } from '../stream/attempt-end.ts';
import type { OpenedCall } from './describe-call.ts';
import { type Attempted, addAttempts, type PricedAttempt, priceAttempt } from './price-attempts.ts';

export type Settlement = {
  readonly call: OpenedCall;
  readonly admitted: AdmittedCall;
  readonly snapshot: Snapshot;
  readonly model: Model;
  readonly expectedOutputTokens: number | null;
  readonly target: ChosenTarget;
  readonly attempts: number;
  readonly end: AttemptEnd;
  /** Attempts before the last one that may be charged; absent: none. */
  readonly earlier?: readonly Attempted[];
  readonly status: number | null;
  readonly cacheStatus: CallRecord['cacheStatus'];
};

/** The one record of a call that was let through. Written once, whatever ended it. */
export function settleCall(gateway: Gateway, settlement: Settlement): CallRecord {
  const { call, admitted, snapshot, target, end } = settlement;
  const facts = end.tap === null ? null : end.tap.facts();
  const last = priceAttempt(settlement, { target, end }, facts);
  const { earlier = NO_ATTEMPTS } = settlement;
  const priced = earlier.length === 0 ? last : withEarlier(settlement, last, earlier);
  const settledAtMs = Math.max(gateway.clock.nowMs(), admitted.admittedAtMs);
  return {
    ...admitted,
    upstreamId: target.upstream.id,
    upstreamModel: target.upstreamModel,
    routeReason: settlement.attempts > 1 ? 'fallback' : admitted.routeReason,
    settledAtMs,
    outcome: hadWholeAnswer(end, facts) ? 'completed' : end.outcome,
    status: settlement.status,
    errorCode: end.errorCode ?? end.untold?.code ?? null,
    finishReason: facts?.finishReason ?? null,
    responseModel: facts?.responseModel ?? null,
    responseId: facts?.responseId ?? null,
    attempts: settlement.attempts,
    latencyMs: milliseconds(gateway.clock.monotonicMs() - call.openedMonotonicMs),
    firstByteMs:
      end.firstByteMonotonicMs === null ? null : milliseconds(end.firstByteMonotonicMs - call.openedMonotonicMs),
    responseBytes: end.responseBytes,
    inspectionFailures: withAnswers(admitted.inspectionFailures, end.report.failures),
    answerFindings: end.report.findings,
    answerAction: end.report.action,
    usage: priced.usage,
    usageBasis: priced.basis,
    vendorUsage: facts?.vendorUsage ?? null,
    serviceTier: facts?.serviceTier ?? null,
    costNanodollars: priced.costNanodollars === null ? null : priced.costNanodollars.toString(),
    priceId: priced.priceId,
    priceBookVersion: snapshot.priceBook.version,
    charges: settleBudget(gateway, admitted, priced),
    repeats: null,
    routeSavingNanodollars: null,
    cacheStatus: settlement.cacheStatus,
    cacheAgeMs: null,
    answeredBy: end.tap === null ? null : 'upstream',
    avoidedCostNanodollars: null,
    translatedTo: target.translate?.to ?? null,
  };
}

const NO_ATTEMPTS: readonly Attempted[] = [];

function withEarlier(settlement: Settlement, last: PricedAttempt, earlier: readonly Attempted[]): PricedAttempt {
  const priced = earlier.map((one) => priceAttempt(settlement, one, one.end.tap?.facts() ?? null));
  return addAttempts(last, priced);
}

/** What of the answer was not looked at, beside what of the request was not: `answer:cards timed_out`. */
function withAnswers(request: readonly string[], answer: readonly string[]): readonly string[] {
  return answer.length === 0 ? request : [...request, ...answer.map((failure) => `answer:${failure}`)].sort();
}

/** A client that hangs up at the last word of a stream, as coding agents do, left with the whole answer. */
function hadWholeAnswer(end: AttemptEnd, facts: AnswerFacts | null): boolean {
  if (end.outcome !== 'client_left' || end.status === null || facts === null || facts.usage === null) return false;
  return facts.finishReason !== null && facts.finishReason !== 'error';
}

/** The record of a call whose client left before anything was asked for it: nothing used, nothing paid. */
export function settleLeft(gateway: Pick<Gateway, 'clock'>, call: OpenedCall, admitted: AdmittedCall): CallRecord {
  const unasked = settleRefused(gateway, call, admitted, { code: 'internal' }, null);
  return { ...unasked, outcome: 'client_left', errorCode: null };
}

/** The record of a call that was turned away: nothing used, nothing paid. */
export function settleRefused(
  gateway: Pick<Gateway, 'clock'>,
  call: OpenedCall,
  admitted: AdmittedCall,
  refusal: Pick<Refusal, 'code'>,
  status: number | null,
): CallRecord {
  return {
    ...admitted,
    settledAtMs: Math.max(gateway.clock.nowMs(), admitted.admittedAtMs),
    outcome: 'refused',
    status,
    errorCode: refusal.code,
    finishReason: null,
    responseModel: null,
    responseId: null,
    attempts: 0,
    latencyMs: milliseconds(gateway.clock.monotonicMs() - call.openedMonotonicMs),
    firstByteMs: null,
    responseBytes: 0,
    answerFindings: {},
    answerAction: null,
    usage: NO_TOKENS,
    usageBasis: 'none',
    vendorUsage: null,
    serviceTier: null,
    costNanodollars: '0',
    priceId: null,
    priceBookVersion: null,
    ...PLAIN_ANSWER,
  };
}

/** Microsecond precision: enough for a latency, short on the line. */
function milliseconds(duration: number): number {
  return Math.round(duration * 1000) / 1000;
}
