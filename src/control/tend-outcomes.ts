import { drawAudits } from '../domain/outcome/draw-audits.ts';
import { withLimits } from '../domain/outcome/force-measurement.ts';
import { type OutcomeValidation, VALIDATION_RULES } from '../domain/outcome/validation.ts';
import type { Formula } from '../domain/score/formula.ts';
import { periodIdAt } from '../domain/score/score-period.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import { outcomeBack } from './claim-outcome.ts';
import { everyRow } from './find-dependants.ts';
import { createOwnerReader, linkOutcome } from './link-outcomes.ts';
import type { NoticeContext } from './notice-context.ts';
import { drawAnew, openValidation, type StoredValidation, voidValidations } from './open-validation.ts';
import { drawLot, OUTCOME_UPKEEP, type OutcomeContext } from './outcome-context.ts';
import { foldAnew } from './record-outcome-events.ts';
import { readScoredPeriod } from './score-context.ts';
import { tellWaiting } from './tell-waiting.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 500;
/** Each asks for its tasks, and writers of the control plane wait meanwhile. */
const LINKED_AT_ONCE = 50;
const LINK_PAGES_MAX = 20;
/** In one turn; the next one goes on. */
const PAGES_MAX = 40;
/** What is usual is told from the claims of so long. */
const USUAL_MS = 180 * DAY_MS;
/** Claims above the usual are looked for among those of so long. */
const FORCED_MS = 40 * DAY_MS;
const CLAIMS_MAX = 20_000;

/** Lets those count whose maturity window is over. Of several processes the store lets one after the other; repeated, it changes nothing. */
export async function matureOutcomes(context: OutcomeContext): Promise<number> {
  let matured = 0;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const nowMs = context.clock.nowMs();
    const due = await context.outcomeDesk.maturing(nowMs, AT_ONCE);
    if (due.length === 0) return matured;
    const changed = await context.store.write(OUTCOME_UPKEEP, async (unit) => {
      const outcomes = await foldAnew(unit, { outcomeIds: due, evidenceIds: [] }, nowMs);
      const counted = outcomes.filter(({ state }) => state === 'counted').map(({ outcomeId }) => outcomeId);
      if (counted.length > 0)
        await unit.audit({ type: 'outcome.matured', subject: 'outcomes', detail: { outcomeIds: counted } });
      return outcomes.length;
    });
    matured += changed;
    if (changed === 0 || due.length < AT_ONCE) return matured;
  }
  return matured;
}

/** Books outcomes on tasks that have come to be known since, the longest due first, and stops looking where that is over. */
export async function linkDueOutcomes(context: OutcomeContext): Promise<number> {
  let linked = 0;
  for (let page = 0; page < LINK_PAGES_MAX; page += 1) {
    const due = await context.outcomeDesk.linking(context.clock.nowMs(), LINKED_AT_ONCE);
    if (due.length === 0) return linked;
    linked += await context.store.write(OUTCOME_UPKEEP, async (unit) => {
      const given = { nowMs: context.clock.nowMs(), ownersOf: createOwnerReader(unit) };
      let changed = 0;
      for (const outcomeId of due) if (await linkOutcome(unit, await outcomeBack(unit, outcomeId), given)) changed += 1;
      return changed;
    });
    if (due.length < LINKED_AT_ONCE) return linked;
  }
  return linked;
}

/**
 * Ends validations that nobody needs any more, and draws somebody else where who was drawn has left, has not answered in time, or where
 * nobody could be drawn. Gives back how many it changed.
 */
export async function tendValidations(context: OutcomeContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const waiting: StoredValidation[] = [];
  for await (const stored of everyRow(context.store, 'outcome_validation', { state: 'open' })) waiting.push(stored);
  const active = await activePeople(context, waiting);
  let changed = 0;
  for (const { row } of waiting) {
    const outcome = (await context.store.outcomes.get(row.outcomeId))?.outcome;
    const isOver = outcome === undefined || isPointless(row, outcome);
    const because = isOver ? null : whyAnew(row, { active, nowMs });
    if (!isOver && because === null) continue;
    changed += await context.store.write(OUTCOME_UPKEEP, (unit) =>
      isOver
        ? voidValidations(unit, row.outcomeId, { reason: NOT_NEEDED, nowMs, kinds: [row.kind] })
        : redraw(context, unit, { id: row.id, because: because ?? '' }),
    );
  }
  return changed;
}

const NOT_NEEDED = 'Nobody needs to say it any more: a system has, or it does not stand.';

type Standing = { readonly state: string; readonly grade: string };

function isPointless({ kind }: OutcomeValidation, { state, grade }: Standing): boolean {
  if (state === 'withdrawn') return true;
  switch (kind) {
    case 'judge':
      return grade !== 'E0' || state === 'reverted' || state === 'duplicate';
    case 'measure':
      return state === 'reverted' || state === 'duplicate';
    case 'appeal':
      return false;
  }
}

