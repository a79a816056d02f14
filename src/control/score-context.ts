import type { Period } from '../domain/score/facts.ts';
import type { Formula } from '../domain/score/formula.ts';
import { DEFAULT_FORMULA } from '../domain/score/formula.ts';
import { type FormulaVersion, formulaFor } from '../domain/score/formula-version.ts';
import { periodIdAt, periodOf } from '../domain/score/score-period.ts';
import type { Actor, ReadUnit } from '../ports/control-store.ts';
import type { LookStore } from '../ports/look-store.ts';
import type { ScoreStore } from '../ports/score-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';

/** What scores need of the outside. */
export type ScoreContext = ControlContext & { readonly scores: ScoreStore; readonly looks: LookStore };

/** A period with the formula that scores it. */
export type ScoredPeriod = { readonly periodId: string; readonly period: Period; readonly formula: Formula };

/** The house itself, on what it does by its timetable. */
export const SCORES_ACTOR: Actor = { kind: 'system', id: 'scores', keyId: null, requestId: 'scores' };

export async function everyFormula(unit: ReadUnit): Promise<readonly FormulaVersion[]> {
  const versions: FormulaVersion[] = [];
  for await (const { row } of everyRow(unit, 'score_formula')) versions.push(row);
  return versions;
}

/** By the version that is in force for it; before any was published, by the one that comes with the house. */
export async function readScoredPeriod(unit: ReadUnit, periodId: string): Promise<ScoredPeriod | undefined> {
  const period = periodOf(periodId);
  if (period === undefined) return undefined;
  const formula = formulaFor(await everyFormula(unit), periodId)?.formula ?? DEFAULT_FORMULA;
  return { periodId, period, formula };
}

/** The period that was asked for, or the one that runs. */
export function askedPeriod(
  { clock }: Pick<ControlContext, 'clock'>,
  periodId: string | undefined,
): string | ControlRefusal {
  const now = periodIdAt(clock.nowMs());
  if (periodId === undefined) return now;
  if (periodOf(periodId) === undefined)
    return refuseCommand('rule_broken', `"${periodId}" is no month. Write it as ${now}.`);
  return periodId;
}
