import {
  type AllowanceRule,
  type AllowanceRuleVersion,
  checkAllowanceRule,
  isRuledBy,
} from '../domain/budget/allowance-rule.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';

export type StoredRule = Stored<AllowanceRuleVersion>;

/** The rule that is in force: the version that was published last. Undefined: allowances are their caps. */
export async function currentAllowanceRule(unit: ReadUnit): Promise<StoredRule | undefined> {
  let newest: StoredRule | undefined;
  for await (const stored of everyRow(unit, 'allowance_rule')) {
    if (newest === undefined || stored.row.version > newest.row.version) newest = stored;
  }
  return newest;
}

/** The version that adds to an envelope's cap; null where its allowance is its cap. */
export async function ruleVersionFor(unit: ReadUnit, envelope: KeptEnvelope): Promise<number | null> {
  const current = await currentAllowanceRule(unit);
  if (current === undefined || envelope.status !== 'active' || !isRuledBy(envelope, current.row.rule)) return null;
  return current.row.version;
}

/** Publishes the next version of the rule. What earlier versions gave in periods that run stays given. */
export function publishAllowanceRule(
  context: ControlContext,
  { actor }: Commander,
  order: { readonly rule: AllowanceRule; readonly note: string },
): Promise<StoredRule | ControlRefusal> {
  const { rule, note } = order;
  const faults = checkAllowanceRule(rule);
  if (faults.length > 0) return Promise.resolve(refuseCommand('rule_broken', faults.join(' ')));
  return context.store.write(actor, async (unit) => {
    for (const envelopeId of rule.envelopeIds) {
      const envelope = await unit.get('envelope', envelopeId);
      if (envelope === undefined) return refuseCommand('reference_unknown', `There is no envelope "${envelopeId}".`);
    }
    const version = ((await currentAllowanceRule(unit))?.row.version ?? 0) + 1;
    const row: AllowanceRuleVersion = {
      // Ids sort as versions do.
      id: `allowance-rule-${String(version).padStart(6, '0')}`,
      version,
      rule,
      note,
      publishedBy: actor.id,
      publishedAtMs: context.clock.nowMs(),
    };
    await unit.put('allowance_rule', row, { managedBy: 'api', expectedRevision: null });
    const detail = { version, rule, note };
    await unit.audit({ type: 'allowance_rule.published', subject: `allowance_rule:${version}`, detail });
    return readBack(unit, 'allowance_rule', row.id);
  });
}
