import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, pageOf, pageQuery, WITHHELD } from './row-routes.ts';
import { Points } from './scores.ts';
import { RANGE } from './usage.ts';
import { Moment, OneLine, Prose, Slug } from './wire-values.ts';

const count = z.int().min(0);
const Dollars = z.string().meta({ description: 'US dollars, decimal.' });
const Nanodollars = z.string().meta({ description: 'Nanodollars as a decimal string.' });
const OutcomeId = z.string().min(1).max(200);
const State = z
  .enum(['unproven', 'maturing', 'counted', 'reverted', 'withdrawn', 'duplicate'])
  .meta({ description: 'unproven: only claimed, or declined · maturing: proven, and must still stand · counted · …' });
const Grade = z
  .enum(['E0', 'E1', 'E2', 'E3', 'E4'])
  .meta({ description: 'E0 claimed, E1 attested, E2 a signed event of a system, E3 that and it stood, E4 measured.' });
const Marks = {
  tasks: z
    .array(OneLine)
    .max(20)
    .default([])
    .meta({ description: 'Ids of your tasks, or of service accounts that you answer for.' }),
  workItems: z.array(OneLine).max(20).default([]).meta({ description: 'As calls named them in tokenward-work-item.' }),
  branches: z.array(OneLine).max(20).default([]).meta({ description: 'As calls named them in tokenward-branch.' }),
};
const Words = Prose.min(1, 'must not be empty');

const summary = {
  id: OutcomeId,
  typeId: z.string(),
  typeName: z.string(),
  unit: z.string(),
  amount: z.number(),
  state: State,
  grade: Grade,
  teamId: z.string().nullable(),
  useCaseId: z.string().nullable(),
  sourceId: z.string().nullable().meta({ description: 'The connected system that told of it; null: its person did.' }),
  claimedDollars: Dollars,
  measuredDollars: Dollars.nullable(),
  claimedAt: Moment,
  recordedAt: Moment.meta({ description: 'When we heard of it first.' }),
  verifiedAt: Moment.nullable().meta({ description: 'From when on it counts, or would have.' }),
  revertedAt: Moment.nullable(),
  linkedBy: z.array(z.enum(['declared', 'trailer', 'link', 'work_item', 'branch', 'allocated'])),
  sentence: z.string(),
};

const OutcomeSummary = z.object(summary).meta({ id: 'OutcomeSummary' });

const MyOutcome = z
  .object({
    ...summary,
    note: z.string(),
    evidence: z.string().nullable(),
    evidenceUrl: z.string().nullable(),
    validationId: z.string().nullable().meta({ description: 'Of what is open.' }),
  })
  .meta({ id: 'MyOutcome' });

