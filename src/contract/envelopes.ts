import { z } from 'zod';
import { Lane } from './api-keys.ts';
import { AmountText, hasDecimals, SignedAmountText } from './budget-amounts.ts';
import {
  BudgetPeriod,
  Envelope,
  EnvelopeScope,
  EnvelopeShown,
  EnvelopeUnit,
  EnvelopeWarned,
  LedgerEntry,
  Metric,
  MetricValue,
  Status,
  StoreAway,
} from './envelope-answers.ts';
import { NAMES } from './names.ts';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { createRoute, namedListRoute, pageOf, pageQuery, readRoute, verbRoute } from './row-routes.ts';
import { CostCentreCode, Moment, OneLine, Slug } from './wire-values.ts';

export const Cap = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('strict') }),
    z.strictObject({
      kind: z.literal('elastic'),
      overdraft: AmountText,
      quantile: z.number().min(0.5).lt(1).default(0.9).meta({ description: 'Of past cost, which calls hold.' }),
    }),
  ])
  .meta({ description: 'strict: calls hold the worst case. elastic: a quantile of past cost, with an overdraft.' });
const CarryOver = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('unused'), percent: z.int().min(1).max(100), amountMax: AmountText }),
  ])
  .meta({ description: 'What becomes of what was not spent when a period ends.' });
const Thresholds = z
  .array(z.number())
  .max(10)
  .meta({ description: 'Percent of the hard cap at which people are told, ascending.' });

export const EnvelopeCreate = z
  .strictObject({
    id: Slug,
    name: OneLine,
    scope: EnvelopeScope.default({}),
    ownerPersonId: Slug.nullable().default(null).meta({ description: 'Who answers for it, and is told.' }),
    costCentre: CostCentreCode.nullable().default(null),
    unit: EnvelopeUnit.default('dollars'),
    period: BudgetPeriod.default('month'),
    hardCap: AmountText,
    cap: Cap.default({ kind: 'strict' }),
    softThresholds: Thresholds.default([50, 80, 95]),
    carryOver: CarryOver.default({ kind: 'none' }),
    storeAway: StoreAway.default('leases'),
    metric: Metric.nullable().default(null),
  })
  .superRefine((envelope, context) => {
    if (envelope.unit === 'dollars') return;
    const message = `must be a whole number of ${envelope.unit}`;
    const { hardCap, cap, carryOver } = envelope;
    const fault = (path: string[]) => context.addIssue({ code: 'custom', path, message });
    if (hasDecimals(hardCap)) fault(['hardCap']);
    if (cap.kind === 'elastic' && hasDecimals(cap.overdraft)) fault(['cap', 'overdraft']);
    if (carryOver.kind === 'unused' && hasDecimals(carryOver.amountMax)) fault(['carryOver', 'amountMax']);
  })
  .meta({ id: 'EnvelopeCreate' });

const Anyway = z
  .boolean()
  .default(false)
  .meta({ description: 'Also when more is spent than the new cap allows: every call is refused then.' });

const EnvelopeChange = z
  .strictObject({
    name: OneLine.exactOptional(),
    scope: EnvelopeScope.exactOptional(),
    ownerPersonId: Slug.nullable().exactOptional(),
    costCentre: CostCentreCode.nullable().exactOptional(),
    period: BudgetPeriod.exactOptional(),
    hardCap: AmountText.exactOptional(),
    cap: Cap.exactOptional(),
    softThresholds: Thresholds.exactOptional(),
    carryOver: CarryOver.exactOptional(),
    storeAway: StoreAway.exactOptional(),
    metric: Metric.nullable().exactOptional(),
    anyway: Anyway,
  })
  .meta({ id: 'EnvelopeChange' });

const Adjustment = z
  .strictObject({
    amount: SignedAmountText.meta({
      description: 'Added to the limit of the period that runs; with a minus, taken away.',
    }),
    reason: OneLine,
    anyway: Anyway,
  })
  .meta({ id: 'EnvelopeAdjustment' });

const MetricReport = z
  .strictObject({
    values: z
      .array(z.strictObject({ at: Moment, value: z.number() }))
      .min(1)
      .max(1_000),
  })
  .meta({ id: 'MetricReport' });

