import { z } from 'zod';
import { Call, OpenCall } from './calls.ts';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery, WITHHELD } from './row-routes.ts';
import { CostCentreCode, ModelName, Moment, OneLine, Slug, Uuid } from './wire-values.ts';

export const UsageGrouping = z.enum([
  'day',
  'team',
  'project',
  'use_case',
  'model',
  'person',
  'cost_centre',
  'lane',
  'upstream',
  'key',
  'task',
]);

export const RANGE = {
  from: Moment.exactOptional().meta({ description: 'Inclusive. 30 days before `to` unless named.' }),
  to: Moment.exactOptional().meta({ description: 'Exclusive. Now unless named.' }),
};

export const USAGE_FILTERS = {
  ...RANGE,
  teamId: Slug.exactOptional(),
  projectId: Slug.exactOptional(),
  useCaseId: Slug.exactOptional(),
  modelId: ModelName.exactOptional(),
  personId: Slug.exactOptional(),
  keyId: Uuid.exactOptional(),
  taskId: OneLine.exactOptional(),
  costCentre: CostCentreCode.exactOptional(),
  lane: z.enum(['exploration', 'production']).exactOptional(),
  tier: z.enum(['1', '2', '3']).exactOptional().meta({ description: 'Of use cases that have this tier now.' }),
};

/** Beside those of sums: the calls that one of their counters counts. */
export const CALL_FILTERS = {
  ...USAGE_FILTERS,
  only: z.enum(['refused', 'failed', 'estimated', 'unpriced', 'charged']).exactOptional().meta({
    description:
      'Those alone that `callsRefused`, `callsFailed`, … of the sums count; `charged`: that the showback counts.',
  }),
};

const count = z.number();

const totals = {
  calls: count,
  callsRefused: count,
  callsFailed: count,
  callsEstimated: count.meta({ description: 'Calls whose tokens were reckoned, not said by the vendor.' }),
  callsUnpriced: count.meta({ description: 'Calls whose cost is not known and not in the sum.' }),
  inputUncachedTokens: count,
  inputCacheReadTokens: count,
  inputCacheWriteTokens: count,
  outputVisibleTokens: count,
  outputReasoningTokens: count,
  costNanodollars: z.string(),
};

/** Sums over settled calls of the range. */
export const UsageTotals = z.object({ from: Moment, to: Moment, ...totals }).meta({ id: 'UsageTotals' });

const UsageRow = z
  .object({ group: z.string().nullable().meta({ description: 'Null: the calls that have none.' }), ...totals })
  .meta({ id: 'UsageRow' });

const OtherUsage = z
  .object({ groups: count.meta({ description: 'How many groups it is.' }), ...totals })
  .meta({ id: 'OtherUsage' });

const UsageGroups = z
  .object({
    from: Moment,
    to: Moment,
    by: UsageGrouping,
    rows: z.array(UsageRow),
    other: OtherUsage.nullable().meta({
      description: 'What all groups beyond the limit come to; with it the rows are the totals. Null: none is.',
    }),
  })
  .meta({ id: 'UsageGroups' });

const Limit = z.coerce.number<number | string>().int().min(1).max(500).default(100);
const at = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'control.read', tag: 'Usage' } as const;

export const USAGE_ROUTES = {
  readUsage: {
    ...at,
    path: '/usage',
    summary: 'Sums over the calls of a time range',
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
    query: z.strictObject(USAGE_FILTERS),
    answer: UsageTotals.extend(WITHHELD),
  },
  readUsageGroups: {
    ...at,
    path: '/usage/groups',
    summary:
      'The same sums, one row for each team, model, day, …; dearest first, days in order. By task the calls themselves are read',
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
    query: z.strictObject({ ...USAGE_FILTERS, by: UsageGrouping, limit: Limit }),
    answer: UsageGroups.extend(WITHHELD).extend(NAMES),
  },
  listCalls: {
    ...at,
    path: '/calls',
    summary: 'Settled calls, newest first',
    query: pageQuery(CALL_FILTERS),
    answer: pageOf(Call).extend(NAMES),
  },
  listOpenCalls: {
    ...at,
    path: '/calls/open',
    summary: 'Calls that were let through and are not yet settled in the store',
    query: z.strictObject({ limit: Limit }),
    answer: z.object({ rows: z.array(OpenCall), ...NAMES }).meta({ id: 'OpenCalls' }),
  },
  readCall: {
    ...at,
    path: '/calls/{id}',
    summary: 'Read one settled call',
    params: z.strictObject({ id: OneLine }),
    answer: Call.extend(NAMES),
  },
} as const;
