import type { Pool } from 'pg';
import type { EnvelopeScope } from '../../domain/budget/envelope.ts';
import type { EnvelopeSlice, ForesightStore, SpendSlice } from '../../ports/foresight-store.ts';
import { newParameters } from '../usage/filter-conditions.ts';

/** What forecasts and alerts read of the ledger of budgets. */
export function createForesightStore({ pool }: { readonly pool: Pool }): ForesightStore {
  return {
    spendSince: (envelopeId, fromMs, fine) => readSpend(pool, { envelopeId, fromMs, fine }),
    recentSpend: (fromMs) => readRecentSpend(pool, fromMs),
    callersOf: (scope, since) => readCallers(pool, scope, since),
  };
}

type Spent = {
  readonly envelopeId: string;
  readonly fromMs: number;
  readonly fine: { readonly fromMs: number; readonly timeZone: string };
};

/** By the primary key, oldest first; accounts of one moment are summed, and days that are long over. */
async function readSpend(pool: Pool, { envelopeId, fromMs, fine }: Spent): Promise<readonly SpendSlice[]> {
  const { rows } = await pool.query<SpendSlice>(
    `select (extract(epoch from slice) * 1000)::float8 as "atMs", sum(amount)::float8 as amount
     from (select amount, case when at >= date_trunc('day', $3::timestamptz, $4) then at
         else greatest(date_trunc('day', at, $4), $2::timestamptz) end as slice
       from tokenward.budget_spend where envelope_id = $1 and at >= $2::timestamptz) as spent
     group by slice order by slice`,
    [envelopeId, new Date(fromMs), new Date(fine.fromMs), fine.timeZone],
  );
  return rows;
}

/** Of all envelopes; the block index on time keeps it to the last hours, however much there is. */
async function readRecentSpend(pool: Pool, fromMs: number): Promise<readonly EnvelopeSlice[]> {
  const { rows } = await pool.query<EnvelopeSlice>(
    `select envelope_id as "envelopeId", period_start_ms::float8 as "periodStartMs",
       (extract(epoch from at) * 1000)::float8 as "atMs", amount::float8 as amount from tokenward.budget_spend
     where at >= to_timestamp($1::float8 / 1000) order by at, envelope_id, period_start_ms`,
    [fromMs],
  );
  return rows;
}

/** By cost, those with the most first. Hourly sums know no tags, so a scope with one has no callers here. */
async function readCallers(
  pool: Pool,
  scope: EnvelopeScope,
  { fromMs, limit }: { readonly fromMs: number; readonly limit: number },
): Promise<readonly string[]> {
  if (scope.tag !== undefined) return [];
  const { place, values } = newParameters();
  const members = [
    ['team_id', scope.teamId],
    ['project_id', scope.projectId],
    ['use_case_id', scope.useCaseId],
    ['person_id', scope.personId],
    ['lane', scope.lane],
  ] as const;
  const from = `hour >= date_trunc('hour', to_timestamp(${place(fromMs)}::float8 / 1000))`;
  const conditions = members.flatMap(([column, value]) => (value === undefined ? [] : [`${column} = ${place(value)}`]));
  const { rows } = await pool.query<{ readonly personId: string }>(
    `select person_id as "personId" from tokenward.usage_hourly
     where ${[from, 'person_id is not null', ...conditions].join(' and ')}
     group by person_id order by sum(cost_nanodollars) desc, person_id limit ${place(limit)}`,
    [...values],
  );
  return rows.map(({ personId }) => personId);
}
