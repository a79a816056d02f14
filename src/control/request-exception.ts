import type { EnvelopeScope } from '../domain/budget/envelope.ts';
import { readAmount } from '../domain/budget/envelope-amount.ts';
import { checkException, type ExceptionSubject } from '../domain/policy/check-exception.ts';
import { type Exception, type ExceptionWish, exceptionStateNow } from '../domain/policy/exception.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { approverOf, personBehind, subjectOfWish } from './exception-parties.ts';
import { exceptionDetail, type StoredException } from './exceptions.ts';
import { everyRow } from './find-dependants.ts';
import { present } from './row-rules.ts';

/** A wish as it comes: the cap as people write it, in the unit of what it goes beyond. */
export type ExceptionOrder = Omit<ExceptionWish, 'cap' | 'startsAtMs'> & {
  readonly cap: string;
  /** Null: at once. */
  readonly startsAtMs: number | null;
};

/** Of one person; an approver who is asked for the same twenty times reads none of it. */
const OPEN_MAX = 20;

/** Asks for an exception. Who decides is drawn by rule, and told with it. Nothing works before somebody said yes. */
export function requestException(
  context: ControlContext,
  commander: Commander,
  order: ExceptionOrder,
): Promise<StoredException | ControlRefusal> {
  return context.store.write(commander.actor, (unit) => ask(context, unit, { commander, order, extendsId: null }));
}

/**
 * Asks for the time after a granted exception: a new exception with a new decision, from where the first one ends. What
 * the first one leaves unspent is not carried on.
 */
export function extendException(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly endsAtMs: number; readonly cap: string; readonly why: string | null },
): Promise<StoredException | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('exception', order.id);
    const personId = await personBehind(unit, commander.actor);
    const isOwn = stored !== undefined && [stored.row.requesterId, stored.row.scope.personId].includes(personId);
    if (!isOwn) return refuseCommand('not_found', `You have no exception "${order.id}" to extend.`);
    const state = exceptionStateNow(stored.row, nowMs);
    if (state !== 'granted')
      return refuseCommand('rule_broken', `The exception is ${state}: there is nothing to extend. Ask for a new one.`);
    const { kind, reasonCode, scope, envelopeId, useCaseId, modelId, dataClass, endsAtMs } = stored.row;
    const same = { kind, reasonCode, scope, envelopeId, useCaseId, modelId, dataClass };
    const why = order.why ?? stored.row.why;
    const next = { ...same, why, cap: order.cap, startsAtMs: endsAtMs, endsAtMs: order.endsAtMs };
    return ask(context, unit, { commander, order: next, extendsId: order.id });
  });
}

async function ask(
  context: ControlContext,
  unit: WriteUnit,
  asked: { readonly commander: Commander; readonly order: ExceptionOrder; readonly extendsId: string | null },
): Promise<StoredException | ControlRefusal> {
  const { order, extendsId } = asked;
  const nowMs = context.clock.nowMs();
  const requesterId = await personBehind(unit, asked.commander.actor);
  if (requesterId === undefined)
    return refuseCommand(
      'four_eyes',
      'Nobody stands behind this key who could ask: give the service account an owner.',
    );
  const subject = await subjectOfWish(unit, order);
  if (isControlRefusal(subject)) return subject;
  const wish = wishOf(order, subject, nowMs);
  if (isControlRefusal(wish)) return wish;
  const refusal = await refuseWish(unit, wish, { subject, requesterId, nowMs });
  if (refusal !== undefined) return refusal;
  const approver = await approverOf(unit, { requesterId, beneficiaryId: wish.scope.personId ?? null, subject });
  if (approver === null) return refuseCommand('rule_broken', NOBODY_DECIDES);
  const row: Exception = {
    ...wish,
    id: context.chance.uuid(nowMs),
    unit: subject.kind === 'raise_envelope' ? subject.envelope.unit : 'nanodollars',
    requesterId,
    requestedAtMs: nowMs,
    approverId: approver.personId,
    approverWhy: approver.why,
    state: 'requested',
    ...UNDECIDED,
    extendsId,
  };
  await unit.put('exception', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'exception.requested', subject: `exception:${row.id}`, detail: exceptionDetail(row) });
  return readBack(unit, 'exception', row.id);
}

const NOBODY_DECIDES =
  'There is nobody who may decide on this: what it goes beyond has no other owner, and nobody else holds the role "governance". Ask your administrator to name an owner.';

const UNDECIDED = {
  decidedAtMs: null,
  decidedBy: null,
  decisionReason: null,
  endedAtMs: null,
  endedBy: null,
  endReason: null,
  spentAmount: null,
} as const;

/** In the unit of what it goes beyond; a raise is never for more than its envelope is for. */
function wishOf(order: ExceptionOrder, subject: ExceptionSubject, nowMs: number): ExceptionWish | ControlRefusal {
  const { cap: written, startsAtMs, ...rest } = order;
  const unit = subject.kind === 'raise_envelope' ? subject.envelope.unit : 'nanodollars';
  const cap = readAmount(unit, written);
  if (cap === undefined) {
    const form =
      unit === 'nanodollars' ? 'dollars with at most nine decimals, for instance 25.00' : `a whole number of ${unit}`;
    return refuseCommand('rule_broken', `The cap "${written}" cannot be read: write ${form}.`);
  }
  const scope: EnvelopeScope =
    subject.kind === 'raise_envelope' ? { ...subject.envelope.scope, ...rest.scope } : rest.scope;
  return { ...rest, scope, cap, startsAtMs: startsAtMs ?? nowMs };
}

async function refuseWish(
  unit: WriteUnit,
  wish: ExceptionWish,
  known: { readonly subject: ExceptionSubject; readonly requesterId: string; readonly nowMs: number },
): Promise<ControlRefusal | undefined> {
  const faults = checkException(wish, known);
  if (faults.length > 0) return refuseCommand('rule_broken', faults.join(' '));
  const { scope, modelId } = wish;
  const references = present([
    { noun: 'team', id: scope.teamId ?? null, pointer: '/scope/teamId' },
    { noun: 'project', id: scope.projectId ?? null, pointer: '/scope/projectId' },
    { noun: 'use_case', id: scope.useCaseId ?? null, pointer: '/scope/useCaseId' },
    { noun: 'person', id: scope.personId ?? null, pointer: '/scope/personId' },
    { noun: 'model', id: modelId, pointer: '/modelId' },
  ]);
  const refused = refuseFaults(await checkReferences(unit, references));
  if (refused !== undefined) return refused;
  let open = 0;
  const where = { requesterId: known.requesterId, state: 'requested' };
  for await (const { row } of everyRow(unit, 'exception', where)) {
    if (exceptionStateNow(row, known.nowMs) === 'requested') open += 1;
  }
  if (open < OPEN_MAX) return undefined;
  return refuseCommand('rule_broken', `You have ${open} requests that wait for an answer: withdraw one first.`);
}
