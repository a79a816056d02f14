import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { PeriodId, Points } from './scores.ts';
import { Moment, Prose, Slug } from './wire-values.ts';

const percent = z.int().min(0).max(1_000);
const amount = z.int().min(0).max(1_000_000_000_000_000);
const points = z.number().min(0).max(100);
const reference = z.strictObject({ valueMicrodollars: amount, costMicrodollars: amount });

/** The formula as src/domain/score/formula.ts has it; the server gives it its version and checks its bounds. */
export const ScoreFormula = z
  .strictObject({
    weights: z
      .strictObject({ impact: percent, safety: percent, reuse: percent, activity: percent })
      .meta({ description: 'Percent, together 100; activity smallest, and 10 at most.' }),
    impact: z.strictObject({
      halfwayMicrodollars: amount.meta({ description: 'Net value of a month that is worth half of the points.' }),
      attestedPercent: percent,
      pairCapPercent: percent,
      outlierTimes: z.number().min(1).max(4),
      clusterRatioPercent: percent,
      auditPercent: percent,
      overclaimPercent: percent,
      underclaimPercent: percent,
      wasteTimes: z.number().min(1).max(100),
      cleanUpPercent: percent,
    }),
    safety: z.strictObject({
      unhandledData: points,
      unapprovedModel: points,
      undocumentedWorkflow: points,
      breach: points,
      untrained: points,
    }),
    reuse: z.strictObject({
      halfwayAdoptions: z.number().min(0).max(10_000),
      adopterOutcomesMax: z.number().min(1).max(4),
      mutualPercent: percent,
      auditPercent: percent,
      overclaimPercent: percent,
    }),
    activity: z.strictObject({
      weeks: z.int().min(1).max(5),
      useCases: z.int().min(1).max(100),
      wholeMicrodollars: amount,
    }),
    gateImpactPoints: points,
    cap: z.strictObject({
      fullPercent: percent,
      efficiencyMaxPercent: percent,
      priorPercent: percent,
      priorQualityPercent: percent,
    }),
    peers: z.strictObject({ peopleMin: z.int().min(8).max(10_000), tasksMin: z.int().min(1).max(1_000_000) }),
    references: z.strictObject({ easy: reference, medium: reference, hard: reference }),
  })
  .meta({ id: 'ScoreFormula' });

const FormulaVersion = z
  .object({
    id: z.string(),
    version: z.string(),
    formula: ScoreFormula,
    note: z.string(),
    fromPeriod: PeriodId.meta({ description: 'The first month that it scores.' }),
    state: z.enum(['proposed', 'published', 'withdrawn']),
    proposedBy: z.string(),
    proposedAt: Moment,
    comparedPeriod: PeriodId.nullable().meta({ description: 'Whose difference was shown; null: not yet.' }),
    publishedBy: z.string().nullable(),
    publishedAt: Moment.nullable(),
  })
  .meta({ id: 'ScoreFormulaVersion' });

const Run = z
  .object({
    id: z.string(),
    period: PeriodId,
    state: z.enum(['ordered', 'done', 'failed']),
    orderedBy: z.string().nullable().meta({ description: 'Null: the house, by its timetable.' }),
    orderedAt: Moment,
    finishedAt: Moment.nullable(),
    formulaVersion: z.string().nullable(),
    people: z.int(),
    tasks: z.int(),
    outcomes: z.int(),
    changed: z.int().meta({ description: 'Scores that are not what they were.' }),
    tookMs: z.int(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'ScoreRun' });

const read = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'any', tag: 'Scores' } as const;
const write = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'control.write', tag: 'Scores' } as const;
const params = z.strictObject({ id: Slug });

export const SCORE_RULE_ROUTES = {
  listScoreFormulas: {
    ...read,
    path: '/scores/formulas',
    summary: 'The published formula with all its targets, and every version of it',
    answer: z.object({
      period: PeriodId,
      inForce: z.object({ version: z.string(), formula: ScoreFormula }),
      rows: z.array(FormulaVersion),
    }),
  },
  readScoreFormula: {
    ...read,
    scope: 'control.read',
    path: '/scores/formulas/{id}',
    summary: 'A version of the formula, and what it would change of everybody together',
    params,
    answer: z.object({
      version: FormulaVersion,
      people: z.int().meta({ description: 'Of fewer than five nothing is told.' }),
      higher: z.int(),
      lower: z.int(),
      meanPoints: Points,
      byRule: z.array(z.object({ rule: z.string(), meanPoints: Points })),
    }),
  },
  proposeScoreFormula: {
    ...write,
    status: 201,
    path: '/scores/formulas',
    summary: 'Propose the next version. What it would change is shown before anybody can publish it',
    body: z.strictObject({
      formula: ScoreFormula,
      note: Prose.min(1, 'must not be empty').meta({ description: 'Why; everybody reads it.' }),
      fromPeriod: PeriodId.nullable()
        .default(null)
        .meta({ description: 'The first month that it scores; null: the next one. Never one that is over.' }),
    }),
    answer: FormulaVersion,
    problems: ['rule_broken'],
  },
  publishScoreFormula: {
    ...write,
    path: '/scores/formulas/{id}/publish',
    summary: 'Put a version into force: somebody else than who proposed it, after its difference was shown',
    params,
    answer: FormulaVersion,
    problems: ['rule_broken', 'four_eyes'],
  },
  withdrawScoreFormula: {
    ...write,
    path: '/scores/formulas/{id}/withdraw',
    summary: 'Withdraw a version that is proposed',
    params,
    answer: FormulaVersion,
    problems: ['rule_broken'],
  },
  listScoreRuns: {
    ...read,
    scope: 'control.read',
    path: '/scores/runs',
    summary: 'When everybody was scored, and what that came to',
    answer: z.object({ rows: z.array(Run) }),
  },
  orderScoreRun: {
    ...write,
    status: 201,
    path: '/scores/runs',
    summary: 'Have everybody scored anew, within a minute',
    body: z.strictObject({ period: PeriodId.exactOptional() }),
    answer: Run,
    problems: ['rule_broken'],
  },
} as const;
