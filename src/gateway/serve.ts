import type { ExhaustedBudget } from '../domain/budget/exhausted-budget.ts';
import { AUTO_MODEL, activeRouting } from '../domain/catalog/routing-rule.ts';
import type { Model } from '../domain/catalog/upstream.ts';
import type { UseCaseBinding } from '../domain/policy/bind-use-case.ts';
import { isRefusal, type Refusal, refuse } from '../domain/policy/refusal.ts';
import { chooseTargets } from '../domain/routing/choose-targets.ts';
import { taskTotalInHeader } from '../domain/task/task-totals.ts';
import type { AdmittedCall, CallRecord } from '../domain/usage/call-record.ts';
import { estimateBodyTokens } from '../domain/usage/estimate-tokens.ts';
import type { CallSpan } from '../ports/call-telemetry.ts';
import type { Snapshot } from '../ports/snapshot.ts';
import { releaseBudget } from './budget/settle-budget.ts';
import { type AnswerAtHand, giveAnswer } from './caching/give-answer.ts';
import { callUpstreams } from './call-upstreams.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import type { CarriedOut } from './inspection/carry-out.ts';
import { difficultyOf, type Routing, routeCall } from './routing/route-call.ts';
import { answerByWorkflow } from './stages/answer-by-workflow.ts';
import { bindTask, type TaskBinding } from './stages/bind-task.ts';
import { describeCall, type Findings, type OpenedCall } from './stages/describe-call.ts';
import { inspectRequest, type Verdict } from './stages/inspect-request.ts';
import { type CacheLook, lookInCache, NO_CACHE } from './stages/look-in-cache.ts';
import { openCall } from './stages/open-call.ts';
import { type Reserved, reserveBudget } from './stages/reserve-budget.ts';
import { settleLeft, settleRefused } from './stages/settle-call.ts';
import { type UnderstoodCall, understandCall } from './understand-call.ts';

/**
 * The path of a governed call: understood, inspected and decided, admitted, carried out. Each stage takes what earlier
 * ones found and gives back its finding or a refusal; the order is in the types.
 */
export async function serve(gateway: Gateway, exchange: Exchange): Promise<void> {
  const snapshot = gateway.snapshots.current();
  const { call, span } = openCall(gateway, exchange, snapshot);
  const turnAway = (refusal: Refusal, found: Findings, verdict?: Verdict): void =>
    refuseCall(gateway, exchange, { call, span, refusal, found, verdict });

  const understood = await understandCall(gateway, exchange, { call, snapshot });
  if (understood.kind === 'stopped') return turnAway(understood.refusal, understood.found);
  const { grant, hints, request, binding, allowance } = understood;

  const task = bindTask(gateway, { callId: call.callId, grant, hints, facts: request.facts });
  // Of a task that begins with this call nothing was spent.
  const spent = task.taskSource === 'new' ? undefined : gateway.taskTotals.read(task);
  if (spent !== undefined) exchange.addHeaders(['tokenward-task-cost', taskTotalInHeader(spent)]);
  const contextTokens = estimateBodyTokens(request.raw);
  const { dialect, speaks } = understood;
  const { query } = exchange;
  const asked = {
    call,
    snapshot,
    dialect,
    grant,
    hints,
    request,
    query,
    binding,
    task,
    model: allowance.model,
    speaks,
  };
  const verdict = inspectRequest(gateway, asked);
  const { inspection, outcome } = verdict;
  const known = { grant, hints, request, binding, modelId: allowance.model.id, task, contextTokens, inspection };
  if (isRefusal(outcome)) return turnAway(outcome, known, verdict);

  const routing =
    activeRouting(binding.useCase) === null || allowance.model.workflowOf !== undefined
      ? null
      : routeCall(gateway, {
          ...understood,
          ...outcome,
          call,
          snapshot,
          task,
          contextTokens,
          inspection,
          mayGoTo: verdict.mayGoTo,
        });
  const model = routing?.plan.choice.model ?? outcome.model;
  exchange.addHeaders(outcome.headers);
  // Who serves is never another than the one asked for without a word; policy has said it where policy moved the call.
  if (outcome.model === allowance.model && model.id !== binding.model)
    exchange.addHeaders(['tokenward-model', model.id]);
  // The record says how long the body was that came, whatever became of it.
  const described = outcome.request === request ? request : { ...outcome.request, raw: request.raw };
  const found = { grant, hints, request: described, binding, modelId: model.id, task, contextTokens, inspection };
  const judged = { understood, verdict, outcome, routing, model, call, span, snapshot, task, found, turnAway };
  if (allowance.model.workflowOf !== undefined) return giveAtHand(gateway, exchange, judged, null);
  // A use case without a cache is not asked about it.
  if (binding.useCase.cache.mode === 'off') return await askModel(gateway, exchange, judged, NO_CACHE);
  const cached = await lookInCache(gateway, exchange, { ...understood, ...verdict, ...outcome, call, snapshot, model });
  exchange.addHeaders(cached.headers);
  try {
    if (cached.hasLeft) return recordLeft(gateway, judged);
    if (cached.answer !== null) return await giveAtHand(gateway, exchange, judged, cached.answer);
    await askModel(gateway, exchange, judged, cached);
  } finally {
    // Whoever waits for this call hears of its end, whatever it was.
    cached.keeper?.release();
  }
}

