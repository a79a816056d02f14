import { z } from 'zod';
import { RecognitionMonthName, RecognitionRule, RecognitionRuleVersion } from './recognition-rule.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, pageOf, pageQuery } from './row-routes.ts';
import { Moment, Prose, Slug } from './wire-values.ts';

const Kind = z.enum(['person', 'team']);
const ShownTo = z.enum(['nobody', 'team', 'organisation']);

const Award = z
  .object({
    id: z.string(),
    month: z.string(),
    recipientKind: Kind,
    recipientId: z.string(),
    teamId: z.string(),
    people: z.int().meta({ description: 'Of a team: how many people it rests on.' }),
    categoryId: z.string(),
    categoryName: z.string(),
    level: z.string().nullable().meta({ description: 'Null: it was withdrawn.' }),
    givenLevel: z.string(),
    points: z.int(),
    givenPoints: z.int(),
    scorePoints: z.number().meta({ description: 'Points of the score that it rests on; of a team in the mean.' }),
    citation: z.string(),
    state: z.enum(['given', 'lowered', 'withdrawn']),
    changeReason: z.string().nullable(),
    ruleVersion: z.int(),
    formulaVersion: z.string(),
    givenAt: Moment,
  })
  .meta({ id: 'RecognitionAward' });

const Month = z
  .object({
    month: z.string(),
    ruleVersion: z.int(),
    poolPoints: z.int(),
    teamSharePercent: z.int(),
    teamPoints: z.int(),
    personPoints: z.int(),
    leftPoints: z.int().meta({ description: 'Nobody was there for them; they went to nobody else.' }),
    teams: z.int(),
    people: z.int().nullable().meta({ description: 'Null: one to four, which would tell of single people.' }),
    givenBy: z.string().nullable().meta({ description: 'Null: the house, by its timetable.' }),
    givenAt: Moment,
  })
  .meta({ id: 'RecognitionMonth' });

const Preview = z
  .object({
    month: z.string(),
    ruleVersion: z.int(),
    teamPoints: z.int(),
    personPoints: z.int(),
    leftPoints: z.int(),
    counts: z.array(
      z.object({
        recipientKind: Kind,
        categoryId: z.string(),
        level: z.string(),
        many: z.int().nullable().meta({ description: 'Null: one to four people.' }),
      }),
    ),
  })
  .meta({ id: 'RecognitionPreview' });

const Mine = z
  .object({
    choice: z.object({ shownTo: ShownTo, exportable: z.boolean() }),
    shownTo: ShownTo.meta({ description: 'What of the choice counts, after the rule and private scorecards.' }),
    privateTeam: z.boolean(),
    awards: z.array(Award),
    month: z.string(),
    progress: z.array(
      z.object({
        categoryId: z.string(),
        name: z.string(),
        scorePoints: z.number(),
        reached: z.string().nullable(),
        next: z.object({ level: z.string(), points: z.number(), months: z.int() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'MyRecognition' });

const Scorecard = z
  .object({ teamId: z.string(), status: z.enum(['active', 'ended']), reason: z.string(), updatedAt: Moment })
  .meta({ id: 'PrivateScorecard' });

const monthParams = z.strictObject({ month: RecognitionMonthName });
const get = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'any', tag: 'Recognition' } as const;
const post = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'control.write', tag: 'Recognition' } as const;

export const RECOGNITION_ROUTES = {
  readRecognitionRule: {
    ...get,
    path: '/recognition/rule',
    summary: 'What is recognised, by which fixed targets: the version that holds, those before it and one to come',
    answer: z.object({
      current: RecognitionRuleVersion.nullable().meta({ description: 'Null: nothing is recognised.' }),
      others: z.array(RecognitionRuleVersion),
      starter: RecognitionRule.meta({ description: 'What an organisation can start from.' }),
    }),
  },
  publishRecognitionRule: {
    ...post,
    path: '/recognition/rules',
    status: 201,
    summary: 'Publish the next version of the rule; it holds from the next month on',
    body: z.strictObject({ rule: RecognitionRule, note: Prose.min(1, 'must not be empty') }),
    answer: RecognitionRuleVersion,
    problems: ['reference_unknown', 'rule_broken'],
  },
  listRecognition: {
    ...get,
    path: '/recognition/awards',
    summary: 'What was recognised, as far as you may see it: teams, and people who show it',
    query: pageQuery({
      month: RecognitionMonthName.exactOptional(),
      recipientKind: Kind.exactOptional(),
      teamId: Slug.exactOptional(),
      categoryId: Slug.exactOptional(),
    }),
    answer: pageOf(Award),
  },
  readMyRecognition: {
    ...get,
    path: '/me/recognition',
    tag: 'Me',
    summary: 'What you were recognised for, who sees it, and how far this month has come',
    answer: Mine,
    problems: ['rule_broken'],
  },
  chooseMyRecognition: {
    ...post,
    path: '/me/recognition',
    scope: 'any',
    tag: 'Me',
    summary: 'Choose who sees what you are recognised for, and whether it may be exported',
    body: z.strictObject({ shownTo: ShownTo.exactOptional(), exportable: z.boolean().exactOptional() }),
    answer: Mine,
    problems: ['rule_broken'],
  },
  listRecognitionMonths: listRoute({
    path: '/recognition/months',
    tag: 'Recognition',
    summary: 'Months that were recognised, with what teams and people got',
    filters: {},
    row: Month,
  }),
  previewRecognition: {
    ...get,
    path: '/recognition/months/{month}/preview',
    scope: 'control.read',
    summary: 'What recognising a month would give, in numbers, without names',
    params: monthParams,
    answer: Preview,
    problems: ['rule_broken'],
  },
  recogniseMonth: {
    ...post,
    path: '/recognition/months/{month}',
    status: 201,
    summary: 'Recognise a month now, once; the house does so by itself five days after it',
    params: monthParams,
    answer: Month,
    problems: ['rule_broken'],
  },
  listPrivateScorecards: listRoute({
    path: '/private-scorecards',
    tag: 'Recognition',
    summary: 'Teams whose scorecards are for themselves alone',
    filters: { status: z.enum(['active', 'ended']).exactOptional() },
    row: Scorecard,
  }),
  setPrivateScorecard: {
    ...post,
    path: '/private-scorecards',
    summary: 'Make the scorecards of a team private, or let them be seen again; it holds at once',
    body: z.strictObject({ teamId: Slug, private: z.boolean(), reason: Prose.min(1, 'must not be empty') }),
    answer: Scorecard,
    problems: ['reference_unknown', 'rule_broken'],
  },
} as const;

export { Award as RecognitionAward };
