import { AUTO_MODEL } from '../domain/catalog/routing-rule.ts';
import type { UseCaseBinding } from '../domain/policy/bind-use-case.ts';
import { isRefusal, type Refusal, refuse } from '../domain/policy/refusal.ts';
import { chooseTargets } from '../domain/routing/choose-targets.ts';
import { estimateBodyTokens } from '../domain/usage/estimate-tokens.ts';
import type { CallSpan } from '../ports/call-telemetry.ts';
import { callUpstreams } from './call-upstreams.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { difficultyOf, type Routing, routeCall } from './routing/route-call.ts';
import { bindTask } from './stages/bind-task.ts';
import { describeCall, type Findings, type OpenedCall } from './stages/describe-call.ts';
import { inspectRequest, type Verdict } from './stages/inspect-request.ts';
import { openCall } from './stages/open-call.ts';
import { settleRefused } from './stages/settle-call.ts';
import { understandCall } from './understand-call.ts';

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
  const { grant, hints, dialect, request, binding, allowance } = understood;

  const task = bindTask(gateway, { callId: call.callId, grant, hints, facts: request.facts });
  const contextTokens = estimateBodyTokens(request.raw);
  const verdict = inspectRequest(gateway, {
    ...understood,
    query: exchange.query,
    call,
    snapshot,
    task,
    model: allowance.model,
  });
  const { inspection, outcome } = verdict;
  const known = { grant, hints, request, binding, modelId: allowance.model.id, task, contextTokens, inspection };
  if (isRefusal(outcome)) return turnAway(outcome, known, verdict);

  const routing =
    verdict.mayGoTo === null
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
  const found = { ...known, request: described, modelId: model.id };
  const targets = chooseTargets({ model, face: exchange.face, upstreams: snapshot.upstreams });
  if (isRefusal(targets)) return turnAway(targets, found, verdict);
  const admitted = describeCall(
    call,
    { ...found, ...firstOf(targets) },
    {
      decision: 'allow',
      rules: [...allowance.rules, ...verdict.rules],
      routeReason: outcome.model === allowance.model ? reasonOf(binding, routing) : 'policy',
      difficulty: routing === null ? null : difficultyOf(routing),
      policyVersion: verdict.policyVersion,
      approverId: verdict.approverId,
    },
  );

  const written = await gateway.journal.admit(admitted);
  if (written !== 'written') return turnAway(journalRefusal(written), found, verdict);
  await callUpstreams(gateway, exchange, {
    ...outcome,
    model,
    routing,
    call,
    span,
    snapshot,
    dialect,
    binding,
    task,
    targets,
    admitted,
  });
}

function reasonOf(binding: UseCaseBinding, routing: Routing | null): string {
  if (routing?.plan.acts === true) return routing.plan.choice.reason;
  if (binding.model === AUTO_MODEL) return 'auto';
  return binding.source === 'model_alias' ? 'alias' : 'requested';
}

function firstOf<T>(targets: readonly T[]): { readonly target?: T } {
  const target = targets[0];
  return target === undefined ? {} : { target };
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
  gateway.journal.settle(record);
  gateway.telemetry.settled(record, span);
}
