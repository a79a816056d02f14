import { isControlRefusal } from '../../control/control-refusal.ts';
import { everyFormula, readScoredPeriod, type ScoreContext } from '../../control/score-context.ts';
import {
  proposeFormula,
  publishFormula,
  readFormulaDifference,
  withdrawFormula,
} from '../../control/score-formulas.ts';
import { orderScores } from '../../control/score-runs.ts';
import type { Formula } from '../../domain/score/formula.ts';
import type { FormulaVersion } from '../../domain/score/formula-version.ts';
import { periodIdAt } from '../../domain/score/score-period.ts';
import type { ScoreRun } from '../../ports/score-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { toPoints } from './score-handlers.ts';
import { toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type ScoreRuleOperation =
  | 'listScoreFormulas'
  | 'readScoreFormula'
  | 'proposeScoreFormula'
  | 'publishScoreFormula'
  | 'withdrawScoreFormula'
  | 'listScoreRuns'
  | 'orderScoreRun';

const RUNS_MAX = 100;

export function scoreRuleHandlers(context: ScoreContext): Handlers<ScoreRuleOperation> {
  return {
    listScoreFormulas: async () => {
      const period = periodIdAt(context.clock.nowMs());
      const scored = await readScoredPeriod(context.store, period);
      if (scored === undefined) throw new Error(`${period} is no month`);
      const rows = (await everyFormula(context.store)).map(toWireVersion);
      return answer({ period, inForce: { version: scored.formula.version, formula: bare(scored.formula) }, rows });
    },
    readScoreFormula: async ({ params }) => {
      const read = await readFormulaDifference(context, params);
      if (isControlRefusal(read)) return read;
      const { version, people, higher, lower, meanMillipoints, byRule } = read;
      return answer({
        ...{ version: toWireVersion(version.row), people, higher, lower, meanPoints: toPoints(meanMillipoints) },
        byRule: byRule.map(({ rule, meanMillipoints: mean }) => ({ rule, meanPoints: toPoints(mean) })),
      });
    },
    proposeScoreFormula: async ({ commander, body }) => {
      const proposed = await proposeFormula(context, commander, body);
      return isControlRefusal(proposed) ? proposed : answer(toWireVersion(proposed.row));
    },
    publishScoreFormula: async ({ commander, params }) => {
      const published = await publishFormula(context, commander, params);
      return isControlRefusal(published) ? published : answer(toWireVersion(published.row));
    },
    withdrawScoreFormula: async ({ commander, params }) => {
      const withdrawn = await withdrawFormula(context, commander, params);
      return isControlRefusal(withdrawn) ? withdrawn : answer(toWireVersion(withdrawn.row));
    },
    listScoreRuns: async () => answer({ rows: (await context.scores.runs(RUNS_MAX)).map(toWireRun) }),
    orderScoreRun: async ({ commander, body }) => {
      const run = await orderScores(context, commander, { periodId: body.period });
      return isControlRefusal(run) ? run : answer(toWireRun(run));
    },
  };
}

function bare({ version: _version, ...formula }: Formula): Omit<Formula, 'version'> {
  return formula;
}

function toWireVersion(version: FormulaVersion) {
  const { formula, proposedAtMs, compared, published, ...rest } = version;
  return {
    ...rest,
    formula: bare(formula),
    proposedAt: toWireMoment(proposedAtMs),
    comparedPeriod: compared?.periodId ?? null,
    publishedBy: published?.by ?? null,
    publishedAt: toWireMomentOrNull(published?.atMs ?? null),
  };
}

function toWireRun({ id, periodId: period, state, orderedBy, orderedAtMs, finished }: ScoreRun) {
  return {
    ...{ id, period, state, orderedBy, orderedAt: toWireMoment(orderedAtMs) },
    finishedAt: toWireMomentOrNull(finished?.atMs ?? null),
    formulaVersion: finished?.formulaVersion ?? null,
    ...{ people: finished?.people ?? 0, tasks: finished?.tasks ?? 0, outcomes: finished?.outcomes ?? 0 },
    ...{ changed: finished?.changed ?? 0, tookMs: finished?.tookMs ?? 0, failure: finished?.failure ?? null },
  };
}
