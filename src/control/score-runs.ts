import { periodBefore, periodIdAt, periodOf } from '../domain/score/score-period.ts';
import type { ScoreRun } from '../ports/score-store.ts';
import { drawAdoptionChecks } from './adoption-checks.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { askedPeriod, readScoredPeriod, SCORES_ACTOR, type ScoreContext } from './score-context.ts';
import { scoreEverybody, type TellProgress } from './score-everybody.ts';

const DAY_MS = 86_400_000;
/** A little less than a day, or a run would come later each night. */
const RUN_EVERY_MS = DAY_MS - 3_600_000;
/** What went wrong is tried again after a rest. */
const FAILED_REST_MS = 15 * 60_000;
const RUNS_READ = 50;
/** So long after its end a period is still told anew as a whole; later by what touches somebody. */
const SETTLED_AFTER_MS = 7 * DAY_MS;

/** Has everybody scored anew, as soon as the timer comes to it: within half a minute. */
export async function orderScores(
  context: ScoreContext,
  { actor }: Commander,
  asked: { readonly periodId: string | undefined },
): Promise<ScoreRun | ControlRefusal> {
  const { clock, scores, store } = context;
  const nowMs = clock.nowMs();
  const periodId = askedPeriod(context, asked.periodId);
  if (isControlRefusal(periodId)) return periodId;
  if (periodId > periodIdAt(nowMs)) return refuseCommand('rule_broken', `"${periodId}" has not begun.`);
  const id = context.chance.uuid(nowMs);
  const run = await scores.orderRun({ id, periodId, orderedBy: actor.id, orderedAtMs: nowMs });
  if (run.id === id)
    await store.write(actor, (unit) =>
      unit.audit({ type: 'score_run.ordered', subject: `score_run:${id}`, detail: { periodId } }),
    );
  return run;
}

/** Who scores everybody. */
type Runner = Pick<ScoreContext, 'store' | 'scores' | 'clock' | 'chance'>;

/** Orders what is due by the timetable, and carries out what is ordered; one scorer of all processes. Gives back how many were. */
export async function runScores(context: Runner): Promise<number | 'busy'> {
  await orderDueRuns(context);
  if ((await context.scores.orderedRuns()).length === 0) return 0;
  return context.scores.exclusively(async () => {
    // Read again: another process may have been at it until now.
    const runs = await context.scores.orderedRuns();
    for (const run of runs) await carryOut(context, run);
    return runs.length;
  });
}

/** Orders today's run of the month that runs, and of the one before while it settles. */
export async function orderDueRuns({ scores, clock, chance }: Omit<Runner, 'store'>): Promise<void> {
  const nowMs = clock.nowMs();
  const current = periodIdAt(nowMs);
  const past = periodBefore(current);
  const isOpen = (periodOf(past)?.toMs ?? 0) + SETTLED_AFTER_MS > nowMs;
  const runs = await scores.runs(RUNS_READ);
  for (const periodId of isOpen ? [past, current] : [current]) {
    const finished = runs.find((run) => run.periodId === periodId)?.finished;
    const restMs = finished?.failure === null ? RUN_EVERY_MS : FAILED_REST_MS;
    if (finished !== undefined && finished !== null && nowMs - finished.atMs < restMs) continue;
    await scores.orderRun({ id: chance.uuid(nowMs), periodId, orderedBy: null, orderedAtMs: nowMs });
  }
}

/** What goes wrong is written down with the run, and tried again by the next one. */
async function carryOut(context: Runner, run: ScoreRun): Promise<void> {
  const { clock, scores, store } = context;
  const fromMs = clock.monotonicMs();
  const scored = await readScoredPeriod(store, run.periodId);
  if (scored === undefined) return;
  const formulaVersion = scored.formula.version;
  const at = () => ({ atMs: clock.nowMs(), tookMs: Math.round(clock.monotonicMs() - fromMs), formulaVersion });
  try {
    // Nobody has to hear it: a store that cannot tell loses no score.
    const tell: TellProgress = (percent) => scores.tellRun(run, percent).catch(() => undefined);
    const done = await scoreEverybody(context, scored, { cause: `run:${run.id}`, tell });
    await drawAdoptionChecks(context, run.periodId);
    await scores.finishRun(run.id, { ...done, ...at(), failure: null });
    const detail = { periodId: run.periodId, formulaVersion, ...done };
    await store.write(SCORES_ACTOR, (unit) =>
      unit.audit({ type: 'score_run.done', subject: `score_run:${run.id}`, detail }),
    );
  } catch (cause) {
    const nothing = { people: 0, tasks: 0, outcomes: 0, changed: 0 };
    await scores.finishRun(run.id, { ...nothing, ...at(), failure: String(cause) });
    throw cause;
  }
}
