import type { Pool, PoolClient } from 'pg';
import { type AccountKey, type BudgetReply, type LeaseTarget, nameAccount } from '../../domain/budget/budget-sync.ts';
import type { BudgetStore, GatewayLife } from '../../ports/budget-store.ts';
import { inTransaction, type TransactionLimits } from '../connection/in-transaction.ts';
import { fromRowReply, type ReplyRow, toRowSync } from './budget-wire.ts';
import { readBalance, readEntries, readSuspense } from './read-budgets.ts';

export type BudgetStoreOptions = {
  readonly pool: Pool;
  /** How long a lease is good after each message. */
  readonly leaseMs: number;
  readonly limits?: TransactionLimits;
};

/** A message that waits for longer than this is as good as lost: the gateway tells all of it again. */
const LIMITS: TransactionLimits = { statementTimeoutMs: 3_000, lockTimeoutMs: 2_000, timeoutMs: 4_000 };
/** Accounts that are known to be open; beyond that all are asked for again. */
const OPENED_MAX = 50_000;

/** Envelopes on PostgreSQL. The decisions about money are SQL functions of migration 0010: one transaction, one round trip. */
export function createBudgetStore({ pool, leaseMs, limits = LIMITS }: BudgetStoreOptions): BudgetStore {
  const opened = new Set<string>();
  const write = <Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> =>
    inTransaction(pool, limits, work);

  /** Each account in a transaction of its own, so that nobody holds one while waiting for another. */
  async function openMissing(targets: readonly LeaseTarget[]): Promise<void> {
    if (opened.size > OPENED_MAX) opened.clear();
    for (const target of targets) {
      if (opened.has(nameAccount(target))) continue;
      if (await write((client) => openAccount(client, target))) opened.add(nameAccount(target));
    }
  }

  /** Without the message itself: its settlements would be kept until the store has answered. */
  async function tell(message: string, targets: readonly LeaseTarget[]): Promise<BudgetReply> {
    await openMissing(targets);
    return fromRowReply(await syncGateway(pool, message, { leaseMs, limits }));
  }

  return {
    register: (gatewayId) => write(async (client) => ({ epoch: await beginEpoch(client, gatewayId) })),
    sync: (message) => tell(toRowSync(message), message.targets),
    expireLeases: () => write((client) => expireLeases(client)),
    closeEarlierEpochs: (life) => write((client) => closeEarlier(client, life)),
    prune: (limit) => write((client) => pruneSettlements(client, limit)),
    suspense: (limit) => readSuspense(pool, limit),
    resolveSuspense: ({ envelopeId, periodStartMs, gatewayId, epoch }, spent, { actor, reason }) =>
      write((client) =>
        ask(client, 'tokenward.budget_resolve($1, $2, $3, $4, $5, $6, $7)', [
          ...[envelopeId, periodStartMs, gatewayId, epoch],
          ...[spent.toString(), actor, reason],
        ]),
      ),
    adjust: ({ envelopeId, periodStartMs }, amount, { actor, reason }) =>
      write((client) =>
        ask(client, 'tokenward.budget_adjust($1, $2, $3, $4, $5)', [
          ...[envelopeId, periodStartMs, amount.toString(), actor, reason],
        ]),
      ),
    transfer: ({ from, to }, amount, { actor, reason }) =>
      write((client) =>
        ask(client, 'tokenward.budget_transfer($1, $2, $3, $4, $5, $6, $7)', [
          ...[from.envelopeId, from.periodStartMs, to.envelopeId, to.periodStartMs],
          ...[amount.toString(), actor, reason],
        ]),
      ),
    balance: (account: AccountKey) => readBalance(pool, account),
    entries: (account: AccountKey) => readEntries(pool, account),
  };
}

/** The next life of a gateway; of two that begin at once each has its own, and the later one fences the other. */
async function beginEpoch(client: PoolClient, gatewayId: string): Promise<number> {
  const { rows } = await client.query<{ epoch: number }>(
    `insert into tokenward.budget_gateway (id, epoch, sequence) values ($1, 1, 0)
     on conflict (id) do update set epoch = budget_gateway.epoch + 1, sequence = 0 returning epoch`,
    [gatewayId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the gateway was not registered');
  return row.epoch;
}

/** Once for each account, whoever comes first; the others wait and find it open. False while its envelope is not active. */
function openAccount(client: PoolClient, { envelopeId, periodStartMs, periodEndMs }: LeaseTarget): Promise<boolean> {
  return ask(client, 'tokenward.budget_open($1, $2, $3)', [envelopeId, periodStartMs, periodEndMs]);
}

/**
 * All of the message or none of it; accounts are locked by envelope and period, leases after them. One statement that is its
 * own transaction: whoever waits for a hot account waits for no round trip of others.
 */
async function syncGateway(
  pool: Pool,
  message: string,
  { leaseMs, limits }: { readonly leaseMs: number; readonly limits: TransactionLimits },
): Promise<ReplyRow> {
  const query = {
    text: 'select tokenward.budget_sync($1::jsonb, $2, $3) as reply',
    values: [message, leaseMs, limits.lockTimeoutMs],
    query_timeout: limits.timeoutMs,
  };
  const { rows } = await pool.query<{ reply: ReplyRow }>(query);
  const [row] = rows;
  if (row === undefined) throw new Error('the store gave no reply');
  return row.reply;
}

/** By the store's clock alone; a lease that is renewed meanwhile is left. */
async function expireLeases(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ many: number }>('select tokenward.budget_expire_leases() as many');
  return rows[0]?.many ?? 0;
}

/** Only what the ledger of calls has too: the journal is compared with that before it settles. */
async function pruneSettlements(client: PoolClient, limit: number): Promise<number> {
  const { rows } = await client.query<{ many: number }>("select tokenward.budget_prune(interval '1 day', $1) as many", [
    limit,
  ]);
  return rows[0]?.many ?? 0;
}

/** Leases of earlier epochs alone, each once. */
async function closeEarlier(client: PoolClient, { gatewayId, epoch, firstEpoch = 1 }: GatewayLife): Promise<number> {
  const { rows } = await client.query<{ many: number }>('select tokenward.budget_close_earlier($1, $2, $3) as many', [
    gatewayId,
    firstEpoch,
    epoch,
  ]);
  return rows[0]?.many ?? 0;
}

/** A function of the store that says whether it did what was asked; all of it or nothing. */
async function ask(client: PoolClient, call: string, values: readonly unknown[]): Promise<boolean> {
  const { rows } = await client.query<{ done: boolean }>(`select ${call} as done`, [...values]);
  return rows[0]?.done ?? false;
}
