import { compareScores } from '../domain/score/compare-scores.ts';
import { checkFormula, DEFAULT_FORMULA, type Formula } from '../domain/score/formula.ts';
import { type FormulaVersion, whyNotPublish } from '../domain/score/formula-version.ts';
import { periodBefore, periodIdAt, periodOf } from '../domain/score/score-period.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { KeptDifference } from '../ports/score-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyFormula, SCORES_ACTOR, type ScoreContext } from './score-context.ts';
import { previewEverybody } from './score-everybody.ts';

export type StoredFormula = Stored<FormulaVersion>;
export type FormulaWish = {
  readonly formula: Omit<Formula, 'version'>;
  readonly note: string;
  /** Null: the month after this one. */
  readonly fromPeriod: string | null;
};

/** Proposes the next version. What it would change is looked at by the timer, within half a minute at small size. */
export function proposeFormula(
  context: ScoreContext,
  { actor }: Commander,
  wish: FormulaWish,
): Promise<StoredFormula | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const periodNow = periodIdAt(nowMs);
  const fromPeriod = wish.fromPeriod ?? periodIdAt(periodOf(periodNow)?.toMs ?? nowMs);
  if (periodOf(fromPeriod) === undefined || fromPeriod < periodNow)
    return Promise.resolve(
      refuseCommand('rule_broken', `A version scores whole months from ${periodNow} on: nobody is judged afterwards.`),
    );
  return context.store.write(actor, async (unit) => {
    const number = (await everyFormula(unit)).length + Number(DEFAULT_FORMULA.version) + 1;
    const formula: Formula = { ...wish.formula, version: String(number) };
    const faults = checkFormula(formula);
    if (faults.length > 0) return refuseCommand('rule_broken', faults.join(' '));
    const version: FormulaVersion = {
      ...{ id: `score-formula-${String(number).padStart(6, '0')}`, version: formula.version, formula },
      ...{ note: wish.note, fromPeriod, state: 'proposed', proposedBy: actor.id, proposedAtMs: nowMs },
      ...{ compared: null, published: null },
    };
    return saveFormula(unit, { stored: undefined, next: version, type: 'score_formula.proposed' });
  });
}

/** Puts a version into force, by somebody else than who proposed it, when its difference was shown. */
export async function publishFormula(
  context: ScoreContext,
  { actor }: Commander,
  order: { readonly id: string },
): Promise<StoredFormula | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const periodNow = periodIdAt(nowMs);
  const published = await context.store.write(actor, async (unit) => {
    const stored = await unit.get('score_formula', order.id);
    if (stored === undefined) return noFormula(order.id);
    if (actor.kind !== 'person') return refuseCommand('four_eyes', 'Only a person publishes a formula.');
    const barred = whyNotPublish(stored.row, { publisherId: actor.id, periodNow });
    if (barred !== undefined)
      return refuseCommand(actor.id === stored.row.proposedBy ? 'four_eyes' : 'rule_broken', barred);
    const next = { ...stored.row, state: 'published', published: { by: actor.id, atMs: nowMs } } as const;
    return saveFormula(unit, { stored, next, type: 'score_formula.published' });
  });
  if (!isControlRefusal(published) && published.row.fromPeriod === periodNow) {
    const run = { id: context.chance.uuid(nowMs), periodId: periodNow, orderedBy: actor.id, orderedAtMs: nowMs };
    await context.scores.orderRun(run);
  }
  return published;
}

export function withdrawFormula(
  context: ScoreContext,
  { actor }: Commander,
  order: { readonly id: string },
): Promise<StoredFormula | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('score_formula', order.id);
    if (stored === undefined) return noFormula(order.id);
    if (stored.row.state === 'withdrawn') return stored;
    if (stored.row.state !== 'proposed')
      return refuseCommand('rule_broken', 'It is in force. Propose another version instead.');
    const next = { ...stored.row, state: 'withdrawn' } as const;
    return saveFormula(unit, { stored, next, type: 'score_formula.withdrawn' });
  });
}

/** What a version would change, of everybody together: no person can be told from it. */
export type FormulaDifference = {
  readonly version: StoredFormula;
  readonly people: number;
  readonly higher: number;
  readonly lower: number;
  /** Over all people, thousandths of a point. */
  readonly meanMillipoints: number;
  readonly byRule: readonly { readonly rule: string; readonly meanMillipoints: number }[];
};