const filters = {
  status: Status.exactOptional(),
  unit: EnvelopeUnit.exactOptional(),
  teamId: Slug.exactOptional(),
  projectId: Slug.exactOptional(),
  useCaseId: Slug.exactOptional(),
  personId: Slug.exactOptional(),
  lane: Lane.exactOptional(),
  ownerPersonId: Slug.exactOptional(),
  costCentre: CostCentreCode.exactOptional(),
};
const at = { tag: 'Envelopes', path: '/envelopes' } as const;
const one = { tag: 'Envelopes', path: '/envelopes/{id}', id: Slug } as const;
const ofOne = { ...ROUTE_DEFAULTS, tag: 'Envelopes', params: z.strictObject({ id: Slug }) } as const;

export const ENVELOPE_ROUTES = {
  listEnvelopes: {
    ...namedListRoute({ ...at, summary: 'List envelopes with where they stand', filters, row: Envelope }),
    narrow: { team: 'teamId', useCase: 'useCaseId', rows: ['team', 'use_case'] },
  },
  createEnvelope: createRoute({ ...at, summary: 'Create an envelope', body: EnvelopeCreate, row: EnvelopeWarned }),
  readEnvelope: {
    ...readRoute({
      ...one,
      summary: 'Read an envelope: where it stands, what is around and inside it, and its metric',
      row: EnvelopeShown,
    }),
    answer: EnvelopeShown.extend(NAMES),
    narrow: { rows: ['team', 'use_case'] },
  },
  changeEnvelope: {
    ...ofOne,
    method: 'PATCH',
    path: '/envelopes/{id}',
    scope: 'control.write',
    summary: 'Change an envelope; what was spent stays spent',
    ifMatch: true,
    body: EnvelopeChange,
    answer: EnvelopeWarned,
    problems: ['archived', 'managed_by_file', 'reference_unknown', 'reference_archived', 'rule_broken'],
  },
  archiveEnvelope: verbRoute({
    ...one,
    path: '/envelopes/{id}/archive',
    summary: 'Archive an envelope: calls are no longer held by it; its ledger stays',
    body: NOTHING,
    row: EnvelopeWarned,
    problems: ['in_use', 'managed_by_file'],
  }),
  restoreEnvelope: verbRoute({
    ...one,
    path: '/envelopes/{id}/restore',
    summary: 'Make an archived envelope active again, with what was spent in its period',
    body: NOTHING,
    row: EnvelopeWarned,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file', 'rule_broken'],
  }),
  listEnvelopeEntries: {
    ...ofOne,
    method: 'GET',
    path: '/envelopes/{id}/entries',
    scope: 'control.read',
    narrow: { rows: ['team', 'use_case'] },
    summary: "Lines of the ledger in one period, newest first; the sum of a period's lines is its balance",
    query: pageQuery({
      at: Moment.exactOptional().meta({ description: 'In the period of this moment; without it, the newest.' }),
      kind: LedgerEntry.shape.kind.exactOptional(),
    }),
    answer: pageOf(LedgerEntry).extend({ periodStart: Moment.nullable(), periodEnd: Moment.nullable() }),
  },
  adjustEnvelope: {
    ...ofOne,
    method: 'POST',
    path: '/envelopes/{id}/adjust',
    scope: 'control.write',
    summary: 'Correct the limit of the period that runs, with a reason',
    body: Adjustment,
    answer: EnvelopeWarned,
    problems: ['archived', 'rule_broken'],
  },
  reportMetricValues: {
    ...ofOne,
    method: 'POST',
    path: '/envelopes/{id}/metric-values',
    scope: 'control.write',
    summary: "Report values of the envelope's metric; a later report of a moment replaces the earlier one",
    body: MetricReport,
    answer: z.object({ taken: z.int() }),
    problems: ['archived', 'rule_broken'],
  },
  listMetricValues: {
    ...ofOne,
    method: 'GET',
    path: '/envelopes/{id}/metric-values',
    scope: 'control.read',
    summary: "List reported values of the envelope's metric, newest first",
    query: pageQuery({}),
    answer: pageOf(MetricValue),
  },
} as const;
