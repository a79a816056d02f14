import type { Face, Model } from '../domain/catalog/upstream.ts';
import { bindUseCase } from '../domain/policy/bind-use-case.ts';
import { decidePolicy } from '../domain/policy/decide-policy.ts';
import { isRefusal, type Refusal, refuse } from '../domain/policy/refusal.ts';
import { chooseTargets } from '../domain/routing/choose-targets.ts';
import { estimateBodyTokens } from '../domain/usage/estimate-tokens.ts';
import type { CallSpan } from '../ports/call-telemetry.ts';
import { callUpstreams } from './call-upstreams.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { authenticate } from './stages/authenticate.ts';
import { bindTask } from './stages/bind-task.ts';
import { checkSuspension, isSuspended } from './stages/check-suspension.ts';
import { describeCall, type Findings, type OpenedCall } from './stages/describe-call.ts';
import { inspectRequest, type Verdict } from './stages/inspect-request.ts';
import { openCall } from './stages/open-call.ts';
import { readHints } from './stages/read-hints.ts';
import { readRequest } from './stages/read-request.ts';
import { settleRefused } from './stages/settle-call.ts';

/**
 * The path of a governed call, on one screen. Each stage takes what earlier ones found and gives back its finding or a
 * refusal; only this function branches, and the order is in the types.
 */
export async function serve(gateway: Gateway, exchange: Exchange): Promise<void> {
  const snapshot = gateway.snapshots.current();
  const { call, span } = openCall(gateway, exchange, snapshot);
  const turnAway = (refusal: Refusal, found: Findings, verdict?: Verdict): void =>
    refuseCall(gateway, exchange, { call, span, refusal, found, verdict });

  const grant = authenticate(exchange, snapshot, gateway.keyDigest, call.openedAtMs);
  if (isRefusal(grant)) return turnAway(grant, {});
  const room = checkRoom(gateway);
  if (room !== null) return turnAway(room, { grant });
  const hints = readHints(exchange);
  if (isRefusal(hints)) return turnAway(hints, { grant });

  const dialect = gateway.dialects[exchange.face];
  const request = await readRequest(exchange, dialect, (bytes) =>
    gateway.live.holdBody(bytes, gateway.limits.bodiesBytesMax),
  );
  if (isRefusal(request)) return turnAway(request, { grant, hints });
  const { facts, raw } = request;

  const binding = bindUseCase({
    grant,
    useCases: snapshot.useCases,
    header: hints.useCase,
    model: facts.model,
    isModel: (name) => snapshot.models.has(name),
  });
  if (isRefusal(binding)) return turnAway(binding, { grant, hints, request });

  const suspended = checkSuspension(snapshot, { grant, hints, binding }, call.openedAtMs);
  if (suspended !== null) return turnAway(suspended, { grant, hints, request, binding });
  const canServe = (model: Model | undefined): boolean =>
    speaks(model, exchange.face) && !isSuspended(snapshot, model, call.openedAtMs);
  const allowance = decidePolicy({
    grant,
    useCase: binding.useCase,
    requestedModel: binding.model,
    model: snapshot.models.get(binding.model),
    face: exchange.face,
    speaks: (modelId) => canServe(snapshot.models.get(modelId)),
    storeReachable: gateway.snapshots.storeReachable(),
  });
  if (isRefusal(allowance)) return turnAway(allowance, { grant, hints, request, binding });

  const task = bindTask(gateway, { callId: call.callId, grant, hints, facts });
  const contextTokens = estimateBodyTokens(raw);
  const asked = {
    call,
    snapshot,
    dialect,
    grant,
    hints,
    request,
    binding,
    task,
    model: allowance.model,
    speaks: canServe,
  };
  const verdict = inspectRequest(gateway, asked);
  const { inspection, outcome } = verdict;
  if (isRefusal(outcome)) {
    const found = { grant, hints, request, binding, modelId: allowance.model.id, task, contextTokens, inspection };
    return turnAway(outcome, found, verdict);
  }

  const { model } = outcome;
  if (outcome.headers.length > 0) exchange.addHeaders(outcome.headers);
  const targets = chooseTargets({ model, face: exchange.face, upstreams: snapshot.upstreams });
  const found = { grant, hints, request: outcome.request, binding, modelId: model.id, task, contextTokens, inspection };
  if (isRefusal(targets)) return turnAway(targets, found, verdict);
  const routeReason = model === allowance.model ? (binding.source === 'model_alias' ? 'alias' : 'requested') : 'policy';
  const decided = {
    ...verdict,
    decision: 'allow',
    rules: [...allowance.rules, ...verdict.rules],
    routeReason,
  } as const;
  const admitted = describeCall(call, { ...found, ...firstOf(targets) }, decided);

  const written = await gateway.journal.admit(admitted);
  if (written !== 'written') return turnAway(journalRefusal(written), found, verdict);
  await callUpstreams(gateway, exchange, {
    call,
    span,
    snapshot,
    dialect,
    request: outcome.request,
    binding,
    task,
    model,
    targets,
    admitted,
    protection: outcome.protection,
    conversation: outcome.conversation,
    content: outcome.content,
  });
}

function speaks(model: Model | undefined, face: Face): boolean {
  return model !== undefined && model.status === 'active' && model.faces.includes(face);
}

function firstOf<T>(targets: readonly T[]): { readonly target?: T } {
  const target = targets[0];
  return target === undefined ? {} : { target };
}

function checkRoom({ live, limits }: Gateway): Refusal | null {
  if (live.count < limits.callsMax) return null;
  return refuse(
    'gateway_overloaded',
    `This gateway serves ${live.count} calls now, which is as many as it may. Try again shortly.`,
  );
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
function refuseCall(gateway: Gateway, exchange: Exchange, away: TurnedAway): void {
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
