import { z } from 'zod';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery } from './row-routes.ts';
import { Moment, Prose, Slug, Uuid } from './wire-values.ts';

const count = z.int().min(0);
export const Points = z.number().meta({
  description: 'Points of 100, to a thousandth. Parts add up to their whole exactly, counted in thousandths.',
});
export const PeriodId = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, for instance 2026-03')
  .meta({ description: 'A month in UTC.' });

const Entry = {
  rule: z.string().meta({ description: 'Of the formula, as docs/scores.md names it.' }),
  words: z.string(),
  points: Points,
  evidenceIds: z.array(z.string()).meta({ description: 'What it rests on: events, tasks, adoptions, breaches.' }),
};

const Shown = z
  .object({
    points: Points.meta({ description: 'Pulled towards what is usual in the role, the more so the fewer outcomes.' }),
    lower: Points,
    upper: Points.meta({ description: 'Nineteen times in twenty the truth lies between.' }),
  })
  .meta({ id: 'ShownScore' });

const summary = {
  period: PeriodId,
  state: z.enum(['scored', 'withheld']).meta({ description: 'withheld: while a severe breach is looked into.' }),
  points: Points.nullable().meta({ description: 'Null while it is withheld, as the other figures.' }),
  shown: Shown.nullable(),
  outcomes: count,
  formulaVersion: z.string(),
  scoredAt: Moment,
  sentence: z.string(),
};
const MyScoreSummary = z.object(summary).meta({ id: 'MyScoreSummary' });

const ScoreLine = z.object(Entry).meta({ id: 'ScoreLine' });
const ScorePart = z
  .object({ rule: z.string(), words: z.string(), points: Points, lines: z.array(ScoreLine) })
  .meta({ id: 'ScorePart' });

const Difference = z
  .object({
    toVersion: z.string(),
    points: Points,
    byRule: z.array(z.object({ rule: z.string(), points: Points })),
  })
  .meta({ id: 'ScoreDifference' });

export const ScoreExplanation = z
  .object({
    ...summary,
    arithmetic: z.string(),
    parts: z.array(ScorePart),
    triad: z
      .object({ efficiency: z.number(), quality: z.number(), compliance: z.number(), weakest: z.string() })
      .nullable(),
    raise: z.array(z.string()).meta({ description: 'What would raise it, most first.' }),
    questions: z.array(z.string()).meta({ description: 'What somebody may ask about. It moves no point.' }),
    proposed: z.array(Difference).meta({ description: 'What versions that are proposed would change of it.' }),
  })
  .meta({ id: 'ScoreExplanation' });

const Posting = z
  .object({
    sequence: count,
    postedAt: Moment,
    cause: z.string().meta({ description: '`run:…`: everybody was scored · `event:…`: what happened.' }),
    formulaVersion: z.string(),
    points: Points,
    entries: z.array(z.object(Entry)),
  })
  .meta({ id: 'PointsPosting' });

export const ScoreContest = z
  .object({
    id: Uuid,
    personId: z.string(),
    period: PeriodId,
    rule: z.string().nullable(),
    words: z.string(),
    points: Points.meta({ description: 'What was contested, as it stood.' }),
    formulaVersion: z.string(),
    state: z.enum(['open', 'upheld', 'rejected', 'withdrawn']),
    openedAt: Moment,
    dueAt: Moment.meta({ description: 'By when it is answered.' }),
    isOverdue: z.boolean(),
    decidedBy: z.string().nullable(),
    decidedAt: Moment.nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'ScoreContest' });

/** As it stands in the queue of those who answer: without the points, which are looked at one by one. */
const ContestToAnswer = z
  .object({
    ...ScoreContest.omit({ points: true }).shape,
    notYou: z.string().nullable().meta({ description: 'Why whoever asks may not answer it; null: they may.' }),
  })
  .meta({ id: 'ScoreContestToAnswer' });

const Standing = z
  .object({
    teamId: z.string(),
    kind: z.enum(['band', 'too_small', 'too_little_evidence']),
    band: z.enum(['starting', 'growing', 'steady', 'strong']).nullable(),
    words: z.string(),
    scoredAt: Moment,
  })
  .meta({ id: 'TeamStanding' });

const me = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'any', tag: 'Me', problems: ['rule_broken'] } as const;
const scores = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'any', tag: 'Scores' } as const;
/** A score is shown to those alone who can put right what it rests on. */
const answers = { ...scores, scope: 'control.write' } as const;
const period = z.strictObject({ period: PeriodId });
const id = z.strictObject({ id: Uuid });

export const SCORE_ROUTES = {
  listMyScores: {
    ...me,
    path: '/me/scores',
    summary: 'Your own scores, month by month, newest first. Nobody else is shown them',
    answer: z.object({ rows: z.array(MyScoreSummary) }),
  },
  explainMyScore: {
    ...me,
    path: '/me/scores/{period}',
    summary: 'Where every point of your score comes from, how it adds up, and what would raise it',
    params: period,
    answer: ScoreExplanation,
  },
  listMyPostings: {
    ...me,
    path: '/me/scores/{period}/postings',
    summary: 'Your ledger of points, newest first: postings add up to the score, entries to their posting',
    params: period,
    query: pageQuery({}),
    answer: pageOf(Posting),
  },
  contestMyScore: {
    ...me,
    method: 'POST',
    status: 201,
    path: '/me/scores/{period}/contests',
    summary: 'Say that your score is wrong. Another person answers within a fortnight',
    params: period,
    body: z.strictObject({
      rule: z.string().max(100).nullable().default(null).meta({ description: 'What it is about; null: all of it.' }),
      words: Prose.min(1, 'must not be empty'),
    }),
    answer: ScoreContest,
  },
  listMyContests: {
    ...me,
    path: '/me/contests',
    summary: 'Your contests, with their answers',
    answer: z.object({ rows: z.array(ScoreContest) }),
  },
  withdrawContest: {
    ...me,
    method: 'POST',
    path: '/me/contests/{id}/withdraw',
    summary: 'Take back a contest of yours that is open',
    params: id,
    answer: ScoreContest,
  },
  listScoreContests: {
    ...answers,
    path: '/scores/contests',
    summary: 'Contests, for those who answer them: without the points',
    query: pageQuery({ state: z.enum(['open', 'upheld', 'rejected', 'withdrawn']).exactOptional() }),
    answer: pageOf(ContestToAnswer).extend(NAMES),
  },
  readScoreContest: {
    ...answers,
    path: '/scores/contests/{id}',
    summary: 'A contest with the score that it is about. That you looked is written down, and its person sees it',
    params: id,
    answer: z.object({ contest: ScoreContest, score: ScoreExplanation.nullable(), ...NAMES }),
    problems: ['four_eyes'],
  },
  decideScoreContest: {
    ...answers,
    method: 'POST',
    path: '/scores/contests/{id}/decide',
    summary: 'Answer a contest: neither whose it is, nor who leads them, nor who opened or decided a breach of theirs',
    params: id,
    body: z.strictObject({ decision: z.enum(['upheld', 'rejected']), answer: Prose.min(1, 'must not be empty') }),
    answer: ScoreContest,
    problems: ['rule_broken', 'four_eyes'],
  },
  listTeamStandings: {
    ...scores,
    path: '/scores/teams',
    summary: 'Where teams stand, in bands: no numbers, no ranks, nobody’s own score',
    query: z.strictObject({ period: PeriodId.exactOptional(), teamId: Slug.exactOptional() }),
    answer: z.object({ period: PeriodId, rows: z.array(Standing) }),
    problems: ['rule_broken'],
  },
} as const;
