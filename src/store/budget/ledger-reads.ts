import type { AccountKey } from '../../domain/budget/budget-sync.ts';
import type { EntryKind } from '../../domain/budget/ledger.ts';
import type { AccountRow, CountedSuspense, LedgerReads, MetricValue, SuspenseKey } from '../../ports/budget-ledger.ts';
import type { EntryRow } from '../../ports/budget-store.ts';
import type { Queries } from '../control/noun-table.ts';

/** Reads of the ledger by whatever runs the statements: a pool, or the one client of a transaction. Nothing is locked. */
export function ledgerReads(queries: Queries): LedgerReads {
  return {
    accounts: (keys) => readAccounts(queries, keys),
    accountAt: (envelopeId, atMs) => readAccountAt(queries, { envelopeId, atMs }),
    entriesBefore: (account, page) => readEntriesBefore(queries, account, page),
    suspenseAfter: (page) => readSuspenseAfter(queries, page),
    metricValues: (envelopeId, page) => readMetricValues(queries, { envelopeId, ...page }),
  };
}

type AmountColumn = 'amountLimit' | 'spent' | 'held' | 'suspense' | 'capApplied';
type AccountColumns = AccountKey & { readonly periodEndMs: number; readonly closed: boolean } & {
  readonly [Column in AmountColumn]: string;
};

const ACCOUNT_COLUMNS = `a.envelope_id as "envelopeId", a.period_start_ms::float8 as "periodStartMs",
  a.period_end_ms::float8 as "periodEndMs", a.closed, a.cap_applied as "capApplied", a.amount_limit as "amountLimit",
  a.spent, a.held, a.suspense`;

/** Those of the accounts that are there, all as of one moment. */
async function readAccounts(queries: Queries, keys: readonly AccountKey[]): Promise<readonly AccountRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await queries.query<AccountColumns>(
    `select ${ACCOUNT_COLUMNS} from tokenward.budget_account a
     join unnest($1::text[], $2::bigint[]) k (envelope_id, period_start_ms)
       on k.envelope_id = a.envelope_id and k.period_start_ms = a.period_start_ms`,
    [keys.map(({ envelopeId }) => envelopeId), keys.map(({ periodStartMs }) => periodStartMs)],
  );
  return rows.map(fromRowAccount);
}

/** The newest account of the envelope that begins no later; what was closed in favour of another only where no other is. */
async function readAccountAt(
  queries: Queries,
  { envelopeId, atMs }: { readonly envelopeId: string; readonly atMs: number },
): Promise<AccountRow | undefined> {
  const { rows } = await queries.query<AccountColumns>(
    `select ${ACCOUNT_COLUMNS} from tokenward.budget_account a
     where a.envelope_id = $1 and a.period_start_ms <= $2 order by a.closed, a.period_start_ms desc limit 1`,
    [envelopeId, atMs],
  );
  return rows.map(fromRowAccount)[0];
}

function fromRowAccount(row: AccountColumns): AccountRow {
  const { envelopeId, periodStartMs, periodEndMs, closed } = row;
  return {
    ...{ envelopeId, periodStartMs, periodEndMs, closed },
    capApplied: BigInt(row.capApplied),
    balance: {
      limit: BigInt(row.amountLimit),
      spent: BigInt(row.spent),
      held: BigInt(row.held),
      suspense: BigInt(row.suspense),
    },
  };
}

type EntryColumns = Omit<EntryRow, 'id' | 'amount'> & { readonly id: string; readonly amount: string };

/** Entries of one account, newest first; the ledger only grows at its end, so a page never moves. */
async function readEntriesBefore(
  queries: Queries,
  account: AccountKey,
  page: { readonly limit: number; readonly beforeId: bigint | null; readonly kind: EntryKind | null },
): Promise<readonly EntryRow[]> {
  const { rows } = await queries.query<EntryColumns>(
    `select id::text, round(extract(epoch from at) * 1000)::float8 as "atMs", kind, amount, gateway_id as "gatewayId", actor, reason
     from tokenward.budget_entry
     where envelope_id = $1 and period_start_ms = $2 and ($3::bigint is null or id < $3) and ($4::text is null or kind = $4)
     order by budget_entry.id desc limit $5`,
    [account.envelopeId, account.periodStartMs, page.beforeId?.toString() ?? null, page.kind, page.limit],
  );
  return rows.map((row) => ({ ...row, id: BigInt(row.id), amount: BigInt(row.amount) }));
}

/** What is in suspense, in one order that a page can go on from. */
async function readSuspenseAfter(
  queries: Queries,
  page: { readonly limit: number; readonly after: SuspenseKey | null; readonly envelopeId: string | null },
): Promise<readonly CountedSuspense[]> {
  const { limit, after, envelopeId } = page;
  const { rows } = await queries.query<Omit<CountedSuspense, 'amount'> & { readonly amount: string }>(
    `select l.envelope_id as "envelopeId", e.unit, period_start_ms::float8 as "periodStartMs", gateway_id as "gatewayId", epoch,
       outstanding::text as amount, round(extract(epoch from suspense_since) * 1000)::float8 as "sinceMs"
     from tokenward.budget_lease l join tokenward.budget_envelope e on e.id = l.envelope_id
     where state = 'suspense' and outstanding > 0 and ($6::text is null or l.envelope_id = $6)
       and ($2::text is null or (l.envelope_id, period_start_ms, gateway_id, epoch) > ($2, $3::bigint, $4::text, $5::integer))
     order by l.envelope_id, period_start_ms, gateway_id, epoch limit $1`,
    [
      ...[limit, after?.envelopeId ?? null, after?.periodStartMs ?? null, after?.gatewayId ?? null],
      ...[after?.epoch ?? null, envelopeId],
    ],
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

/** Reported values of an envelope, newest first. */
async function readMetricValues(
  queries: Queries,
  page: { readonly envelopeId: string; readonly limit: number; readonly beforeMs: number | null },
): Promise<readonly MetricValue[]> {
  const { rows } = await queries.query<MetricValue>(
    `select round(extract(epoch from at) * 1000)::float8 as "atMs", value, reported_by as "reportedBy"
     from tokenward.budget_metric_value
     where envelope_id = $1 and ($2::float8 is null or at < to_timestamp($2 / 1000.0)) order by at desc limit $3`,
    [page.envelopeId, page.beforeMs, page.limit],
  );
  return rows;
}
