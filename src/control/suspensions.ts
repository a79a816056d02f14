import { hasEnded, type KeptSuspension, type SuspendableKind } from '../domain/policy/suspension.ts';
import type { Actor, Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { memberChanges, shownMembers } from './member-changes.ts';
import { checkSubject } from './suspension-subject.ts';
import { warnOfSuspension } from './suspension-warnings.ts';

export type SuspensionAddress = { readonly kind: SuspendableKind; readonly id: string };

export type SuspensionOrder = {
  readonly subject: SuspensionAddress;
  readonly reason: string;
  readonly expiresAtMs: number | null;
  /** True: also when nobody could lift it afterwards. */
  readonly anyway: boolean;
};

export type Suspended = {
  readonly suspension: Stored<KeptSuspension>;
  /** What else follows from it, in words. */
  readonly warnings: readonly string[];
};

const SYSTEM: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };

/**
 * Stops new calls of the subject on every gateway within a second; calls that run are let run. Giving the same order again
 * changes nothing; another reason or expiry changes the suspension that is in force.
 */
export function suspend(
  context: ControlContext,
  commander: Commander,
  order: SuspensionOrder,
): Promise<Suspended | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  if (order.expiresAtMs !== null && order.expiresAtMs <= nowMs) {
    return Promise.resolve(refuseCommand('rule_broken', 'The expiry lies in the past.'));
  }
  return context.store.write(commander.actor, async (unit) => {
    const found = await checkSubject(unit, order.subject);
    if (isControlRefusal(found)) return found;
    const warned = await warnOfSuspension(unit, { commander, subject: order.subject, nowMs });
    if (warned.noAdministratorLeft && !order.anyway) {
      return refuseCommand('rule_broken', `${warned.noAdministratorLeft} Send "anyway" if that is meant.`);
    }
    const stored = await findInForce(unit, order.subject);
    const expired = stored !== undefined && hasEnded(stored.row, nowMs);
    if (expired) await endSuspension(unit, stored, EXPIRY);
    const suspension =
      stored === undefined || expired
        ? await insertSuspension(context, unit, { order, madeBy: commander.actor.id })
        : await changeSuspension(unit, stored, order);
    const lastWords = warned.noAdministratorLeft === undefined ? [] : [warned.noAdministratorLeft];
    return { suspension, warnings: [...found.warnings, ...warned.warnings, ...lastWords] };
  });
}

/** Ends the suspension of a subject. Where none is in force the last one is given back as it ended. */
export function lift(
  context: ControlContext,
  commander: Commander,
  order: { readonly subject: SuspensionAddress; readonly reason: string | null },
): Promise<Stored<KeptSuspension> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findInForce(unit, order.subject);
    if (stored === undefined) return lastOf(unit, order.subject);
    const nowMs = context.clock.nowMs();
    if (hasEnded(stored.row, nowMs)) return endSuspension(unit, stored, EXPIRY);
    const ending = {
      state: 'lifted',
      endedAtMs: nowMs,
      endedBy: commander.actor.id,
      endReason: order.reason,
      type: 'suspension.lifted',
    } as const;
    return endSuspension(unit, stored, ending);
  });
}

/** Writes down the suspensions that ended by themselves; gateways had stopped heeding them already. */
export async function noteExpiredSuspensions(context: ControlContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const page = await context.store.list('suspension', { limit: 500, afterId: null, where: { state: 'in_force' } });
  const due = page.rows.filter(({ row }) => hasEnded(row, nowMs));
  if (due.length === 0) return 0;
  return context.store.write(SYSTEM, async (unit) => {
    let noted = 0;
    for (const { row } of due) {
      const stored = await unit.get('suspension', row.id);
      // Another gateway may have noted it meanwhile.
      if (stored === undefined || stored.row.state !== 'in_force' || !hasEnded(stored.row, nowMs)) continue;
      await endSuspension(unit, stored, EXPIRY);
      noted += 1;
    }
    return noted;
  });
}

/** The state at this moment: one that has expired counts as such before anybody has written it down. */
export function stateNow(suspension: KeptSuspension, nowMs: number): KeptSuspension['state'] {
  return suspension.state === 'in_force' && hasEnded(suspension, nowMs) ? 'expired' : suspension.state;
}

type Ending = Pick<KeptSuspension, 'state' | 'endedBy' | 'endReason'> & {
  /** Undefined: at its expiry. */
  readonly endedAtMs?: number;
  readonly type: 'suspension.lifted' | 'suspension.expired';
};

const EXPIRY: Ending = { state: 'expired', endedBy: null, endReason: null, type: 'suspension.expired' };

async function findInForce(
  unit: WriteUnit,
  { kind, id }: SuspensionAddress,
): Promise<Stored<KeptSuspension> | undefined> {
  const where = { subjectKind: kind, subjectId: id, state: 'in_force' };
  const page = await unit.list('suspension', { limit: 1, afterId: null, where });
  return page.rows[0];
}

async function lastOf(
  unit: WriteUnit,
  { kind, id }: SuspensionAddress,
): Promise<Stored<KeptSuspension> | ControlRefusal> {
  let last: Stored<KeptSuspension> | undefined;
  for await (const one of everyRow(unit, 'suspension')) {
    if (one.row.subjectKind === kind && one.row.subjectId === id) last = one;
  }
  return last ?? refuseCommand('not_found', `The ${kind.replace('_', ' ')} "${id}" was never suspended.`);
}

async function insertSuspension(
  context: ControlContext,
  unit: WriteUnit,
  made: { readonly order: SuspensionOrder; readonly madeBy: string },
): Promise<Stored<KeptSuspension>> {
  const { subject, reason, expiresAtMs } = made.order;
  const row: KeptSuspension = {
    id: context.chance.uuid(context.clock.nowMs()),
    subjectKind: subject.kind,
    subjectId: subject.id,
    reason,
    expiresAtMs,
    madeBy: made.madeBy,
    state: 'in_force',
    endedAtMs: null,
    endedBy: null,
    endReason: null,
  };
  await unit.put('suspension', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'suspension.made', subject: subjectOf(row), detail: { row: shownMembers(row) } });
  return readBack(unit, 'suspension', row.id);
}

async function changeSuspension(
  unit: WriteUnit,
  stored: Stored<KeptSuspension>,
  { reason, expiresAtMs }: SuspensionOrder,
): Promise<Stored<KeptSuspension>> {
  const next = { ...stored.row, reason, expiresAtMs };
  const changes = memberChanges(stored.row, next);
  if (changes.length === 0) return stored;
  await unit.put('suspension', next, { managedBy: 'api', expectedRevision: stored.revision });
  await unit.audit({ type: 'suspension.changed', subject: subjectOf(next), detail: { changes } });
  return readBack(unit, 'suspension', next.id);
}

async function endSuspension(
  unit: WriteUnit,
  stored: Stored<KeptSuspension>,
  ending: Ending,
): Promise<Stored<KeptSuspension>> {
  const { type, state, endedBy, endReason } = ending;
  const endedAtMs = ending.endedAtMs ?? stored.row.expiresAtMs;
  const next: KeptSuspension = { ...stored.row, state, endedBy, endReason, endedAtMs };
  await unit.put('suspension', next, { managedBy: 'api', expectedRevision: stored.revision });
  await unit.audit({ type, subject: subjectOf(next), detail: { suspensionId: next.id, reason: endReason } });
  return readBack(unit, 'suspension', next.id);
}

function subjectOf({ subjectKind, subjectId }: KeptSuspension): string {
  return `${subjectKind === 'key' ? 'api_key' : subjectKind}:${subjectId}`;
}
