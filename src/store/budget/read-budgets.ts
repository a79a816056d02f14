import type { Pool } from 'pg';
import type { AccountKey } from '../../domain/budget/budget-sync.ts';
import type { Balance, EntryKind } from '../../domain/budget/ledger.ts';
import type { EntryRow, SuspenseRow } from '../../ports/budget-store.ts';

/** Where an account stands; undefined where it was never opened. */
export async function readBalance(pool: Pool, account: AccountKey): Promise<Balance | undefined> {
  const { rows } = await pool.query<Record<keyof Balance, string>>(
    `select amount_limit as "limit", spent, held, suspense from tokenward.budget_account
     where envelope_id = $1 and period_start_ms = $2`,
    [account.envelopeId, account.periodStartMs],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    limit: BigInt(row.limit),
    spent: BigInt(row.spent),
    held: BigInt(row.held),
    suspense: BigInt(row.suspense),
  };
}

type LedgerRow = Omit<EntryRow, 'amount' | 'kind'> & { readonly amount: string; readonly kind: EntryKind };

/** All entries of an account in the order in which they were made. */
export async function readEntries(pool: Pool, account: AccountKey): Promise<readonly EntryRow[]> {
  const { rows } = await pool.query<LedgerRow>(
    `select id, round(extract(epoch from at) * 1000)::float8 as "atMs", kind, amount, gateway_id as "gatewayId", actor, reason
     from tokenward.budget_entry where envelope_id = $1 and period_start_ms = $2 order by id`,
    [account.envelopeId, account.periodStartMs],
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

/** What is in suspense, longest first. */
export async function readSuspense(pool: Pool, limit: number): Promise<readonly SuspenseRow[]> {
  const { rows } = await pool.query<Omit<SuspenseRow, 'amount'> & { readonly amount: string }>(
    `select envelope_id as "envelopeId", period_start_ms::float8 as "periodStartMs", gateway_id as "gatewayId", epoch,
       outstanding as amount, round(extract(epoch from suspense_since) * 1000)::float8 as "sinceMs"
     from tokenward.budget_lease where state = 'suspense' and outstanding > 0
     order by suspense_since, envelope_id, period_start_ms, gateway_id, epoch limit $1`,
    [limit],
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}
