import type { Pool } from 'pg';
import type { EnvelopeScope } from '../../domain/budget/envelope.ts';
import type { EnvelopeSlice, ForesightStore, RunningAccount, SpendSlice } from '../../ports/foresight-store.ts';
import { readActiveEnvelopes } from '../budget/read-envelopes.ts';
import { newParameters } from '../usage/filter-conditions.ts';

/** What forecasts and alerts read of the ledger of budgets. */
export function createForesightStore({ pool }: { readonly pool: Pool }): ForesightStore {
  return {
    envelopes: () => readActiveEnvelopes(pool),
    runningAccounts: (nowMs) => readRunningAccounts(pool, nowMs),
    spendSince: (envelopeId, fromMs) => readSpend(pool, { envelopeId, fromMs }),
    recentSpend: (fromMs) => readRecentSpend(pool, fromMs),
    firstSpendAtMs: (envelopeId) => readFirstSpend(pool, envelopeId),
    callersOf: (scope, since) => readCallers(pool, scope, since),
  };
}

type AccountRow = {
  readonly envelopeId: string;
  readonly periodStartMs: number;
  readonly periodEndMs: number;
} & Readonly<Record<'limit' | 'spent' | 'held' | 'suspense', string>>;

/** Accounts that are open and whose period holds the moment; a cap that was changed counts before the account was touched again. */
async function readRunningAccounts(pool: Pool, nowMs: number): Promise<readonly RunningAccount[]> {
  const { rows } = await pool.query<AccountRow>(
    `select a.envelope_id as "envelopeId", a.period_start_ms::float8 as "periodStartMs", a.period_end_ms::float8 as "periodEndMs",
       (a.amount_limit + e.hard_cap - a.cap_applied)::text as "limit", a.spent::text, a.held::text, a.suspense::text
     from tokenward.budget_account a join tokenward.budget_envelope e on e.id = a.envelope_id and e.status = 'active'
     where not a.closed and a.period_start_ms <= $1 and a.period_end_ms > $1
     order by a.envelope_id collate "C", a.period_start_ms`,
    [Math.floor(nowMs)],
  );
  return rows.map(({ limit, spent, held, suspense, ...row }) => ({
    ...row,
    limit: BigInt(limit),
    spent: BigInt(spent),
    held: BigInt(held),
    suspense: BigInt(suspense),
  }));
}

/** By the primary key, oldest first; accounts of one moment are summed. */
async function readSpend(
  pool: Pool,
  { envelopeId, fromMs }: { readonly envelopeId: string; readonly fromMs: number },
): Promise<readonly SpendSlice[]> {
  const { rows } = await pool.query<SpendSlice>(
    `select (extract(epoch from at) * 1000)::float8 as "atMs", sum(amount)::float8 as amount from tokenward.budget_spend
     where envelope_id = $1 and at >= to_timestamp($2::float8 / 1000) group by at order by at`,
    [envelopeId, fromMs],
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

/** The first row by the primary key. */
async function readFirstSpend(pool: Pool, envelopeId: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ readonly atMs: number }>(
    `select (extract(epoch from at) * 1000)::float8 as "atMs" from tokenward.budget_spend
     where envelope_id = $1 order by at limit 1`,
    [envelopeId],
  );
  return rows[0]?.atMs;
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