/** A call that was understood, inspected and allowed. */
type JudgedCall = {
  readonly understood: UnderstoodCall;
  readonly verdict: Verdict;
  readonly outcome: CarriedOut;
  readonly routing: Routing | null;
  readonly model: Model;
  readonly call: OpenedCall;
  readonly span: CallSpan;
  readonly snapshot: Snapshot;
  readonly task: TaskBinding;
  readonly found: FoundBefore;
  readonly turnAway: (refusal: Refusal, found: Findings, verdict?: Verdict) => void;
};

/** What is known of a call before it has room in its envelopes. */
type FoundBefore = Required<Omit<Findings, 'target' | 'budget'>>;

/** Room in every envelope, the journal, then the model. */
async function askModel(
  gateway: Gateway,
  exchange: Exchange,
  judged: JudgedCall,
  { cacheStatus, keeper }: CacheLook,
): Promise<void> {
  const { understood, verdict, outcome, routing, model, call, span, snapshot, task, found, turnAway } = judged;
  const { dialect, grant, binding, allowance, speaks } = understood;
  const targets = chooseTargets({ model, face: exchange.face, upstreams: snapshot.upstreams });
  if (isRefusal(targets)) return turnAway(targets, found, verdict);

  const { contextTokens } = found;
  const { inspection, mayGoTo } = verdict;
  const { request } = outcome;
  // biome-ignore format: members by name
  const reserving = reserveBudget(gateway, exchange, {
    call, snapshot, grant, dialect, binding, request, model, targets, contextTokens, inspection, speaks, mayGoTo,
  });
  const reserved = reserving instanceof Promise ? await reserving : reserving;
  if (reserved.kind === 'left') return recordLeft(gateway, judged);
  if (isRefusal(reserved)) return turnAway(reserved, found, verdict);
  exchange.addHeaders(reserved.headers);
  const admitted = describeCall(call, foundBy(found, reserved), {
    policyVersion: verdict.policyVersion,
    approverId: verdict.approverId,
    decision: 'allow',
    rules: [...allowance.rules, ...verdict.rules],
    routeReason: routeReasonOf(understood, { routing, model, served: reserved.model, policed: outcome.model }),
    difficulty: routing === null ? null : difficultyOf(routing),
  });
  const written = await gateway.journal.admit(admitted);
  if (written === 'written') {
    const { protection, conversation, content } = outcome;
    // Member by member: what is taken over by `...` behind others costs ten times as much.
    // biome-ignore format: members by name
    return await callUpstreams(gateway, exchange, {
      call, span, snapshot, dialect, binding, task, admitted, routing, cacheStatus, keeper,
      request: reserved.request, model: reserved.model, targets: reserved.targets, demands: reserved.demands,
      protection, conversation, content,
    });
  }
  releaseBudget(gateway, admitted);
  turnAway(journalRefusal(written), found, verdict);
}

/**
 * An answer for which no model is asked is admitted and settled like any other; it holds and spends nothing. What a workflow
 * (`null`) looks up is asked for once the call is in the journal, like everything that leaves the house.
 */
