import { counters, dimensionColumns } from './usage-columns.ts';

/** A table of sums by period and all dimensions, and how a call's period is read from its admission. */
export type SumTable = { readonly table: string; readonly period: string; readonly expression: string };

// biome-ignore format: a table is read down
export const SUM_TABLES = {
  hourly: { table: 'usage_hourly', period: 'hour', expression: `date_trunc('hour', admitted_at, 'UTC')` },
  daily:  { table: 'usage_daily',  period: 'day',  expression: `(admitted_at at time zone 'UTC')::date` },
} as const satisfies Readonly<Record<string, SumTable>>;

/** Adds calls, rows of `from`, to the sums of each period; rows are touched in the order of their key. */
export function addToSums({ table, period, expression }: SumTable, from: string): string {
  const names = counters.map(({ column }) => column);
  return `
  insert into tokenward.${table} as kept (${period}, ${dimensionColumns.join(', ')}, ${names.join(', ')})
  select ${expression}, ${dimensionColumns.join(', ')}, ${counters.map(({ fromCalls }) => fromCalls).join(', ')}
  from ${from}
  group by 1, ${dimensionColumns.join(', ')}
  order by 1, ${dimensionColumns.join(', ')}
  on conflict on constraint ${table}_key do update
  set ${names.map((name) => `${name} = kept.${name} + excluded.${name}`).join(', ')}
`;
}
