import { z } from 'zod';
import { Lane } from './api-keys.ts';
import { TokenUsage } from './calls.ts';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { Moment, Slug } from './wire-values.ts';

const count = z.int().min(0);
const amount = z.string().meta({ description: 'Nanodollars as a decimal string.' });
const WasteKind = z.enum(['oversized_context', 'loops', 'retries', 'premium_model', 'unread_output']);
const SizeClass = z
  .enum(['short', 'medium', 'long', 'very_long'])
  .meta({ description: 'By what was written: up to about 300, 1,500, 7,500 words, and more.' });

const Baseline = z
  .object({
    medianNanodollars: amount.nullable().meta({ description: 'Null: too few tasks of others to say.' }),
    lowNanodollars: amount.nullable().meta({ description: 'With the next: where the true median lies, 95 % sure.' }),
    highNanodollars: amount.nullable(),
    tasks: count.meta({ description: 'Successful tasks of others that count.' }),
    peers: count,
  })
  .meta({ id: 'TaskBaseline' });

const summary = {
  taskId: z.string(),
  useCaseId: z.string().nullable(),
  teamId: z.string().nullable(),
  lane: Lane.nullable(),
  templateId: z.string().nullable().meta({ description: 'The one that all its answered calls name.' }),
  startedAt: Moment,
  lastAt: Moment,
  calls: count,
  answered: count,
  refused: count,
  failed: count.meta({ description: 'Let through and come to nothing: errors, time-outs, clients that left.' }),
  iterations: count.meta({ description: 'Different conversations that were answered.' }),
  retries: count.meta({ description: 'Calls that sent again what had not been answered.' }),
  tokens: TokenUsage,
  costNanodollars: amount.meta({ description: 'Of the calls whose price is known.' }),
  unpriced: count,
  estimated: count,
  failedCostNanodollars: amount,
  cacheSavedNanodollars: amount.meta({ description: 'What answers from the cache and of workflows would have cost.' }),
  routeSavedNanodollars: amount.meta({ description: 'Net; negative where routing lost.' }),
  models: z.array(z.string()).meta({ description: 'The dearest first.' }),
  sizeClass: SizeClass.nullable().meta({ description: 'Null: nothing was written.' }),
  contextTokens: count.meta({ description: 'What an answered call sent on average.' }),
  succeeded: z.boolean().meta({ description: 'As far as is known: its last call was answered.' }),
  isPartial: z.boolean().meta({ description: 'It has more calls than were looked at; figures are the least.' }),
  baseline: Baseline,
  sentence: z.string(),
};

/** A task as it is kept: at most about a minute old. */
const TaskSummary = z
  .object({ ...summary, waste: z.array(z.object({ kind: WasteKind, wastedNanodollars: amount })) })
  .meta({ id: 'TaskSummary' });

