import {
  checkRecognitionRule,
  type RecognitionRule,
  type RecognitionRuleVersion,
  ruleFor,
} from '../domain/recognition/recognition-rule.ts';
import { periodIdAt, periodOf } from '../domain/score/score-period.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';

export type StoredRecognitionRule = Stored<RecognitionRuleVersion>;

/** Every version, newest first. */
export async function recognitionRules(unit: ReadUnit): Promise<readonly StoredRecognitionRule[]> {
  const versions: StoredRecognitionRule[] = [];
  for await (const stored of everyRow(unit, 'recognition_rule')) versions.push(stored);
  return versions.sort((one, other) => other.row.version - one.row.version);
}

/** The version that holds for a month. Undefined: nothing is recognised in it. */
export async function recognitionRuleFor(
  unit: ReadUnit,
  periodId: string,
): Promise<RecognitionRuleVersion | undefined> {
  return ruleFor(
    (await recognitionRules(unit)).map(({ row }) => row),
    periodId,
  );
}

/**
 * Publishes the next version. It holds from the next month on, so that everybody knows what is honoured before they do it; the
 * first one from the month that runs, since there was nothing else to go by.
 */
export function publishRecognitionRule(
  context: ControlContext,
  { actor }: Commander,
  order: { readonly rule: RecognitionRule; readonly note: string },
): Promise<StoredRecognitionRule | ControlRefusal> {
  const { rule, note } = order;
  const faults = checkRecognitionRule(rule);
  if (faults.length > 0) return Promise.resolve(refuseCommand('rule_broken', faults.join(' ')));
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const [newest] = await recognitionRules(unit);
    for (const { from } of rule.categories)
      for (const typeId of from.kind === 'outcomes' ? from.typeIds : [])
        if ((await unit.get('outcome_type', typeId)) === undefined)
          return refuseCommand('reference_unknown', `There is no outcome type "${typeId}".`);
    const version = (newest?.row.version ?? 0) + 1;
    const thisMonth = periodIdAt(nowMs);
    const row: RecognitionRuleVersion = {
      // Ids sort as versions do.
      id: `recognition-rule-${String(version).padStart(6, '0')}`,
      version,
      rule,
      note,
      fromPeriod: newest === undefined ? thisMonth : periodIdAt(periodOf(thisMonth)?.toMs ?? nowMs),
      publishedBy: actor.id,
      publishedAtMs: nowMs,
    };
    await unit.put('recognition_rule', row, { managedBy: 'api', expectedRevision: null });
    const detail = { version, fromPeriod: row.fromPeriod, rule, note };
    await unit.audit({ type: 'recognition_rule.published', subject: `recognition_rule:${version}`, detail });
    return readBack(unit, 'recognition_rule', row.id);
  });
}
