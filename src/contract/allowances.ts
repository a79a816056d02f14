import { z } from 'zod';
import { BudgetAmount } from './budget-amounts.ts';
import { EnvelopeUnit } from './envelope-answers.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute } from './row-routes.ts';
import { Moment, OneLine, Slug, Uuid } from './wire-values.ts';

const Condition = z
  .strictObject({
    input: z.enum(['documented_use', 'validated_outcomes', 'cost_per_outcome', 'clean_compliance', 'team_band']).meta({
      description:
        'documented_use and clean_compliance: a part from 0 to 1 · cost_per_outcome: times what others spend · team_band: 1 to 4, by the scores of the last whole month · validated_outcomes: how many',
    }),
    is: z.enum(['at_least', 'at_most']),
    value: z.number().min(0),
  })
  .meta({ id: 'AllowanceCondition' });

const Tranche = z
  .strictObject({
    id: Slug,
    name: OneLine,
    percentOfCap: z.int().min(1).max(200).meta({ description: 'Of the hard cap of the envelope.' }),
    conditions: z.array(Condition).min(1).max(8).meta({ description: 'All of them must hold.' }),
  })
  .meta({ id: 'AllowanceTranche' });

export const AllowanceRule = z
  .strictObject({
    envelopeIds: z.array(Slug).max(500).default([]),
    scopedBy: z
      .array(z.enum(['organisation', 'team', 'project', 'use_case', 'person', 'lane', 'tag']))
      .max(7)
      .default([])
      .meta({ description: 'Envelopes whose scope names exactly one of these.' }),
    windowDays: z.int().min(1).max(365).default(30).meta({ description: 'Inputs are taken over so many days.' }),
    callsMin: z.int().min(1).max(1_000_000).default(20).meta({ description: 'With fewer calls nothing is said.' }),
    tranches: z.array(Tranche).min(1).max(12),
  })
  .meta({ id: 'AllowanceRule' });

const AllowanceRuleVersion = z
  .object({
    version: z.int(),
    rule: AllowanceRule,
    note: z.string(),
    publishedBy: z.string(),
    publishedAt: Moment,
  })
  .meta({ id: 'AllowanceRuleVersion' });

const EvaluatedTranche = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z
      .enum(['unlocked', 'kept', 'locked', 'not_measured'])
      .meta({ description: 'kept: unlocked earlier in this period, and not taken away before it ends.' }),
    amount: BudgetAmount,
    why: z.array(z.string()).meta({ description: 'A sentence for each condition, with the figures.' }),
  })
  .meta({ id: 'EvaluatedTranche' });

const evaluation = {
  envelopeId: z.string(),
  periodStart: Moment,
  periodEnd: Moment,
  ruleVersion: z.int().meta({ description: '0: a draft.' }),
  evaluatedAt: Moment,
  evaluatedBy: z.string().nullable().meta({ description: 'Null: the house, as the period began.' }),
  unit: EnvelopeUnit,
  base: BudgetAmount.meta({ description: 'The hard cap of the envelope.' }),
  granted: BudgetAmount.meta({ description: 'What this evaluation adds to the limit of the period.' }),
  tranches: z.array(EvaluatedTranche),
  sentence: z.string(),
};
const AllowanceEvaluation = z.object({ id: Uuid, ...evaluation }).meta({ id: 'AllowanceEvaluation' });
const AllowancePreview = z
  .object({ ...evaluation, windowFrom: Moment, windowTo: Moment })
  .meta({ id: 'AllowancePreview' });

const TrancheCounts = z
  .object({
    id: z.string(),
    name: z.string(),
    unlocked: z.int(),
    kept: z.int(),
    locked: z.int(),
    notMeasured: z.int(),
  })
  .meta({ id: 'AllowanceTrancheCounts', description: 'In how many of the envelopes a tranche stands so.' });
const RulePreview = z
  .object({
    envelopes: z.int().meta({ description: 'For how many the draft is.' }),
    judged: z.int().meta({ description: 'Of them so many were judged, in the order of their ids.' }),
    tranches: z.array(TrancheCounts),
    totals: z
      .array(z.object({ unit: EnvelopeUnit, base: BudgetAmount, granted: BudgetAmount }))
      .meta({ description: 'Of those that were judged.' }),
    rows: z.array(z.object({ ...evaluation, envelopeName: z.string() }).meta({ id: 'AllowanceRulePreviewRow' })),
    windowFrom: Moment,
    windowTo: Moment,
  })
  .meta({ id: 'AllowanceRulePreview' });

const Publication = z
  .strictObject({ rule: AllowanceRule, note: OneLine.meta({ description: 'Why; everybody reads it.' }) })
  .meta({ id: 'AllowanceRulePublication' });

const base = { ...ROUTE_DEFAULTS, tag: 'Allowances' } as const;

export const ALLOWANCE_ROUTES = {
  readAllowanceRule: {
    ...base,
    method: 'GET',
    path: '/allowances/rule',
    scope: 'any',
    summary: 'The rule by which allowances grow, with its earlier versions, newest first',
    answer: z.object({ current: AllowanceRuleVersion.nullable(), earlier: z.array(AllowanceRuleVersion) }),
  },
  publishAllowanceRule: {
    ...base,
    method: 'POST',
    path: '/allowances/rule',
    scope: 'control.write',
    status: 201,
    summary: 'Publish the next version of the rule; what was given in periods that run stays given',
    body: Publication,
    answer: AllowanceRuleVersion,
    problems: ['reference_unknown', 'rule_broken'],
  },
  previewAllowance: {
    ...base,
    method: 'POST',
    path: '/allowances/preview',
    scope: 'any',
    summary: 'What the rule, or a draft of one, would give an envelope now, and why; for its owner and "control.read"',
    body: z
      .strictObject({ envelopeId: Slug, draft: AllowanceRule.nullable().default(null) })
      .meta({ id: 'AllowancePreviewOrder' }),
    answer: AllowancePreview,
    problems: ['not_found', 'archived', 'rule_broken'],
  },
  previewAllowanceRule: {
    ...base,
    method: 'POST',
    path: '/allowances/rule/preview',
    scope: 'control.read',
    summary: 'What a draft of the rule would give every envelope that it is for, now, and why; nothing is kept',
    body: z.strictObject({ rule: AllowanceRule }).meta({ id: 'AllowanceRulePreviewOrder' }),
    answer: RulePreview,
    problems: ['rule_broken'],
  },
  evaluateAllowance: {
    ...base,
    method: 'POST',
    path: '/allowances/evaluate',
    scope: 'any',
    summary: 'Judge the rule for an envelope now, and add what it unlocks; for its owner and "control.write"',
    body: z.strictObject({ envelopeId: Slug }).meta({ id: 'AllowanceEvaluationOrder' }),
    answer: AllowanceEvaluation,
    problems: ['not_found', 'archived', 'rule_broken'],
  },
  listAllowanceEvaluations: listRoute({
    tag: 'Allowances',
    path: '/allowances/evaluations',
    summary: 'List what the rule gave, oldest first',
    filters: { envelopeId: Slug.exactOptional() },
    row: AllowanceEvaluation,
  }),
} as const;