export async function readFormulaDifference(
  context: Pick<ScoreContext, 'store' | 'scores'>,
  order: { readonly id: string },
): Promise<FormulaDifference | ControlRefusal> {
  const version = await context.store.get('score_formula', order.id);
  if (version === undefined) return noFormula(order.id);
  const differences = await context.scores.differences(order.id);
  const people = differences.length;
  const rules = new Map<string, number>();
  for (const { byRule } of differences)
    for (const { rule, millipoints } of byRule) rules.set(rule, (rules.get(rule) ?? 0) + millipoints);
  const meanOf = (sum: number): number => (people === 0 ? 0 : Math.round(sum / people));
  const isTold = people >= PEOPLE_TOLD_MIN;
  const count = (is: (one: KeptDifference) => boolean): number => (isTold ? differences.filter(is).length : 0);
  return {
    ...{ version, people },
    higher: count(({ millipoints }) => millipoints > 0),
    lower: count(({ millipoints }) => millipoints < 0),
    meanMillipoints: isTold ? meanOf(differences.reduce((sum, { millipoints }) => sum + millipoints, 0)) : 0,
    byRule: isTold ? [...rules].map(([rule, sum]) => ({ rule, meanMillipoints: meanOf(sum) })) : [],
  };
}

/** Of fewer nothing is told: it would be told of single people. */
export const PEOPLE_TOLD_MIN = 5;

/** Versions whose difference nobody has looked at. */
export async function openProposals(unit: ReadUnit): Promise<readonly FormulaVersion[]> {
  return (await everyFormula(unit)).filter(({ state, compared }) => state === 'proposed' && compared === null);
}

/** Shows what each proposed version would change, of the newest period that was scored. One scorer of all processes. */
export async function compareProposals(
  context: Pick<ScoreContext, 'store' | 'scores' | 'clock'>,
): Promise<number | 'busy'> {
  const open = await openProposals(context.store);
  if (open.length === 0) return 0;
  const periodNow = periodIdAt(context.clock.nowMs());
  return context.scores.exclusively(async () => {
    for (const version of open) {
      const last = await context.scores.lastRun(periodNow);
      await compareProposal(context, version, last === undefined ? periodBefore(periodNow) : periodNow);
    }
    return open.length;
  });
}

async function compareProposal(
  context: Pick<ScoreContext, 'store' | 'scores' | 'clock'>,
  version: FormulaVersion,
  periodId: string,
): Promise<void> {
  const period = periodOf(periodId);
  if (period === undefined) return;
  const differences: KeptDifference[] = [];
  for await (const some of previewEverybody(context, { periodId, period, formula: version.formula }))
    for (const { kept, change } of some) {
      if (kept === undefined) continue;
      const [difference] = compareScores([kept.score], [change.kept.score]);
      if (difference !== undefined)
        differences.push({ ...difference, teamId: kept.person.teamId, beforeMillipoints: kept.score.millipoints });
    }
  await context.scores.keepDifferences({ formulaId: version.id, periodId }, differences);
  await context.store.write(SCORES_ACTOR, async (unit) => {
    const stored = await unit.get('score_formula', version.id);
    if (stored?.row.state !== 'proposed') return;
    const next = { ...stored.row, compared: { periodId, atMs: context.clock.nowMs() } };
    await saveFormula(unit, { stored, next, type: 'score_formula.compared' });
  });
}

function noFormula(id: string): ControlRefusal {
  return refuseCommand('not_found', `There is no version "${id}" of the formula.`);
}

async function saveFormula(
  unit: WriteUnit,
  saved: { readonly stored: StoredFormula | undefined; readonly next: FormulaVersion; readonly type: string },
): Promise<StoredFormula> {
  const { stored, next, type } = saved;
  await unit.put('score_formula', next, { managedBy: 'api', expectedRevision: stored?.revision ?? null });
  const { version, formula, note, fromPeriod, compared } = next;
  const detail = { version, note, fromPeriod, compared, ...(stored === undefined ? { formula } : {}) };
  await unit.audit({ type, subject: `score_formula:${next.id}`, detail });
  return readBack(unit, 'score_formula', next.id);
}
