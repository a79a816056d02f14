import type { ClientBase, Pool } from 'pg';
import type { UsageFilter, UsageGrouping, UsageGroups, UsageTotals } from '../../ports/usage-store.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import type { BigintColumn } from '../control/column-values.ts';
import { filterConditions, newParameters, type Parameters } from './filter-conditions.ts';
import { planSlices, type Slices, type Span } from './plan-slices.ts';
import { counters, type DimensionColumn } from './usage-columns.ts';

const limits = { statementTimeoutMs: 60_000, lockTimeoutMs: 10_000, timeoutMs: 70_000, readOnlySnapshot: true };

// biome-ignore format: a table is read down
const columnOfGrouping: { readonly [G in Exclude<UsageGrouping, 'day' | 'task'>]: DimensionColumn } = {
  team: 'team_id', project: 'project_id', use_case: 'use_case_id', model: 'model_id', person: 'person_id',
  cost_centre: 'cost_centre', lane: 'lane', upstream: 'upstream_id', key: 'key_id',
};

/** The sums of a filter. */
export async function readTotals(pool: Pool, filter: UsageFilter): Promise<UsageTotals> {
  const [row] = await readSums(pool, filter, { group: () => 'null::text', byTask: false, order: '"group"', limit: 1 });
  return row === undefined ? NO_USAGE : fromRowTotals(row);
}

/** The sums of a filter by group: days in their order, everything else by cost, the dearest first; what is beyond the limit together. */
export async function readGroups(
  pool: Pool,
  filter: UsageFilter,
  { by, limit }: { readonly by: UsageGrouping; readonly limit: number },
): Promise<UsageGroups> {
  const found = await readSums(pool, filter, {
    group: groupOf(by),
    byTask: by === 'task',
    order: by === 'day' ? '"group"' : 'cost_nanodollars desc, calls desc, "group"',
    limit,
  });
  const rows = found.filter(({ place }) => Number(place) <= limit);
  const rest = found.find(({ place }) => Number(place) > limit);
  return {
    rows: rows.map((row) => ({ group: row.group, ...fromRowTotals(row) })),
    other: rest === undefined ? null : { groups: Number(rest.groups), ...fromRowTotals(rest) },
  };
}

/** How a row's group is read; `day` is how its day is. */
function groupOf(by: UsageGrouping): Sums['group'] {
  if (by === 'day') return (day) => `to_char(${day}, 'YYYY-MM-DD')`;
  return () => (by === 'task' ? 'task_id' : columnOfGrouping[by]);
}

type Sums = {
  readonly group: (day: string) => string;
  readonly byTask: boolean;
  readonly order: string;
  readonly limit: number;
};

/** All parts of the answer see one state of the store, so that a call just recorded is counted in all of them or in none. */
async function readSums(pool: Pool, filter: UsageFilter, sums: Sums): Promise<readonly SumsRow[]> {
  return inTransaction(pool, limits, async (client) => {
    const slices: Slices =
      filter.taskId === undefined && !sums.byTask
        ? planSlices(filter, { hourlyFromMs: await readHourlyFloor(client) })
        : { daily: [], hourly: [], raw: [{ fromMs: filter.fromMs, toMs: filter.toMs }] };
    return selectSums(client, { filter, slices, sums });
  });
}

/** From when on the hourly sums are whole. */
async function readHourlyFloor(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ floor_ms: number | null }>(
    `select case when isfinite(hourly_from) then (extract(epoch from hourly_from) * 1000)::float8 end as floor_ms
     from tokenward.usage_hourly_floor`,
  );
  return rows[0]?.floor_ms ?? Number.NEGATIVE_INFINITY;
}

type SumsRow = {
  readonly group: string | null;
  readonly place: BigintColumn;
  readonly groups: BigintColumn;
  readonly calls: BigintColumn;
  readonly calls_refused: BigintColumn;
  readonly calls_failed: BigintColumn;
  readonly calls_estimated: BigintColumn;
  readonly calls_unpriced: BigintColumn;
  readonly input_uncached_tokens: string;
  readonly input_cache_read_tokens: string;
  readonly input_cache_write_5m_tokens: string;
  readonly input_cache_write_1h_tokens: string;
  readonly input_cache_write_unknown_tokens: string;
  readonly output_visible_tokens: string;
  readonly output_reasoning_tokens: string;
  readonly cost_nanodollars: string;
};

