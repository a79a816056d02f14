import type { Demand } from '../domain/budget/book-state.ts';
import type { Model } from '../domain/catalog/upstream.ts';
import type { UseCaseBinding } from '../domain/policy/bind-use-case.ts';
import { isRefusal, type Refusal, refuse } from '../domain/policy/refusal.ts';
import type { ChosenTarget } from '../domain/routing/choose-targets.ts';
import type { AdmittedCall, CallRecord } from '../domain/usage/call-record.ts';
import type { CallSpan } from '../ports/call-telemetry.ts';
import type { Dialect } from '../ports/dialect.ts';
import type { Snapshot } from '../ports/snapshot.ts';
import type { UpstreamRequest } from '../ports/upstream.ts';
import { reserveAgain } from './budget/reserve-again.ts';
import type { AnswerKeeper } from './caching/answer-keeper.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import type { ContentOrigin } from './inspection/carry-out.ts';
import type { KeptConversation } from './inspection/conversation-memory.ts';
import { type LateMove, openLateMove, upstreamsOf } from './routing/fall-back-late.ts';
import type { Routing } from './routing/route-call.ts';
import { runShadow } from './routing/run-shadow.ts';
import { settleRoute } from './routing/settle-route.ts';
import { rememberAnswer, type TaskBinding } from './stages/bind-task.ts';
import type { OpenedCall } from './stages/describe-call.ts';
import { forwardHeaders } from './stages/forward-headers.ts';
import { traceparentOf } from './stages/open-call.ts';
import { type Attempted, mayBeCharged } from './stages/price-attempts.ts';
import type { ReadRequest } from './stages/read-request.ts';
import { settleCall } from './stages/settle-call.ts';
import { endUntranslated, headersOf, type TranslatedCall, translateForTarget } from './stages/translate-for-target.ts';
import { type AnswerProtection, type AnswerReport, NOTHING_REPORTED } from './stream/answer-protection.ts';
import type { AttemptEnd } from './stream/attempt-end.ts';
import { Relay } from './stream/relay.ts';

/** Everything an admitted call goes upstream with. */
export type AdmittedJob = {
  readonly call: OpenedCall;
  readonly span: CallSpan;
  readonly snapshot: Snapshot;
  readonly dialect: Dialect;
  readonly request: ReadRequest;
  readonly binding: UseCaseBinding;
  readonly task: TaskBinding;
  readonly model: Model;
  readonly targets: readonly ChosenTarget[];
  readonly admitted: AdmittedCall;
  /** What it holds in its envelopes; empty where nothing. */
  readonly demands: readonly Demand[];
  readonly protection: AnswerProtection | null;
  readonly conversation: KeptConversation;
  readonly content: ContentOrigin | null;
  /** Null: the use case routes nothing. */
  readonly routing: Routing | null;
  /** What the cache had to say; `keeper` stands beside a call that was not found in it. */
  readonly cacheStatus: CallRecord['cacheStatus'];
  readonly keeper: AnswerKeeper | null;
};

/**
 * Tries the targets in order until one answers, one attempt a target at most, then settles, once. A fault of our own after
 * the admission is settled too: nothing that was let through stays open.
 */
export async function callUpstreams(gateway: Gateway, exchange: Exchange, job: AdmittedJob): Promise<void> {
  try {
    const headers = forwardHeaders(exchange, traceparentOf(job.span));
    const { expectedOutputTokens } = job.binding.useCase;
    const earlier: Attempted[] = [];
    let { admitted } = job;
    let attempts = 0;
    let late = openLateMove(gateway, job);
    for (const target of job.targets) {
      attempts++;
      const end = await attempt(gateway, exchange, job, { target, headers, late });
      if (end.another && attempts < job.targets.length && !exchange.isGone()) {
        if (late?.isReserved === true) {
          admitted = late.admitted;
          late = null;
          earlier.push({ target, end });
          continue;
        }
        if (!mayBeCharged({ ...job, expectedOutputTokens }, { target, end })) continue;
        const again = await reserveAgain(gateway, { admitted, demands: job.demands });
        if (again !== null) {
          admitted = again;
          late = null;
          earlier.push({ target, end });
          continue;
        }
      }
      const status = tellClient(exchange, end, job.call.callId);
      const held = late?.admitted ?? admitted;
      const record = settle(gateway, held === job.admitted ? job : { ...job, admitted: held }, {
        target,
        attempts,
        end,
        earlier,
        status,
      });
      if (job.routing?.shadow)
        void runShadow(gateway, { job, routing: job.routing, shadow: job.routing.shadow, record, headers });
      return;
    }
  } catch (error) {
    settleCrashed(gateway, exchange, job, error);
  }
}

function settleCrashed(gateway: Gateway, exchange: Exchange, job: AdmittedJob, error: unknown): void {
  gateway.log('error', 'call.crashed', {
    callId: job.call.callId,
    error: error instanceof Error ? error.stack : String(error),
  });
  const refusal = refuse('internal', 'Something went wrong inside the gateway; it was logged under this request id.');
  const status = exchange.refuse(refusal, job.call.callId);
  for (const target of job.targets.slice(0, 1))
    settle(gateway, job, { target, attempts: 1, end: brokenByUs(refusal), earlier: [], status });
}

