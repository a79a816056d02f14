import { canonicalJson } from '../domain/audit/canonical-json.ts';
import type { ApiKey } from '../domain/identity/directory.ts';
import type { Nouns, ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import {
  type ConfigurationPlan,
  type Current,
  type Declared,
  type PlannedAction,
  type PlannedChange,
  type PlanOptions,
  planConfiguration,
} from './configuration-plan.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { everyRow, isLiveKey } from './find-dependants.ts';
import { findPlanOverdrafts } from './plan-overdrafts.ts';
import type { RowNoun } from './row-rules.ts';

/** A plan with the name by which it can be applied and nothing else. */
export type NamedPlan = ConfigurationPlan & { readonly planId: string };

export type ConfigurationCommand = {
  readonly declared: Declared;
  readonly keptAs: PlanOptions['keptAs'];
  /** Also where a cap would be put below what is spent. */
  readonly anyway: boolean;
};

/** What applying the declaration would change, and every fault that keeps it from being applied. Changes nothing. */
export async function planDeclaration(context: ControlContext, command: ConfigurationCommand): Promise<NamedPlan> {
  return namedPlan(context, context.store, command);
}

export type Applied = { readonly version: number | null; readonly changes: readonly PlannedChange[] };

/** Applies a declaration in one transaction, with a version of its own; nothing to change makes no version. */
export function applyDeclaration(
  context: ControlContext,
  commander: Commander,
  command: ConfigurationCommand & {
    /** The file as people wrote it. */
    readonly text: string;
    /** Undefined: whatever the plan is now. */
    readonly planId: string | undefined;
  },
): Promise<Applied | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const plan = await namedPlan(context, unit, command);
    if (command.planId !== undefined && command.planId !== plan.planId) {
      return refuseCommand(
        'plan_changed',
        'Rows have changed since the plan was made, or the declaration is another one.',
      );
    }
    const refusal = refuseFaults(plan.faults);
    if (refusal !== undefined) return { ...refusal, code: 'rule_broken' };
    if (plan.changes.length === 0) return { version: null, changes: [] };
    for (const change of plan.changes) await putChange(unit, change, command.keptAs);
    const version = await recordVersion(context, unit, { plan, text: command.text });
    return { version, changes: plan.changes };
  });
}

async function recordVersion(
  context: ControlContext,
  unit: WriteUnit,
  applied: { readonly plan: NamedPlan; readonly text: string },
): Promise<number> {
  const summary = summaryOf(applied.plan.changes);
  const version = await unit.recordConfiguration({ text: applied.text, summary });
  await unit.audit({
    type: CONFIGURATION_APPLIED,
    subject: `configuration:${version}`,
    detail: { version, summary, textSha256: context.sha256(applied.text), planId: applied.plan.planId },
  });
  return version;
}

export const CONFIGURATION_APPLIED = 'configuration.applied';

async function namedPlan(context: ControlContext, unit: ReadUnit, command: ConfigurationCommand): Promise<NamedPlan> {
  const nowMs = context.clock.nowMs();
  const current = await loadCurrent(unit, nowMs);
  const { declared, anyway } = command;
  const drawn = planConfiguration(current, declared, { keptAs: command.keptAs, nowMs });
  const stored = current.rows.envelope;
  const overdrafts = anyway ? [] : await findPlanOverdrafts(unit, { declared, changes: drawn.changes, stored, nowMs });
  const plan = { ...drawn, faults: [...drawn.faults, ...overdrafts] };
  // Moments at which a plan lets something end lie in the present, and are no part of its name.
  const essence = plan.changes.map(({ action, noun, id, expectedRevision, members }) =>
    action === 'archive' ? { action, noun, id, expectedRevision } : { action, noun, id, expectedRevision, members },
  );
  return { ...plan, planId: context.sha256(canonicalJson(essence)).slice(0, 32) };
}

async function loadCurrent(unit: ReadUnit, nowMs: number): Promise<Current> {
  const liveKeys: ApiKey[] = [];
  for await (const { row } of everyRow(unit, 'api_key')) if (isLiveKey(row, nowMs)) liveKeys.push(row);
  return {
    liveKeys,
    rows: {
      cost_centre: await loadRows(unit, 'cost_centre'),
      team: await loadRows(unit, 'team'),
      person: await loadRows(unit, 'person'),
      project: await loadRows(unit, 'project'),
      service_account: await loadRows(unit, 'service_account'),
      upstream: await loadRows(unit, 'upstream'),
      model: await loadRows(unit, 'model'),
      use_case: await loadRows(unit, 'use_case'),
      price: await loadRows(unit, 'price'),
      calendar: await loadRows(unit, 'calendar'),
      envelope: await loadRows(unit, 'envelope'),
      workflow: await loadRows(unit, 'workflow'),
      outcome_type: await loadRows(unit, 'outcome_type'),
      source: await loadRows(unit, 'source'),
    },
  };
}

async function loadRows<N extends RowNoun>(unit: ReadUnit, noun: N): Promise<ReadonlyMap<string, Stored<Nouns[N]>>> {
  const rows = new Map<string, Stored<Nouns[N]>>();
  for await (const stored of everyRow(unit, noun)) rows.set(stored.row.id, stored);
  return rows;
}

const AUDITED_AS: { readonly [A in PlannedAction]: string } = {
  create: 'created',
  update: 'updated',
  take_over: 'updated',
  restore: 'restored',
  archive: 'archived',
};

async function putChange<N extends RowNoun>(
  unit: WriteUnit,
  change: PlannedChange<N>,
  managedBy: PlanOptions['keptAs'],
): Promise<void> {
  const { noun, id, row, expectedRevision, action, members } = change;
  const result = await unit.put(noun, row, { managedBy, expectedRevision });
  if (result === 'revision_conflict') throw new Error(`${noun} ${id} changed while a configuration was applied`);
  await unit.audit({
    type: `${noun}.${AUDITED_AS[action]}`,
    subject: `${noun}:${id}`,
    detail: { changes: members, managedBy },
  });
}

function summaryOf(changes: readonly PlannedChange[]): string {
  const counts = Map.groupBy(changes, ({ action }) => action);
  return [...counts].map(([action, of]) => `${of.length} ${action.replaceAll('_', ' ')}`).join(', ');
}