async function giveAtHand(
  gateway: Gateway,
  exchange: Exchange,
  judged: JudgedCall,
  atHand: AnswerAtHand | null,
): Promise<void> {
  const { understood, verdict, outcome, model, call, span, snapshot, task, found, turnAway } = judged;
  const admitted = describeUnasked(judged);
  const written = await gateway.journal.admit(admitted);
  if (written !== 'written') return turnAway(journalRefusal(written), found, verdict);
  const job = { ...outcome, model, call, span, snapshot, dialect: understood.dialect, task, admitted };
  const answer = atHand ?? (await answerByWorkflow(gateway, job));
  if (isRefusal(answer)) return turnAway(answer, found, verdict);
  await giveAnswer(gateway, exchange, { ...job, answer });
}

/** A call whose client did not wait: for an equal one, or for room in an envelope. */
function recordLeft(gateway: Gateway, judged: JudgedCall): void {
  const record = settleLeft(gateway, judged.call, describeUnasked(judged));
  gateway.journal.settle(record);
  gateway.telemetry.settled(record, judged.span);
}

function describeUnasked({ understood, verdict, outcome, routing, model, call, found }: JudgedCall): AdmittedCall {
  return describeCall(call, found, {
    ...verdict,
    decision: 'allow',
    rules: [...understood.allowance.rules, ...verdict.rules],
    routeReason: routeReasonOf(understood, { routing, model, served: model, policed: outcome.model }),
    difficulty: routing === null ? null : difficultyOf(routing),
  });
}

type Served = {
  readonly routing: Routing | null;
  /** As policy left it, as routing left it, and as the envelopes left it. */
  readonly policed: Model;
  readonly model: Model;
  readonly served: Model;
};

/** Why this model: whoever moved the call last says so. */
function routeReasonOf({ allowance, binding }: UnderstoodCall, { routing, policed, model, served }: Served): string {
  if (served !== model) return 'budget';
  return policed === allowance.model ? reasonOf(binding, routing) : 'policy';
}

function reasonOf(binding: UseCaseBinding, routing: Routing | null): string {
  if (routing?.plan.acts === true) return routing.plan.choice.reason;
  if (binding.model === AUTO_MODEL) return 'auto';
  return binding.source === 'model_alias' ? 'alias' : 'requested';
}

/** What the envelopes made of the call, for its record. */
function foundBy(found: FoundBefore, { model, budget, inspection, targets }: Reserved): Findings {
  const { grant, hints, request, binding, task, contextTokens } = found;
  const modelId = model.id;
  return { grant, hints, request, binding, modelId, task, target: targets[0], contextTokens, inspection, budget };
}

function journalRefusal(reason: 'full' | 'failed'): Refusal {
  const why =
    reason === 'full'
      ? 'The journal is full: the store has been away for longer than calls can be kept. Nothing is let through unrecorded.'
      : 'The journal cannot be written (disk full or broken). Nothing is let through unrecorded.';
  return refuse('journal_full', why);
}

type TurnedAway = {
  readonly call: OpenedCall;
  readonly span: CallSpan;
  readonly refusal: Refusal;
  readonly found: Findings;
  readonly verdict: Verdict | undefined;
};

/** Tells the client and, once it is known whose call it was, the record. */
export function refuseCall(gateway: Gateway, exchange: Exchange, away: TurnedAway): void {
  const { call, span, refusal, found, verdict } = away;
  const status = exchange.refuse(refusal, call.callId);
  if (found.grant === undefined) return gateway.telemetry.turnedAway(refusal.code);
  const admitted = describeCall(call, found, {
    ...verdict,
    decision: 'refuse',
    rules: refusal.rules,
    routeReason: null,
  });
  const record = settleRefused(gateway, call, admitted, refusal, status);
  // A client that tries again and again is recorded once, and once more with how often.
  if (refusal.budget !== undefined && gateway.budget.bursts.absorbs(burstOf(refusal.budget, record), record))
    return gateway.telemetry.turnedAway(refusal.code);
  gateway.journal.settle(record);
  gateway.telemetry.settled(record, span);
}

function burstOf({ envelopeId }: ExhaustedBudget, { keyId, useCaseId, modelId }: CallRecord): string {
  return [keyId, useCaseId, modelId, envelopeId].join('\n');
}
