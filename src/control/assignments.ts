import type { KeyGrant } from '../domain/identity/key-grant.ts';
import type { Difficulty } from '../domain/score/formula.ts';
import type { WorkAssignment } from '../domain/score/score-case.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { personOf } from './my-scores.ts';
import type { ScoreContext } from './score-context.ts';

export type StoredAssignment = Stored<WorkAssignment>;

/** Asks somebody to do a piece of work: by their manager, or whoever may change the control plane. */
export async function assignWork(
  context: ScoreContext,
  commander: Commander,
  order: Pick<WorkAssignment, 'personId' | 'useCaseId' | 'words'> & { readonly difficulty: Difficulty | null },
): Promise<StoredAssignment | ControlRefusal> {
  const { actor } = commander;
  const nowMs = context.clock.nowMs();
  if (actor.id === order.personId) return refuseCommand('four_eyes', 'Work that one gives oneself is no assignment.');
  return context.store.write(actor, async (unit) => {
    const barred = await whyNotAssign(unit, commander, order.personId);
    if (barred !== undefined) return barred;
    if ((await unit.get('use_case', order.useCaseId)) === undefined)
      return refuseCommand('reference_unknown', `There is no use case "${order.useCaseId}".`);
    const classed = (await unit.get('score_class', order.useCaseId))?.row.difficulty ?? 'medium';
    const assignment: WorkAssignment = {
      ...order,
      ...{ id: context.chance.uuid(nowMs), difficulty: order.difficulty ?? classed, state: 'asked' },
      ...{ assignedBy: actor.id, assignedAtMs: nowMs, answeredBy: null, answeredAtMs: null, reason: null },
    };
    return saveAssignment(unit, { stored: undefined, next: assignment, type: 'work_assignment.asked' });
  });
}

/** The person accepts or declines; the manager gives it to somebody else, which is nobody's fault. */
export async function answerAssignment(
  context: ScoreContext,
  commander: Commander,
  order: {
    readonly id: string;
    readonly state: 'accepted' | 'declined' | 'reassigned';
    readonly reason: string | null;
  },
): Promise<StoredAssignment | ControlRefusal> {
  const { actor } = commander;
  const nowMs = context.clock.nowMs();
  const answered = await context.store.write(actor, async (unit) => {
    const stored = await unit.get('work_assignment', order.id);
    if (stored === undefined) return noAssignment(order.id);
    const { personId, state } = stored.row;
    const isOwn = actor.kind === 'person' && actor.id === personId;
    if (order.state === 'reassigned') {
      if (isOwn) return refuseCommand('four_eyes', 'Whoever assigned it gives it to somebody else.');
      const barred = await whyNotAssign(unit, commander, personId);
      if (barred !== undefined) return barred;
    } else if (!isOwn) return noAssignment(order.id);
    if (state !== 'asked' && !(order.state === 'reassigned' && state !== 'reassigned'))
      return refuseCommand('rule_broken', `It is ${state} already.`);
    if (order.state === 'declined' && order.reason === null)
      return refuseCommand('rule_broken', 'Say why you decline: whoever asked reads it.');
    const answer = { state: order.state, reason: order.reason, answeredBy: actor.id, answeredAtMs: nowMs };
    return saveAssignment(unit, { stored, next: { ...stored.row, ...answer }, type: `work_assignment.${order.state}` });
  });
  if (isControlRefusal(answered)) return answered;
  const { id, personId, assignedAtMs } = answered.row;
  await context.scores.touch([{ personId, atMs: assignedAtMs, cause: `assignment:${id}` }]);
  return answered;
}

/** What one was asked to do, and what one asked others to do. */
export async function listMyAssignments(
  { store }: Pick<ScoreContext, 'store'>,
  grant: KeyGrant,
): Promise<
  { readonly mine: readonly StoredAssignment[]; readonly asked: readonly StoredAssignment[] } | ControlRefusal
> {
  const personId = personOf(grant);
  if (isControlRefusal(personId)) return personId;
  const mine: StoredAssignment[] = [];
  const asked: StoredAssignment[] = [];
  for await (const stored of everyRow(store, 'work_assignment', { personId })) mine.push(stored);
  for await (const stored of everyRow(store, 'work_assignment', { assignedBy: personId })) asked.push(stored);
  return { mine, asked };
}

async function whyNotAssign(
  unit: WriteUnit,
  { actor, scopes }: Commander,
  personId: string,
): Promise<ControlRefusal | undefined> {
  const person = await unit.get('person', personId);
  if (person === undefined) return refuseCommand('reference_unknown', `There is no person "${personId}".`);
  if (scopes.includes('control.write')) return undefined;
  const team = await unit.get('team', person.row.teamId);
  if (actor.kind === 'person' && team?.row.managerPersonId === actor.id) return undefined;
  return refuseCommand('four_eyes', `The manager of "${person.row.teamId}" assigns work to "${personId}".`);
}

function noAssignment(id: string): ControlRefusal {
  return refuseCommand('not_found', `There is no assignment "${id}" of yours.`);
}

/** Words of people stand in the row, not in the trail. */
async function saveAssignment(
  unit: WriteUnit,
  saved: { readonly stored: StoredAssignment | undefined; readonly next: WorkAssignment; readonly type: string },
): Promise<StoredAssignment> {
  const { stored, next, type } = saved;
  await unit.put('work_assignment', next, { managedBy: 'api', expectedRevision: stored?.revision ?? null });
  const { personId, useCaseId, difficulty, state, assignedBy, answeredBy } = next;
  const detail = { personId, useCaseId, difficulty, state, assignedBy, answeredBy };
  await unit.audit({ type, subject: `work_assignment:${next.id}`, detail });
  return readBack(unit, 'work_assignment', next.id);
}
