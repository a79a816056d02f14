import { chooseRetention, type RetentionRule } from '../domain/content/retention.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import { type ContentContext, UPKEEP } from './content-context.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { memberChanges, shownMembers } from './member-changes.ts';

const DAY_MS = 86_400_000;

export type RetentionWish = Pick<RetentionRule, 'useCaseId' | 'dataClass' | 'days'>;

/** Says for how long content of a use case, a class, or both is kept. Also holds for what is kept already. */
export function setRetention(
  context: ControlContext,
  commander: Commander,
  wish: RetentionWish,
): Promise<Stored<RetentionRule> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    if (wish.useCaseId !== null && (await unit.get('use_case', wish.useCaseId)) === undefined) {
      return refuseCommand('reference_unknown', `There is no use case "${wish.useCaseId}".`);
    }
    // Its id says what it is about, so that there is one rule for one thing.
    const row: RetentionRule = { ...wish, id: idOf(wish), status: 'active' };
    const before = await unit.get('retention_rule', row.id);
    const result = await unit.put('retention_rule', row, { managedBy: 'api' });
    if (result !== 'unchanged') {
      const detail = before === undefined ? { row: shownMembers(row) } : { changes: memberChanges(before.row, row) };
      await unit.audit({ type: 'retention_rule.set', subject: `retention_rule:${row.id}`, detail });
    }
    return readBack(unit, 'retention_rule', row.id);
  });
}

/** Takes a rule back: what it was about goes by the next wider one, or as usual. */
export function endRetention(
  context: ControlContext,
  commander: Commander,
  id: string,
): Promise<Stored<RetentionRule> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('retention_rule', id);
    if (stored === undefined) return refuseCommand('not_found', `There is no retention rule "${id}".`);
    if (stored.row.status === 'archived') return stored;
    const next: RetentionRule = { ...stored.row, status: 'archived' };
    await unit.put('retention_rule', next, { managedBy: 'api', expectedRevision: stored.revision });
    await unit.audit({ type: 'retention_rule.ended', subject: `retention_rule:${id}`, detail: {} });
    return readBack(unit, 'retention_rule', id);
  });
}

export async function readRetentionRules(unit: ReadUnit): Promise<readonly RetentionRule[]> {
  const rules: RetentionRule[] = [];
  for await (const { row } of everyRow(unit, 'retention_rule')) rules.push(row);
  return rules;
}

/** Destroys what has had its time, by the rules as they are now. Gives back how many records went. */
export async function destroyExpired(context: ContentContext): Promise<number> {
  const rules = await readRetentionRules(context.store);
  const nowMs = context.clock.nowMs();
  let destroyed = 0;
  for (const { useCaseId, dataClass, oldestMs } of await context.content.counts(null)) {
    const { days, ruleId } = chooseRetention(rules, { useCaseId, dataClass });
    const beforeMs = nowMs - days * DAY_MS;
    if (oldestMs >= beforeMs) continue;
    const done = await context.content.destroyOlder({ useCaseId, dataClass, beforeMs });
    if (done.destroyed === 0) continue;
    destroyed += done.destroyed;
    const detail = { useCaseId, dataClass, days, ruleId, records: done.destroyed, held: done.held };
    await context.store.write(UPKEEP, (unit) =>
      unit.audit({ type: 'content.expired', subject: `use_case:${useCaseId}`, detail }),
    );
  }
  if (destroyed > 0 || context.content.mayLinger()) await context.content.forgetDestroyed();
  return destroyed;
}

function idOf({ useCaseId, dataClass }: RetentionWish): string {
  return `${useCaseId ?? 'any'}:${dataClass ?? 'any'}`;
}
