import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { CostCentreCode, ModelName, Moment, OneLine, Slug } from './wire-values.ts';

export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
  .meta({ description: "A month of the organisation's calendar." });

export const Period = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/, 'must be a month, quarter or year: 2026-11, 2026-Q4 or 2026')
  .meta({ description: "A month, quarter or year of the organisation's calendar." });

export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-11-03');
const amounts = z.string().meta({ description: 'Exact dollars as a decimal text, up to 15 places.' });
const whole = z.string().meta({ description: 'A whole number, as a text.' });

export const ShowbackGrouping = z.enum(['team', 'project', 'use_case', 'cost_centre', 'model', 'lane', 'day']);

export const Top = z.coerce
  .number<number | string>()
  .int()
  .min(1)
  .max(1000)
  .default(1000)
  .meta({ description: 'How many groups have a row of their own; all others are one together.' });

const sums = {
  calls: whole,
  tokens: whole,
  costDollars: amounts.meta({
    description: 'Everything that has a price, shared costs and adjustments too; exact dollars.',
  }),
  listCostDollars: amounts.meta({ description: 'The same at published prices.' }),
  estimatedCostDollars: amounts.meta({
    description: 'Of the cost: calls whose tokens were reckoned, not said by the vendor.',
  }),
  sharedCostDollars: amounts,
  adjustedCostDollars: amounts.meta({
    description: 'Of the cost: adjustments, and calls that came too late for their month.',
  }),
  callsUnpriced: whole.meta({ description: 'Calls whose cost is not known and in no sum.' }),
  tokensUnpriced: whole,
};

const ShowbackSums = z.object(sums).meta({ id: 'ShowbackSums' });
const Showback = z
  .object({
    months: z.array(Month),
    closedMonths: z.array(Month),
    timeZone: z.string(),
    by: ShowbackGrouping,
    totals: ShowbackSums,
    rows: z.array(z.object({ group: z.string().nullable(), ...sums }).meta({ id: 'ShowbackRow' })),
    other: z
      .object({ groups: z.number(), ...sums })
      .meta({ id: 'ShowbackOther' })
      .nullable()
      .meta({ description: 'What all groups beyond `top` come to; with it the rows are the totals. Null: none is.' }),
    days: z.object({
      all: z.number().meta({ description: 'Days of the period.' }),
      past: z.number().meta({ description: 'Of these, days that have begun; fewer than all: it is not over.' }),
    }),
    asOf: Moment.meta({ description: 'When it was reckoned; calls settled until then are in it.' }),
  })
  .meta({ id: 'Showback' });

/** One line of a bill. Costs of all rows of a month are, to the last place, what `readShowback` says. */
const RatedRow = z
  .object({
    month: Month,
    kind: z.enum(['meter', 'rounding', 'whole', 'unpriced', 'adjustment', 'shared']),
    day: Day,
    adjusts: Month.nullable().meta({ description: 'The closed month that the row belongs to.' }),
    teamId: z.string().nullable(),
    projectId: z.string().nullable(),
    useCaseId: z.string().nullable(),
    costCentre: z.string().nullable(),
    lane: z.string().nullable(),
    modelId: z.string().nullable(),
    upstreamId: z.string().nullable(),
    meter: z.string().nullable(),
    usageBasis: z.string().nullable(),
    priceId: z.string().nullable(),
    calls: whole,
    tokens: whole,
    listPriceDollarsPerMillion: amounts.nullable().meta({ description: 'For a million tokens.' }),
    contractedPriceDollarsPerMillion: amounts.nullable(),
    listCostDollars: amounts.nullable(),
    costDollars: amounts.nullable().meta({ description: 'Null: not known, never 0.' }),
    reason: z.string().nullable().meta({ description: 'Of an adjustment or a shared cost.' }),
    reasonId: z.string().nullable(),
  })
  .meta({ id: 'RatedRow' });

const ChargeClose = z
  .object({
    month: Month,
    from: Moment,
    to: Moment,
    timeZone: z.string(),
    closedAt: Moment,
    closedBy: z.string(),
    lines: z.number(),
    calls: z.number(),
    callsUnpriced: z.number(),
    costDollars: amounts,
    digest: z.string().meta({ description: 'Over the lines in their order: docs/chargeback.md says how.' }),
  })
  .meta({ id: 'ChargeClose' });

const CheckedClose = ChargeClose.extend({
  digestNow: z.string(),
  sound: z.boolean().meta({ description: 'Whether the lines still hash to the digest.' }),
}).meta({ id: 'CheckedClose' });

const target = {
  teamId: Slug.nullable().default(null),
  projectId: Slug.nullable().default(null),
  useCaseId: Slug.nullable().default(null),
  costCentre: CostCentreCode.nullable().default(null),
};

