import type { Upstream } from '../../domain/catalog/upstream.ts';
import { refuse } from '../../domain/policy/refusal.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import { type AdmittedJob, brokenByUs, keepAnswer, tellClient } from '../call-upstreams.ts';
import type { Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway.ts';
import { rememberAnswer } from '../stages/bind-task.ts';
import { settleCall } from '../stages/settle-call.ts';
import type { AttemptEnd } from '../stream/attempt-end.ts';
import { Relay } from '../stream/relay.ts';
import { replayAnswer, type WholeAnswer } from './replay-answer.ts';

/** An answer for which no model is asked: nothing is used and nothing paid. */
export type AnswerAtHand = WholeAnswer & {
  readonly answeredBy: 'cache' | 'workflow';
  readonly cacheStatus: CallRecord['cacheStatus'];
  readonly cacheAgeMs: number | null;
  /** What answered, where that has a version of its own. */
  readonly answeredAs: string | null;
  /** What it saved: what its own account of usage would cost today, or decimal nanodollars, null where nobody knows. */
  readonly avoided: { readonly kind: 'as_told' } | { readonly kind: 'known'; readonly nanodollars: string | null };
};

export type GivenJob = Pick<
  AdmittedJob,
  | 'call'
  | 'span'
  | 'snapshot'
  | 'dialect'
  | 'request'
  | 'task'
  | 'model'
  | 'admitted'
  | 'protection'
  | 'conversation'
  | 'content'
> & { readonly answer: AnswerAtHand };

/** Stands where an upstream would: nothing is sent anywhere. */
const AT_HAND: Upstream = {
  id: 'at-hand',
  kind: 'openai-compatible',
  baseUrl: '',
  key: { kind: 'none' },
  apiVersion: null,
  connectTimeoutMs: 0,
  firstByteTimeoutMs: 0,
  idleTimeoutMs: 0,
  concurrencyMax: 0,
  region: null,
  status: 'active',
};

/**
 * Gives an admitted call an answer that is at hand, by the same relay as a model's: metered, protected as this call's own
 * decision demands, streamed as its client reads. Settled once, whatever ends it.
 */
export async function giveAnswer(gateway: Gateway, exchange: Exchange, job: GivenJob): Promise<void> {
  let end: AttemptEnd;
  let status: number | null;
  try {
    end = await relay(gateway, exchange, job);
    status = tellClient(exchange, end, job.call.callId);
  } catch (error) {
    const { callId } = job.call;
    gateway.log('error', 'call.crashed', { callId, error: error instanceof Error ? error.stack : String(error) });
    const refusal = refuse('internal', 'Something went wrong inside the gateway; it was logged under this request id.');
    end = brokenByUs(refusal);
    status = exchange.refuse(refusal, callId);
  }
  settle(gateway, job, { end, status });
}

function relay(gateway: Gateway, exchange: Exchange, job: GivenJob): Promise<AttemptEnd> {
  const { call, dialect, request, protection, answer } = job;
  return new Promise((resolve) => {
    new Relay(
      gateway,
      exchange,
      {
        callId: call.callId,
        dialect,
        usageHidden: request.facts.usageHidden,
        deadlineMs: call.openedMonotonicMs + gateway.limits.callDurationMaxMs,
        upstreamRequest: { upstream: AT_HAND, method: 'POST', path: '', headers: [], body: null },
        upstreams: replayAnswer(answer),
        protection,
        capture: null,
        translated: null,
      },
      resolve,
    ).start();
  });
}

function settle(
  gateway: Gateway,
  job: GivenJob,
  { end, status }: { readonly end: AttemptEnd; readonly status: number | null },
): void {
  const record = toUnpaid(job, asIfPaid(gateway, job, { end, status }));
  gateway.journal.settle(record);
  gateway.taskTotals.add(job.task, record);
  if (job.dialect.answersContinueById && record.responseId !== null)
    rememberAnswer(gateway, job.task, { responseId: record.responseId, conversation: job.conversation });
  keepAnswer(gateway, job, end.report);
  gateway.telemetry.settled(record, job.span);
}

/** The record as it would be had the model just written this answer: what it would have cost is read off it. */
function asIfPaid(
  gateway: Gateway,
  { call, admitted, snapshot, model }: GivenJob,
  { end, status }: { readonly end: AttemptEnd; readonly status: number | null },
): CallRecord {
  const region = snapshot.upstreams.get(model.targets[0]?.upstreamId ?? '')?.region ?? null;
  const target = { upstream: { ...AT_HAND, region }, upstreamModel: '', translate: null };
  return settleCall(gateway, {
    ...{ call, admitted, snapshot, model, target, end, status },
    expectedOutputTokens: null,
    attempts: 0,
    cacheStatus: null,
  });
}

function toUnpaid({ answer }: GivenJob, record: CallRecord): CallRecord {
  const told = record.usageBasis === 'measured' ? record.costNanodollars : null;
  return {
    ...record,
    upstreamId: null,
    upstreamModel: answer.answeredAs,
    usage: NO_TOKENS,
    usageBasis: 'none',
    costNanodollars: '0',
    priceId: null,
    priceBookVersion: null,
    cacheStatus: answer.cacheStatus,
    cacheAgeMs: answer.cacheAgeMs,
    answeredBy: answer.answeredBy,
    avoidedCostNanodollars: answer.avoided.kind === 'as_told' ? told : answer.avoided.nanodollars,
  };
}