function whyAnew(
  { validatorId, dueAtMs, earlierIds }: OutcomeValidation,
  { active, nowMs }: { readonly active: ReadonlySet<string>; readonly nowMs: number },
): string | null {
  if (validatorId !== null && !active.has(validatorId)) return 'Who was drawn before has left.';
  if (dueAtMs > nowMs) return null;
  if (validatorId === null) return 'Nobody could be drawn before.';
  return earlierIds.length < VALIDATION_RULES.drawsMax ? 'Who was drawn before did not answer in time.' : null;
}

async function activePeople(
  context: OutcomeContext,
  waiting: readonly StoredValidation[],
): Promise<ReadonlySet<string>> {
  const active = new Set<string>();
  for (const id of new Set(waiting.flatMap(({ row }) => row.validatorId ?? [])))
    if ((await context.store.get('person', id))?.row.status === 'active') active.add(id);
  return active;
}

/** Another process may have done it meanwhile. */
async function redraw(
  context: OutcomeContext,
  unit: WriteUnit,
  { id, because }: { readonly id: string; readonly because: string },
): Promise<number> {
  const stored = await unit.get('outcome_validation', id);
  if (stored?.row.state !== 'open') return 0;
  const { outcome } = await outcomeBack(unit, stored.row.outcomeId);
  await drawAnew(context, unit, { outcome, stored, because });
  return 1;
}

/**
 * Has claims measured: those far above the usual at once, and of each month that is over the published share of everybody's, by lot.
 * Gives back how many were drawn.
 */
export async function drawMeasurements(context: OutcomeContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const forced = await drawAmong(context, { fromMs: nowMs - FORCED_MS, toMs: nowMs + 1, month: null });
  const month = monthBefore(nowMs);
  if (await context.outcomeDesk.wasDrawn(month.name)) return forced;
  return forced + (await drawAmong(context, { ...month, month: month.name }));
}

async function drawAmong(
  context: OutcomeContext,
  time: { readonly fromMs: number; readonly toMs: number; readonly month: string | null },
): Promise<number> {
  const { month } = time;
  const nowMs = context.clock.nowMs();
  const { impact, references } = await formulaNow(context);
  const { auditPercent, outlierTimes } = impact;
  const claims = await context.outcomeDesk.unmeasured({ ...time, limit: CLAIMS_MAX });
  if (claims.length === 0 && month === null) return 0;
  const usual = await context.outcomeDesk.usualClaims(nowMs - USUAL_MS);
  const reference = references.medium.valueMicrodollars;
  const candidates = withLimits(claims, { usual, referenceMicrodollars: reference, outlierTimes });
  const drawn = drawAudits(candidates, month === null ? 0 : auditPercent, () => drawLot(context));
  if (drawn.length === 0 && month === null) return 0;
  return context.store.write(OUTCOME_UPKEEP, async (unit) => {
    const noted = { drawnAtMs: nowMs, sharePercent: auditPercent, claims: claims.length, drawn: drawn.length };
    if (month !== null && !(await unit.outcomes.noteDraw({ ...noted, month }))) return 0;
    if (month !== null) await unit.audit({ type: 'outcome.drawn', subject: `month:${month}`, detail: noted });
    let opened = 0;
    for (const { outcomeId, basis } of drawn) {
      const { outcome } = await outcomeBack(unit, outcomeId);
      const made = await openValidation(context, unit, { outcome, opening: { kind: 'measure', basis }, excluded: [] });
      if (made !== undefined) opened += 1;
    }
    return opened;
  });
}

/** Which share of claims is measured, and above what, is published with the formula. */
async function formulaNow({ store, clock }: OutcomeContext): Promise<Formula> {
  const scored = await readScoredPeriod(store, periodIdAt(clock.nowMs()));
  if (scored === undefined) throw new RangeError('the month that runs is no period');
  return scored.formula;
}

/** The last month that is over, in UTC, with a day for what was recorded at its very end. */
function monthBefore(nowMs: number): { readonly name: string; readonly fromMs: number; readonly toMs: number } {
  const now = new Date(nowMs - DAY_MS);
  const toMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const fromMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1);
  return { name: new Date(fromMs).toISOString().slice(0, 7), fromMs, toMs };
}

/** All of it, by one process at each turn. */
export async function tendOutcomes(context: OutcomeContext & NoticeContext): Promise<void> {
  const { notices } = context;
  await matureOutcomes(context);
  if (await notices.takeTurn('outcome-validations', 5 * 60_000)) await tendValidations(context);
  if (await notices.takeTurn('outcome-links', 50_000)) await linkDueOutcomes(context);
  if (await notices.takeTurn('outcome-measurements', 60 * 60_000)) await drawMeasurements(context);
  if (await notices.takeTurn('outcome-queue', 60 * 60_000)) await tellWaiting(context);
}
