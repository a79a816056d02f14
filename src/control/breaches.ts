import type { BreachCase } from '../domain/score/score-case.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import type { ScoreContext } from './score-context.ts';

export type StoredBreach = Stored<BreachCase>;

/** Opens the case of a rule that was broken. While a severe one is open, the score of its person is withheld. */
export async function openBreach(
  context: ScoreContext,
  { actor }: Commander,
  order: Pick<BreachCase, 'personId' | 'severity' | 'words' | 'happenedAtMs' | 'reportId'>,
): Promise<StoredBreach | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  if (order.happenedAtMs > nowMs) return refuseCommand('rule_broken', 'It cannot have happened later than now.');
  const opened = await context.store.write(actor, async (unit) => {
    if ((await unit.get('person', order.personId)) === undefined)
      return refuseCommand('reference_unknown', `There is no person "${order.personId}".`);
    const report = order.reportId === null ? undefined : await unit.get('report', order.reportId);
    if (order.reportId !== null && report === undefined)
      return refuseCommand('reference_unknown', `There is no report "${order.reportId}".`);
    // By whom the report was made, never by what somebody says of it: reporting oneself halves what it costs.
    const isSelfReported =
      actor.id === order.personId ||
      (report?.row.reporterKind === 'person' && report.row.reporterId === order.personId);
    const breach: BreachCase = {
      ...order,
      ...{ id: context.chance.uuid(nowMs), isSelfReported, state: 'open', openedBy: actor.id, openedAtMs: nowMs },
      ...{ decidedBy: null, decidedAtMs: null, reason: null },
    };
    return saveBreach(unit, { stored: undefined, next: breach, type: 'breach.opened' });
  });
  return touched(context, opened);
}

/** Says what was found. Neither who opened it nor whose it is. */
export async function decideBreach(
  context: ScoreContext,
  { actor }: Commander,
  order: { readonly id: string; readonly state: 'confirmed' | 'cleared'; readonly reason: string },
): Promise<StoredBreach | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const decided = await context.store.write(actor, async (unit) => {
    const stored = await unit.get('breach', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no breach "${order.id}".`);
    const { personId, openedBy, state } = stored.row;
    if (actor.kind !== 'person') return refuseCommand('four_eyes', 'Only a person decides on a breach.');
    if (actor.id === personId) return refuseCommand('four_eyes', 'Nobody decides on a breach of their own.');
    if (actor.id === openedBy) return refuseCommand('four_eyes', 'Somebody else than who opened it decides on it.');
    if (state !== 'open') return refuseCommand('rule_broken', `It is ${state} already.`);
    const found = { state: order.state, reason: order.reason, decidedBy: actor.id, decidedAtMs: nowMs };
    return saveBreach(unit, { stored, next: { ...stored.row, ...found }, type: `breach.${order.state}` });
  });
  return touched(context, decided);
}

async function touched(
  { scores }: ScoreContext,
  saved: StoredBreach | ControlRefusal,
): Promise<StoredBreach | ControlRefusal> {
  if (isControlRefusal(saved)) return saved;
  const { id, personId, happenedAtMs } = saved.row;
  await scores.touch([{ personId, atMs: happenedAtMs, cause: `breach:${id}` }]);
  return saved;
}

/** Words of people stand in the row, not in the trail. */
async function saveBreach(
  unit: WriteUnit,
  saved: { readonly stored: StoredBreach | undefined; readonly next: BreachCase; readonly type: string },
): Promise<StoredBreach> {
  const { stored, next, type } = saved;
  await unit.put('breach', next, { managedBy: 'api', expectedRevision: stored?.revision ?? null });
  const { personId, severity, isSelfReported, happenedAtMs, reportId, state, openedBy, decidedBy } = next;
  const detail = { personId, severity, isSelfReported, happenedAtMs, reportId, state, openedBy, decidedBy };
  await unit.audit({ type, subject: `breach:${next.id}`, detail });
  return readBack(unit, 'breach', next.id);
}