/** Adds up the slices, each from the table that knows it. Groups without a call are not there; those beyond the limit are one row. */
async function selectSums(
  client: ClientBase,
  { filter, slices, sums }: { readonly filter: UsageFilter; readonly slices: Slices; readonly sums: Sums },
): Promise<readonly SumsRow[]> {
  const parameters = newParameters();
  const conditions = filterConditions(filter, parameters);
  const sources = [
    ...slices.daily.map((span) => ({ table: 'usage_daily', ...dailyTime(span, parameters) }) as const),
    ...slices.hourly.map((span) => ({ table: 'usage_hourly', ...time('hour', span, parameters) }) as const),
    ...slices.raw.map((span) => ({ table: 'calls', ...time('admitted_at', span, parameters) }) as const),
  ].map((one) => source(one, { conditions, group: sums.group }));
  if (sources.length === 0) return [];
  const summed = counters.map(({ column }) => `sum(${column}) as ${column}`).join(', ');
  const { rows } = await client.query<SumsRow>(
    `with grouped as (
       select "group", ${summed} from (${sources.join(' union all ')}) as part group by 1 having sum(calls) > 0),
     placed as (select *, row_number() over (order by ${sums.order}) as row_place from grouped)
     select min("group") as "group", least(row_place, ${parameters.place(sums.limit)}::bigint + 1) as place, count(*) as groups, ${summed}
     from placed group by 2 order by 2`,
    [...parameters.values],
  );
  return rows;
}

type Source = { readonly table: 'usage_daily' | 'usage_hourly' | 'calls'; readonly day: string; readonly when: string };

/** The sums of one table, by the group alone that is asked for. */
function source(
  { table, day, when }: Source,
  { conditions, group }: { readonly conditions: readonly string[]; readonly group: Sums['group'] },
): string {
  const summed = counters.map(({ column, fromCalls }) =>
    table === 'calls' ? `${fromCalls} as ${column}` : `sum(${column}) as ${column}`,
  );
  return `select ${group(day)} as "group", ${summed.join(', ')} from tokenward.${table}
    where ${[when, ...conditions].join(' and ')} group by 1`;
}

function time(column: string, { fromMs, toMs }: Span, { place }: Parameters): Omit<Source, 'table'> {
  return {
    day: `(${column} at time zone 'UTC')::date`,
    when: `${column} >= to_timestamp(${place(fromMs)}::float8 / 1000) and ${column} < to_timestamp(${place(toMs)}::float8 / 1000)`,
  };
}

function dailyTime({ fromMs, toMs }: Span, { place }: Parameters): Omit<Source, 'table'> {
  const dayOf = (atMs: number): string => `(to_timestamp(${place(atMs)}::float8 / 1000) at time zone 'UTC')::date`;
  return { day: 'day', when: `day >= ${dayOf(fromMs)} and day < ${dayOf(toMs)}` };
}

const NO_USAGE: UsageTotals = {
  calls: 0,
  callsRefused: 0,
  callsFailed: 0,
  callsEstimated: 0,
  callsUnpriced: 0,
  inputUncachedTokens: 0,
  inputCacheReadTokens: 0,
  inputCacheWriteTokens: 0,
  outputVisibleTokens: 0,
  outputReasoningTokens: 0,
  costNanodollars: '0',
};

function fromRowTotals(row: SumsRow): UsageTotals {
  return {
    calls: Number(row.calls),
    callsRefused: Number(row.calls_refused),
    callsFailed: Number(row.calls_failed),
    callsEstimated: Number(row.calls_estimated),
    callsUnpriced: Number(row.calls_unpriced),
    inputUncachedTokens: Number(row.input_uncached_tokens),
    inputCacheReadTokens: Number(row.input_cache_read_tokens),
    inputCacheWriteTokens:
      Number(row.input_cache_write_5m_tokens) +
      Number(row.input_cache_write_1h_tokens) +
      Number(row.input_cache_write_unknown_tokens),
    outputVisibleTokens: Number(row.output_visible_tokens),
    outputReasoningTokens: Number(row.output_reasoning_tokens),
    costNanodollars: row.cost_nanodollars,
  };
}