export const Outcome = z
  .object({
    ...summary,
    personId: z.string().nullable().meta({ description: 'Whose it is: for themselves and for who was drawn.' }),
    note: z.string().nullable().meta({ description: 'Null for whoever is neither.' }),
    evidence: z.string().nullable(),
    evidenceUrl: z.string().nullable(),
    declineReason: z.string().nullable(),
    cleanUpMinutes: count,
    links: z.array(
      z.object({
        taskId: z.string(),
        serviceAccountId: z.string().nullable().meta({ description: 'Null: the person’s own.' }),
        method: z.enum(['declared', 'trailer', 'link', 'work_item', 'branch', 'allocated']),
        share: z.number().meta({ description: 'Of the outcome; they add up to one.' }),
        costNanodollars: Nanodollars.nullable().meta({
          description: 'Of the whole task; null: nothing is kept of it.',
        }),
      }),
    ),
    cost: z
      .object({
        tasks: count.meta({ description: 'Those of which something is kept.' }),
        unknownTasks: count,
        unpricedTasks: count.meta({ description: 'With a call without a known price: the cost is the least.' }),
        nanodollars: Nanodollars,
      })
      .nullable()
      .meta({ description: 'What its tasks cost, each whole, also where they led to others; null for who was drawn.' }),
    points: z
      .array(z.object({ period: z.string(), rule: z.string(), words: z.string(), points: Points }))
      .meta({ description: 'What it came to in scores; told to whose it is alone.' }),
    steps: z
      .array(z.enum(['mark', 'withdraw', 'appeal', 'revert', 'reassign']))
      .meta({ description: 'What whoever asks may do with it now.' }),
    linksInWords: z.string(),
    history: z.array(
      z.object({ at: Moment, kind: z.string(), by: z.string(), sourceId: z.string().nullable(), sentence: z.string() }),
    ),
    validations: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['judge', 'measure', 'appeal']),
        state: z.string(),
        validatorId: z.string().nullable(),
        why: z.string(),
        dueAt: Moment,
        decidedAt: Moment.nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Outcome' });

const Claim = z
  .strictObject({
    typeId: Slug,
    amount: z.number().meta({ description: 'In the unit of the kind; below zero where fewer is better.' }),
    note: Words.meta({ description: 'What came of it, for who judges it.' }),
    evidence: z
      .string()
      .max(2_000)
      .nullable()
      .default(null)
      .meta({ description: 'Address of a page, or a number of your own. One result counts once.' }),
    useCaseId: Slug.nullable().default(null).meta({ description: 'Null: that of the tasks it came of.' }),
    at: Moment.nullable().default(null).meta({ description: 'When it was so; null: now.' }),
    ...Marks,
  })
  .meta({ id: 'OutcomeClaim' });

const step = {
  ...ROUTE_DEFAULTS,
  method: 'POST',
  tag: 'Outcomes',
  scope: 'any',
  params: z.strictObject({ id: OutcomeId }),
  answer: Outcome,
} as const;

export const OUTCOME_ROUTES = {
  listMyOutcomes: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/outcomes',
    scope: 'any',
    tag: 'Me',
    summary: 'Your outcomes, newest first, and what each waits for',
    query: pageQuery({ ...RANGE, state: State.exactOptional(), typeId: Slug.exactOptional() }),
    answer: pageOf(MyOutcome),
  },
  claimOutcome: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/outcomes',
    scope: 'any',
    tag: 'Outcomes',
    status: 201,
    summary: 'Claim what came of your work; it counts once somebody who is drawn, or a system, says so too',
    body: Claim,
    answer: Outcome,
    problems: ['already_exists', 'four_eyes', 'reference_unknown', 'reference_archived', 'rule_broken'],
  },
  listOutcomes: {
    ...listRoute({
      tag: 'Outcomes',
      path: '/outcomes',
      summary: 'Outcomes of everybody, newest first, without names',
      filters: {
        ...RANGE,
        state: State.exactOptional(),
        typeId: Slug.exactOptional(),
        teamId: Slug.exactOptional(),
        useCaseId: Slug.exactOptional(),
      },
      row: OutcomeSummary,
    }),
    narrow: { team: 'teamId', useCase: 'useCaseId', rows: ['team', 'use_case'] },
    answer: pageOf(OutcomeSummary).extend(WITHHELD),
  },
  readOutcome: {
    ...step,
    method: 'GET',
    path: '/outcomes/{id}',
    summary:
      'One outcome with all that was told of it: your own, one that you were drawn for, or, without its name, of your part',
  },
  markOutcome: {
    ...step,
    path: '/outcomes/{id}/tasks',
    summary: 'Say which of your tasks, work items or branches an outcome of yours came of',
    body: z
      .strictObject(Marks)
      .refine(({ tasks, workItems, branches }) => tasks.length + workItems.length + branches.length > 0, {
        error: 'must name a task, a work item or a branch',
      }),
  },
  withdrawOutcome: {
    ...step,
    path: '/outcomes/{id}/withdraw',
    summary: 'Take back an outcome of yours, as if it had not been claimed',
    body: z.strictObject({ reason: OneLine }),
  },
  revertOutcome: {
    ...step,
    path: '/outcomes/{id}/revert',
    summary: 'Say that a result did not hold: for who judged it, who owns its use case, or "control.write"',
    body: z.strictObject({
      reason: OneLine,
      cleanUpMinutes: z.int().min(0).max(4_800).default(0).meta({ description: 'What putting it right took.' }),
    }),
    problems: ['four_eyes', 'rule_broken'],
  },
  reassignOutcome: {
    ...step,
    path: '/outcomes/{id}/reassign',
    scope: 'control.write',
    summary: 'Say that it was somebody else’s work',
    body: z.strictObject({ toPersonId: Slug, reason: OneLine }),
    problems: ['reference_unknown', 'reference_archived', 'rule_broken'],
  },
  readPersonNames: {
    ...step,
    method: 'GET',
    path: '/people/{id}/names',
    scope: 'control.read',
    summary: 'Read whether a name is read as another person’s, and which names are read as this one',
    params: z.strictObject({ id: Slug }),
    answer: z
      .object({
        personId: z.string(),
        readAs: z.object({ personId: z.string(), why: z.string() }).nullable(),
        alsoNamed: z.array(z.object({ personId: z.string(), why: z.string() })),
      })
      .meta({ id: 'PersonNames' }),
    problems: ['not_found'],
  },
  mergePeople: {
    ...step,
    path: '/people/{id}/merge',
    scope: 'control.write',
    summary: 'Read a name as another person’s: two names of one human being',
    params: z.strictObject({ id: Slug }),
    body: z.strictObject({ intoPersonId: Slug, why: OneLine }),
    answer: z
      .object({ id: z.string(), intoPersonId: z.string(), why: z.string(), status: z.enum(['merged', 'split']) })
      .meta({ id: 'PersonMerge' }),
    problems: ['reference_unknown', 'reference_archived', 'rule_broken'],
  },
  splitPerson: {
    ...step,
    path: '/people/{id}/split',
    scope: 'control.write',
    summary: 'Tell two people apart again, who were taken for one',
    params: z.strictObject({ id: Slug }),
    body: z.strictObject({ why: OneLine }),
    answer: z
      .object({ id: z.string(), intoPersonId: z.string(), why: z.string(), status: z.enum(['merged', 'split']) })
      .meta({ id: 'PersonSplit' }),
  },
} as const;