const SignedNanodollars = z
  .string()
  .regex(/^-?[1-9]\d{0,17}$/, 'must be a whole number of nanodollars other than 0, as a string; minus gives back');

const ChargeAdjustment = z
  .object({
    id: z.string(),
    month: Month.meta({ description: 'In which it is charged.' }),
    adjusts: Month,
    postedAt: Moment,
    postedBy: z.string(),
    amountNanodollars: z.string(),
    reason: z.string(),
    teamId: z.string().nullable(),
    projectId: z.string().nullable(),
    useCaseId: z.string().nullable(),
    costCentre: z.string().nullable(),
  })
  .meta({ id: 'ChargeAdjustment' });

export const CHARGE_FILTERS = {
  teamId: Slug.exactOptional(),
  projectId: Slug.exactOptional(),
  useCaseId: Slug.exactOptional(),
  costCentre: CostCentreCode.exactOptional(),
  modelId: ModelName.exactOptional(),
  lane: z.enum(['exploration', 'production']).exactOptional(),
  day: Day.exactOptional(),
  tier: z.enum(['1', '2', '3']).exactOptional().meta({ description: 'Of use cases that have this tier now.' }),
};

const FocusVersion = z.enum(['1.3', '1.2']).default('1.3');
const read = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'control.read', tag: 'Chargeback' } as const;
const write = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'finance', tag: 'Chargeback' } as const;
const month = z.strictObject({ month: Month });

export const CHARGEBACK_ROUTES = {
  readShowback: {
    ...read,
    path: '/chargeback',
    summary: 'What a month, quarter or year comes to, in sum and by team, project, …; the dearest first',
    query: z.strictObject({ period: Period, by: ShowbackGrouping.default('team'), top: Top, ...CHARGE_FILTERS }),
    answer: Showback,
    problems: ['time_range_invalid'],
  },
  readMyShowback: {
    ...read,
    scope: 'any',
    path: '/me/chargeback',
    summary: 'The same of your own calls, and of nobody else’s',
    query: z.strictObject({ period: Period, by: ShowbackGrouping.default('model'), top: Top }),
    answer: Showback,
    problems: ['time_range_invalid', 'rule_broken'],
  },
  listRatedRows: {
    ...read,
    path: '/chargeback/rows',
    summary: 'The rated rows of a period as one JSON line after another: their sums are those of the showback',
    query: z.strictObject({ period: Period, ...CHARGE_FILTERS }),
    answer: RatedRow,
    media: 'application/x-ndjson',
    problems: ['time_range_invalid'],
  },
  listCloses: {
    ...read,
    path: '/chargeback/closes',
    summary: 'Closed months, the newest first',
    answer: z.object({ rows: z.array(ChargeClose) }).meta({ id: 'ChargeCloses' }),
  },
  readClose: {
    ...read,
    path: '/chargeback/closes/{month}',
    summary: 'One closed month, with its lines hashed again',
    params: month,
    answer: CheckedClose,
  },
  closeMonth: {
    ...write,
    path: '/chargeback/closes',
    summary: 'Close a month that is over, for ever: what comes later is charged in a later month',
    body: z.strictObject({ month: Month }).meta({ id: 'ChargeCloseOrder' }),
    answer: ChargeClose,
    problems: ['already_exists', 'rule_broken'],
  },
  postAdjustment: {
    ...write,
    path: '/chargeback/adjustments',
    summary: 'Post an amount about a closed month; it is charged in the open one',
    body: z
      .strictObject({ adjusts: Month, amountNanodollars: SignedNanodollars, reason: OneLine, ...target })
      .meta({ id: 'ChargeAdjustmentOrder' }),
    answer: ChargeAdjustment,
    problems: ['not_found', 'reference_unknown', 'rule_broken'],
  },
  exportFocusCsv: {
    ...read,
    path: '/chargeback/focus.csv',
    summary: 'The rated rows of a period as FOCUS has them, as CSV (RFC 4180); what has no price is left out',
    query: z.strictObject({ period: Period, version: FocusVersion }),
    answer: z.string(),
    media: 'text/csv',
    problems: ['time_range_invalid'],
  },
  exportFocusParquet: {
    ...read,
    path: '/chargeback/focus.parquet',
    summary: 'The same as Parquet, with exact decimals',
    query: z.strictObject({ period: Period, version: FocusVersion }),
    answer: z.string(),
    media: 'application/vnd.apache.parquet',
    problems: ['time_range_invalid'],
  },
  readFocusMetadata: {
    ...read,
    path: '/chargeback/focus/{month}',
    summary: 'What FOCUS wants said beside an export of a month: schema, recency; and what is left out of it',
    params: month,
    query: z.strictObject({ version: FocusVersion }),
    answer: z.record(z.string(), z.unknown()).meta({ id: 'FocusMetadata' }),
  },
} as const;