const TaskReport = z
  .object({
    ...summary,
    wholeNanodollars: amount.meta({ description: 'With review, where a minute has a cost.' }),
    review: z.object({
      minutes: count,
      costNanodollars: amount.nullable().meta({ description: 'Null: nobody said what a minute costs.' }),
    }),
    waste: z
      .array(
        z.object({
          kind: WasteKind,
          calls: count,
          wastedNanodollars: amount,
          sentence: z.string(),
          remedy: z.string(),
          evidence: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      )
      .meta({ description: 'The dearest first. Kinds overlap: do not add them up.' }),
    cheaper: z
      .object({
        kind: z.enum(['template', 'model', 'without_waste']),
        id: z.string().nullable(),
        costNanodollars: amount,
        sentence: z.string(),
      })
      .nullable()
      .meta({ description: 'What it could have cost, and by what.' }),
  })
  .meta({ id: 'TaskReport' });

const WasteSum = z.object({ kind: WasteKind, tasks: count, wastedNanodollars: amount });

const MyTasks = z
  .object({
    from: Moment,
    to: Moment,
    tasks: count,
    succeeded: count,
    calls: count,
    costNanodollars: amount,
    unpriced: count.meta({ description: 'Tasks of which a call has no known price.' }),
    cacheSavedNanodollars: amount,
    compared: z
      .object({ tasks: count, costNanodollars: amount, mediansNanodollars: amount })
      .meta({ description: 'The tasks that have a baseline, and what the medians of their like come to.' }),
    waste: z.array(WasteSum),
    isPartial: z.boolean(),
    sentences: z.array(z.string()),
    dearest: z.array(TaskSummary),
  })
  .meta({ id: 'MyTasks' });

const Digest = z.object({ subject: z.string(), words: z.string() }).nullable();
const MyDigest = z
  .object({
    week: z.string().meta({ description: 'Its Monday.' }),
    from: Moment,
    to: Moment,
    wanted: z.boolean(),
    channels: z.array(z.string()).meta({ description: 'Those that write to people; empty: it goes nowhere.' }),
    digest: Digest.meta({ description: 'Null: no task in that week.' }),
  })
  .meta({ id: 'MyDigest' });

const params = z.strictObject({ id: z.string().min(1).max(512) });
const whose = {
  personId: Slug.exactOptional().meta({ description: 'Whose task; others’ with the scope control.read.' }),
  serviceAccountId: Slug.exactOptional(),
};
const at = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'any', tag: 'Tasks' } as const;

export const TASK_ROUTES = {
  listTasks: {
    ...at,
    path: '/tasks',
    summary: 'Tasks with what they cost, newest first: your own, or with control.read everybody’s, without their names',
    query: pageQuery({
      ...RANGE,
      of: z.enum(['mine', 'everybody']).default('mine'),
      teamId: Slug.exactOptional(),
      useCaseId: Slug.exactOptional(),
      waste: WasteKind.exactOptional(),
    }),
    answer: pageOf(TaskSummary).extend(NAMES),
    problems: ['scope_missing'],
  },
  readTask: {
    ...at,
    path: '/tasks/{id}',
    summary: 'The whole cost of a task, what others’ like it cost, what was wasted, and how it would have been cheaper',
    params,
    query: z.strictObject(whose),
    answer: TaskReport,
    problems: ['rule_broken'],
  },
  reportReviewMinutes: {
    ...at,
    method: 'POST',
    path: '/tasks/{id}/review-minutes',
    summary: 'Say how many minutes you spent in sum on looking through the result of a task',
    params,
    body: z.strictObject({ ...whose, minutes: z.int().min(0).max(4_800) }),
    answer: TaskReport,
    problems: ['rule_broken'],
  },
  readMyTasks: {
    ...at,
    tag: 'Me',
    path: '/me/tasks',
    summary: 'Your own tasks of a time in sum, and the dearest of them',
    query: z.strictObject(RANGE),
    answer: MyTasks,
  },
  readMyDigest: {
    ...at,
    tag: 'Me',
    path: '/me/digest',
    summary: 'The digest of your last whole week, and whether it is sent to you',
    answer: MyDigest,
    problems: ['rule_broken'],
  },
  chooseMyDigest: {
    ...at,
    tag: 'Me',
    method: 'POST',
    path: '/me/digest',
    summary: 'Say whether you want the weekly digest',
    body: z.strictObject({ wanted: z.boolean() }),
    answer: MyDigest,
    problems: ['rule_broken'],
  },
  previewTeamDigests: {
    ...at,
    scope: 'control.read',
    path: '/digests',
    summary: 'What teams are told of the last whole week: sums of five people or more',
    answer: z
      .object({
        week: z.string(),
        from: Moment,
        to: Moment,
        digests: z.array(
          z.object({ teamIds: z.array(z.string().nullable()), people: count, subject: z.string(), words: z.string() }),
        ),
      })
      .meta({ id: 'TeamDigests' }),
  },
} as const;
