import { type AllowanceRule, checkAllowanceRule, isRuledBy } from '../domain/budget/allowance-rule.ts';
import type { KeptEvaluation, TrancheState } from '../domain/budget/evaluate-allowance.ts';
import { createPeriods } from '../domain/budget/period.ts';
import { type AllowanceContext, evaluated, measure } from './allowances.ts';
import { readStoredCalendar } from './calendars.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { activeEnvelopes } from './envelope-reads.ts';

/** What a draft would give all envelopes that it is for. */
export type RulePreview = {
  /** How many it is for; no more than `JUDGED_MAX` are judged. */
  readonly envelopes: number;
  readonly rows: readonly PreviewedEnvelope[];
  readonly tranches: readonly TrancheCounts[];
  readonly totals: readonly UnitTotal[];
  readonly window: { readonly fromMs: number; readonly toMs: number };
};
export type PreviewedEnvelope = Omit<KeptEvaluation, 'id'> & { readonly envelopeName: string };
type TrancheCounts = { readonly id: string; readonly name: string } & Readonly<Record<TrancheState, number>>;
type UnitTotal = Pick<KeptEvaluation, 'unit'> & { readonly base: bigint; readonly granted: bigint };

const JUDGED_MAX = 100;
const DAY_MS = 86_400_000;

/** Judges a draft for every envelope that it is for, as if it were published now. Nothing is written. */
export async function previewAllowanceRule(
  context: AllowanceContext,
  { actor }: Commander,
  { rule }: { readonly rule: AllowanceRule },
): Promise<RulePreview | ControlRefusal> {
  const faults = checkAllowanceRule(rule);
  if (faults.length > 0) return refuseCommand('rule_broken', faults.join(' '));
  const nowMs = context.clock.nowMs();
  const periodOf = createPeriods((await readStoredCalendar(context.store)).row);
  const ruled = (await activeEnvelopes(context.store)).map(({ row }) => row).filter((row) => isRuledBy(row, rule));
  const rows: PreviewedEnvelope[] = [];
  // One after the other: a preview may take a while, and takes one connection.
  for (const envelope of ruled.slice(0, JUDGED_MAX)) {
    const measures = await measure(context, envelope, rule);
    const period = periodOf(envelope.period, nowMs);
    const question = { envelope, version: { version: 0, rule }, period, measures, nowMs, evaluatedBy: actor.id };
    rows.push({ ...(await evaluated(context.store, question)), envelopeName: envelope.name });
  }
  return {
    envelopes: ruled.length,
    rows,
    tranches: rule.tranches.map(({ id, name }) => ({ id, name, ...countsOf(id, rows) })),
    totals: totalsOf(rows),
    window: { fromMs: nowMs - rule.windowDays * DAY_MS, toMs: nowMs },
  };
}

function countsOf(trancheId: string, rows: readonly PreviewedEnvelope[]): Readonly<Record<TrancheState, number>> {
  const states = rows.flatMap(({ tranches }) =>
    tranches.filter(({ id }) => id === trancheId).map(({ state }) => state),
  );
  const many = (wanted: TrancheState): number => states.filter((state) => state === wanted).length;
  return {
    unlocked: many('unlocked'),
    kept: many('kept'),
    locked: many('locked'),
    not_measured: many('not_measured'),
  };
}

/** What counts differently is not added up. */
function totalsOf(rows: readonly PreviewedEnvelope[]): readonly UnitTotal[] {
  const totals = new Map<UnitTotal['unit'], UnitTotal>();
  for (const { unit, hardCap, granted } of rows) {
    const before = totals.get(unit) ?? { unit, base: 0n, granted: 0n };
    totals.set(unit, { unit, base: before.base + hardCap, granted: before.granted + granted });
  }
  return [...totals.values()];
}
