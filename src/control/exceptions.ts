import { checkException } from '../domain/policy/check-exception.ts';
import { type Exception, exceptionStateNow } from '../domain/policy/exception.ts';
import type { Actor, Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { approverOf, personBehind, subjectOfWish } from './exception-parties.ts';

export type StoredException = Stored<Exception>;

/** Says yes: from its beginning, or from now, to its end it works at every gateway, and then no more. */
export function approveException(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly reason: string | null },
): Promise<StoredException | ControlRefusal> {
  return decide(context, commander, order.id, async (unit, { exception, nowMs }) => {
    const subject = await subjectOfWish(unit, exception);
    if (isControlRefusal(subject)) return subject;
    const startsAtMs = Math.max(exception.startsAtMs, nowMs);
    // The time was checked when it was asked for, and only became shorter.
    const faults = checkException({ ...exception, startsAtMs }, { subject, nowMs });
    if (faults.length > 0) return refuseCommand('rule_broken', faults.join(' '));
    const { actor } = commander;
    const decided = { decidedAtMs: nowMs, decidedBy: actor.id, decisionReason: order.reason } as const;
    const next: Exception = { ...exception, ...decided, startsAtMs, state: 'granted' };
    const reason = `exception ${next.id}, granted to ${next.requesterId}`;
    await unit.ledger.openException(
      {
        exceptionId: next.id,
        raisesEnvelopeId: next.envelopeId,
        unit: next.unit,
        cap: next.cap,
        period: { startMs: startsAtMs, endMs: next.endsAtMs },
      },
      { actor: actor.id, reason },
    );
    return { next, type: 'exception.granted' };
  });
}

/** Says no; the requester reads why. */
export function declineException(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly reason: string },
): Promise<StoredException | ControlRefusal> {
  return decide(context, commander, order.id, (_unit, { exception, nowMs }) => {
    const decided = { decidedAtMs: nowMs, decidedBy: commander.actor.id, decisionReason: order.reason } as const;
    return Promise.resolve({ next: { ...exception, ...decided, state: 'declined' }, type: 'exception.declined' });
  });
}

/** Takes back what was asked and not decided; for whoever asked. */
export function withdrawException(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string },
): Promise<StoredException | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('exception', order.id);
    const personId = await personBehind(unit, commander.actor);
    if (stored === undefined || stored.row.requesterId !== personId)
      return refuseCommand('not_found', `You have not asked for an exception "${order.id}".`);
    const state = exceptionStateNow(stored.row, nowMs);
    if (state === 'withdrawn') return stored;
    if (state !== 'requested') {
      const granted = state === 'granted' ? ' To give it up, revoke it.' : '';
      return refuseCommand('rule_broken', `The exception is ${state}: there is nothing to withdraw.${granted}`);
    }
    return saveException(unit, stored, { next: { ...stored.row, state: 'withdrawn' }, type: 'exception.withdrawn' });
  });
}

/**
 * Ends what was granted before its time: by who asked or for whom it is, who decided or would decide now, who owns what it
 * goes beyond, and whoever may change the control plane. Calls under way are let run.
 */
