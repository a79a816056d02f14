import { parseNanodollars } from '../../domain/money/nanodollars.ts';
import { type ComparedAnswer, compareAnswers } from '../../domain/routing/compare-answers.ts';
import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import type { AdmittedJob } from '../call-upstreams.ts';
import type { Gateway } from '../gateway.ts';
import type { OpenedCall } from '../stages/describe-call.ts';
import { settleCall } from '../stages/settle-call.ts';
import { askShadow, type ShadowEnd } from './ask-shadow.ts';
import type { ShadowPlan } from './plan-shadow.ts';
import type { Routing } from './route-call.ts';

export type ShadowJob = {
  readonly job: AdmittedJob;
  readonly routing: Routing;
  readonly shadow: ShadowPlan;
  /** Of the call whose client has its answer. */
  readonly record: CallRecord;
  /** As they went to the upstream that answered: [name, value, …]. */
  readonly headers: readonly string[];
};

/**
 * Sends the same request to the other model, compares the two answers and keeps the figures. Its client waits for nothing
 * of this; it is a call of its own in the journal, with its cost, and a comparison at most. No word of either answer is kept.
 */
export async function runShadow(gateway: Gateway, shadowing: ShadowJob): Promise<void> {
  const { job, shadow, record } = shadowing;
  const route = shadowing.routing.plan;
  const bytes = shadow.capture.whole();
  shadow.capture.clear();
  // What a fallback answered, or another model for want of room, is not the pair that was planned.
  const isPlanned = record.attempts === 1 && job.model === route.choice.model;
  if (record.outcome !== 'completed' || bytes === null || !isPlanned) return;
  const answer = route.dialect.readAnswer(bytes, record.stream);
  if (answer === null || !gateway.routing.shadows.enter(shadow.wish)) return;
  let cost = 0n;
  try {
    const call = openShadow(gateway, job.call);
    const admitted = describeShadow(call, shadowing);
    if ((await gateway.journal.admit(admitted)) !== 'written') return;
    const asked = await askShadow(gateway, questionOf(gateway, call, shadowing));
    const settled = settleShadow(gateway, { call, admitted, asked, shadowing });
    cost = parseNanodollars(settled.costNanodollars ?? '') ?? shadow.wish.worstNanodollars;
    await keepComparison(gateway, shadowing, { answer, asked, settled });
  } catch (error) {
    gateway.log('warn', 'routing.shadow_failed', { callId: record.callId, error: String(error) });
  } finally {
    gateway.routing.shadows.leave(shadow.wish, cost);
  }
}

function openShadow(gateway: Gateway, call: OpenedCall): OpenedCall {
  const openedAtMs = gateway.clock.nowMs();
  return {
    ...call,
    callId: gateway.chance.uuid(openedAtMs),
    openedAtMs,
    openedMonotonicMs: gateway.clock.monotonicMs(),
  };
}

/** A call of the use case, not of the person who happened to ask: it belongs to no task, no key and no envelope. */
function describeShadow(call: OpenedCall, { job, shadow, record }: ShadowJob): AdmittedCall {
  return {
    ...job.admitted,
    callId: call.callId,
    admittedAtMs: call.openedAtMs,
    keyId: null,
    personId: null,
    serviceAccountId: null,
    sessionId: null,
    taskId: null,
    taskSource: null,
    conversationHash: null,
    prefixHashes: [],
    modelId: shadow.model.id,
    upstreamId: shadow.target.upstream.id,
    upstreamModel: shadow.target.upstreamModel,
    routeReason: 'shadow',
    heldNanodollars: null,
    clampedMaxOutputTokens: null,
    holds: null,
    budgetWaitMs: null,
    shadowOf: record.callId,
  };
}

function questionOf(gateway: Gateway, call: OpenedCall, { job, shadow, headers }: ShadowJob) {
  const { raw, members, facts } = job.request;
  const { upstream, upstreamModel } = shadow.target;
  return {
    dialect: job.dialect,
    usageHidden: facts.usageHidden,
    deadlineMs: call.openedMonotonicMs + gateway.limits.callDurationMaxMs,
    request: {
      upstream,
      method: 'POST' as const,
      path: job.dialect.path(upstream, upstreamModel),
      headers: withoutIdempotency(headers),
      body: job.dialect.toWire({ raw, members, facts, upstreamModel }),
    },
  };
}

/** It is no repetition of the client's call: the same key would be answered with the first answer, or refused. */
function withoutIdempotency(headers: readonly string[]): readonly string[] {
  return headers.filter((_, at) => headers[at - (at % 2)] !== 'idempotency-key');
}

type Asked = {
  readonly call: OpenedCall;
  readonly admitted: AdmittedCall;
  readonly asked: ShadowEnd;
  readonly shadowing: ShadowJob;
};

function settleShadow(gateway: Gateway, { call, admitted, asked, shadowing }: Asked): CallRecord {
  const { job, shadow } = shadowing;
  const record = settleCall(gateway, {
    call,
    admitted,
    snapshot: job.snapshot,
    model: shadow.model,
    expectedOutputTokens: job.binding.useCase.expectedOutputTokens,
    target: shadow.target,
    attempts: 1,
    end: asked.end,
    status: asked.end.status,
    cacheStatus: null,
  });
  gateway.journal.settle(record);
  return record;
}

type Answers = { readonly answer: ComparedAnswer; readonly asked: ShadowEnd; readonly settled: CallRecord };

/** Of the pair the cheaper is judged; where the reference gave no whole answer, there is nothing to judge it by. */
async function keepComparison(gateway: Gateway, { job, routing, shadow, record }: ShadowJob, answers: Answers) {
  const route = routing.plan;
  const { asked, settled } = answers;
  const other = asked.bytes === null ? null : route.dialect.readAnswer(asked.bytes, asked.isStream);
  const isJudged = shadow.model !== route.reference;
  const reference = isJudged ? answers.answer : other;
  const judged = isJudged ? other : answers.answer;
  if (reference?.isWhole !== true) return;
  const { kind, similarity, agreed } = compareAnswers(judged ?? NO_ANSWER, reference);
  await gateway.routing.comparisons.keep({
    id: settled.callId,
    callId: record.callId,
    useCaseId: job.binding.useCase.id,
    modelId: isJudged ? shadow.model.id : job.model.id,
    referenceId: route.reference.id,
    raw: route.raw,
    kind,
    similarity,
    agreed,
    shadowCostNanodollars: settled.costNanodollars,
    comparedAtMs: gateway.clock.nowMs(),
  });
}

const NO_ANSWER: ComparedAnswer = { text: '', toolCalls: [], isWhole: false };