export function brokenByUs(refusal: Refusal): AttemptEnd {
  return {
    outcome: 'gateway_error',
    status: null,
    untold: refusal,
    another: false,
    answer: null,
    sent: true,
    tap: null,
    errorCode: refusal.code,
    responseBytes: 0,
    firstByteMonotonicMs: null,
    report: NOTHING_REPORTED,
  };
}

type Attempt = {
  readonly target: ChosenTarget;
  readonly headers: readonly string[];
  /** Null: the target gets all the time there is. */
  readonly late: LateMove | null;
};

function attempt(
  gateway: Gateway,
  exchange: Exchange,
  job: AdmittedJob,
  { target, headers, late }: Attempt,
): Promise<AttemptEnd> {
  const { raw, members, facts } = job.request;
  const translated = translateForTarget(gateway, raw, { target, model: job.model });
  if (translated !== null && isRefusal(translated)) return Promise.resolve(endUntranslated(translated));
  const upstreamRequest: UpstreamRequest = {
    upstream: target.upstream,
    method: 'POST',
    path: pathOf(job.dialect, translated, target, exchange.query),
    headers: headersOf(translated, headers),
    body:
      translated?.translation.body ?? job.dialect.toWire({ raw, members, facts, upstreamModel: target.upstreamModel }),
  };
  const deadlineMs = job.call.openedMonotonicMs + gateway.limits.callDurationMaxMs;
  const { callId } = job.call;
  // What an earlier target said is not compared with anything.
  job.routing?.shadow?.capture.clear();
  return new Promise((resolve) => {
    new Relay(
      gateway,
      exchange,
      {
        callId,
        dialect: job.dialect,
        translated,
        usageHidden: facts.usageHidden,
        deadlineMs,
        upstreamRequest,
        upstreams: upstreamsOf(gateway, job, { target, late }),
        protection: job.protection,
        // Another API's answer is compared with nothing.
        capture: translated === null ? (job.routing?.shadow?.capture ?? null) : null,
      },
      resolve,
    ).start();
  });
}

/** A query belongs to the API that was called: a translated call has none. */
function pathOf(dialect: Dialect, translated: TranslatedCall | null, target: ChosenTarget, query: string): string {
  if (translated !== null) return translated.dialect.path(target.upstream, target.upstreamModel);
  return withQuery(dialect.path(target.upstream, target.upstreamModel), query);
}

/** A client's query (Claude Code's `?beta=true`) joins the one that the path may have (Azure's API version). */
function withQuery(path: string, query: string): string {
  if (query.length < 2) return path;
  return path.includes('?') ? `${path}&${query.slice(1)}` : path + query;
}

/** What the client has not seen yet it is told now. Gives back the status it saw. */
export function tellClient(exchange: Exchange, end: AttemptEnd, callId: string): number | null {
  if (end.status !== null || exchange.isGone()) return end.status;
  if (end.answer !== null) return end.answer();
  return end.untold === null ? null : exchange.refuse(end.untold, callId);
}

export type Ended = {
  readonly target: ChosenTarget;
  readonly attempts: number;
  readonly end: AttemptEnd;
  readonly earlier: readonly Attempted[];
  readonly status: number | null;
};

function settle(gateway: Gateway, job: AdmittedJob, ended: Ended): CallRecord {
  const { call, admitted, snapshot, model, binding, routing, cacheStatus } = job;
  const { target, attempts, end, earlier, status } = ended;
  const { expectedOutputTokens } = binding.useCase;
  // Member by member: what is taken over by `...` behind others costs ten times as much.
  const settled = settleCall(gateway, {
    call,
    admitted,
    snapshot,
    model,
    cacheStatus,
    expectedOutputTokens,
    target,
    attempts,
    end,
    earlier,
    status,
  });
  const record =
    routing === null ? settled : settleRoute(gateway, { job, route: routing.plan, record: settled, ended });
  gateway.journal.settle(record);
  gateway.taskTotals.add(job.task, record);
  if (job.dialect.answersContinueById && record.translatedTo === null && record.responseId !== null) {
    rememberAnswer(gateway, job.task, { responseId: record.responseId, conversation: job.conversation });
    gateway.budget.keptTokens.remember(record.responseId, record.usage);
  }
  keepAnswer(gateway, job, ended.end.report);
  job.keeper?.settled(record, job);
  gateway.telemetry.settled(record, job.span);
  if (snapshot.similarity?.mode === 'on')
    gateway.fingerprints.offer({
      record,
      request: job.request,
      dialect: job.dialect,
      useCase: binding.useCase,
      snapshot,
    });
  return record;
}

/** The call was let through because its content can be kept; where the answer's then cannot, that is told loudly. */
export function keepAnswer(gateway: Gateway, { content }: Pick<AdmittedJob, 'content'>, report: AnswerReport): void {
  if (content === null || report.kept.length === 0) return;
  const parts = report.kept.map(({ kind, text }) => ({ direction: 'answer' as const, kind, text }));
  const kept = gateway.contentSink?.keep({ ...content, parts, atMs: gateway.clock.nowMs() });
  if (kept !== true) gateway.log('error', 'content.answer_not_kept', { callId: content.callId });
}