export function revokeException(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly reason: string },
): Promise<StoredException | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('exception', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no exception "${order.id}".`);
    if (!(await mayRevoke(unit, commander, stored.row)))
      return refuseCommand(
        'four_eyes',
        'Only who asked for it, who decides on it, or who owns what it goes beyond ends it.',
      );
    const state = exceptionStateNow(stored.row, nowMs);
    if (state === 'revoked') return stored;
    if (state !== 'granted')
      return refuseCommand('rule_broken', `The exception is ${state}: there is nothing to revoke.`);
    const { actor } = commander;
    const ended = { endedAtMs: nowMs, endedBy: actor.id, endReason: order.reason, state: 'revoked' } as const;
    const closed = await unit.ledger.closeException(order.id, { actor: actor.id, reason: `revoked: ${order.reason}` });
    const spentAmount = closed?.held === 0n ? closed.spent : null;
    return saveException(unit, stored, { next: { ...stored.row, ...ended, spentAmount }, type: 'exception.revoked' });
  });
}

async function mayRevoke(unit: WriteUnit, { actor, scopes }: Commander, exception: Exception): Promise<boolean> {
  if (scopes.includes('control.write')) return true;
  const personId = await personBehind(unit, actor);
  const { requesterId, approverId, decidedBy, scope } = exception;
  if (personId === undefined) return false;
  if ([requesterId, approverId, decidedBy, scope.personId].includes(personId)) return true;
  const subject = await subjectOfWish(unit, exception);
  if (isControlRefusal(subject)) return false;
  const owned = subject.kind === 'raise_envelope' ? subject.envelope : subject.useCase;
  return owned.ownerPersonId === personId;
}

export type ExceptionStep = {
  readonly next: Exception;
  readonly type: `exception.${'granted' | 'declined' | 'withdrawn' | 'revoked' | 'expired' | 'settled'}`;
};

function decide(
  context: ControlContext,
  { actor }: Commander,
  id: string,
  step: (
    unit: WriteUnit,
    given: { readonly exception: Exception; readonly nowMs: number },
  ) => Promise<ExceptionStep | ControlRefusal>,
): Promise<StoredException | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('exception', id);
    if (stored === undefined) return refuseCommand('not_found', `There is no exception "${id}".`);
    const barred = await whyNotDecide(unit, actor, stored.row);
    if (barred !== undefined) return refuseCommand('four_eyes', barred);
    const state = exceptionStateNow(stored.row, nowMs);
    if (state !== 'requested') return refuseCommand('rule_broken', `The exception is ${state} already.`);
    const taken = await step(unit, { exception: stored.row, nowMs });
    return isControlRefusal(taken) ? taken : saveException(unit, stored, taken);
  });
}

/** The one who was drawn decides; only where they cannot any more is somebody drawn anew. */
async function whyNotDecide(unit: WriteUnit, actor: Actor, exception: Exception): Promise<string | undefined> {
  if (actor.kind !== 'person') return 'Only a person says yes or no.';
  if (actor.id === exception.requesterId) return 'Nobody decides on their own request.';
  const drawn = await unit.get('person', exception.approverId);
  if (drawn?.row.status === 'active') {
    const { approverId, approverWhy } = exception;
    return approverId === actor.id ? undefined : `"${approverId}" decides on this. ${approverWhy}`;
  }
  const subject = await subjectOfWish(unit, exception);
  if (isControlRefusal(subject)) return subject.why;
  const { requesterId, scope } = exception;
  const other = await approverOf(unit, { requesterId, beneficiaryId: scope.personId ?? null, subject });
  if (other === null)
    return `"${exception.approverId}" is not active any more, and there is nobody else who may decide.`;
  return other.personId === actor.id ? undefined : `"${other.personId}" decides on this. ${other.why}`;
}

/** Keeps the step and tells the trail of it; the requester's words stand in the row, not in the trail. */
export async function saveException(
  unit: WriteUnit,
  stored: StoredException,
  { next, type }: ExceptionStep,
): Promise<StoredException> {
  await unit.put('exception', next, { managedBy: 'api', expectedRevision: stored.revision });
  await unit.audit({ type, subject: `exception:${next.id}`, detail: exceptionDetail(next) });
  return readBack(unit, 'exception', next.id);
}

/** What the trail keeps of an exception: everything but words of people. */
export function exceptionDetail(exception: Exception): Readonly<Record<string, unknown>> {
  const { kind, reasonCode, scope, envelopeId, useCaseId, modelId, dataClass, unit, requesterId, approverId } =
    exception;
  const { approverWhy, decidedBy, decisionReason, endedBy, endReason, extendsId } = exception;
  return {
    ...{
      kind,
      reasonCode,
      scope,
      envelopeId,
      useCaseId,
      modelId,
      dataClass,
      unit,
      requesterId,
      approverId,
      approverWhy,
    },
    ...{ decidedBy, decisionReason, endedBy, endReason, extendsId },
    cap: exception.cap.toString(),
    spent: exception.spentAmount?.toString() ?? null,
    startsAtMs: exception.startsAtMs,
    endsAtMs: exception.endsAtMs,
  };
}
