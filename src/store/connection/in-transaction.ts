import type { Pool, PoolClient } from 'pg';

export type TransactionLimits = {
  /** Of each statement, in the server. */
  readonly statementTimeoutMs: number;
  /** Of each wait for a lock, in the server. */
  readonly lockTimeoutMs: number;
  /** Of the whole, here: also where the network swallows everything. The connection is closed then. */
  readonly timeoutMs: number;
  readonly readOnlySnapshot?: boolean;
};

/**
 * Runs `work` in one transaction: committed if it resolves, rolled back if it throws.
 * A connection on which anything failed is closed rather than lent on, so nobody inherits half a transaction.
 */
export async function inTransaction<Result>(
  pool: Pool,
  limits: TransactionLimits,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // The statement that was running tells of a lost connection; without a listener the event would end the process too.
  client.on('error', ignore);
  let overdue: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    overdue = setTimeout(
      () => reject(new Error(`the transaction took longer than ${limits.timeoutMs} ms`)),
      limits.timeoutMs,
    );
  });
  try {
    const result = await Promise.race([runTransaction(client, limits, work), deadline]);
    client.off('error', ignore);
    client.release();
    return result;
  } catch (cause) {
    // Closing rolls back, and also ends a statement that is still running past the deadline.
    client.release(true);
    throw cause;
  } finally {
    clearTimeout(overdue);
  }
}

function ignore(): void {}

async function runTransaction<Result>(
  client: PoolClient,
  limits: TransactionLimits,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  await client.query(beginText(limits));
  const result = await work(client);
  await client.query('commit');
  return result;
}

/** One round trip; `local` settings end with the transaction. */
function beginText({ statementTimeoutMs, lockTimeoutMs, readOnlySnapshot }: TransactionLimits): string {
  const begin = readOnlySnapshot === true ? 'begin isolation level repeatable read read only' : 'begin';
  return (
    `${begin}; set local statement_timeout = ${Math.trunc(statementTimeoutMs)};` +
    ` set local lock_timeout = ${Math.trunc(lockTimeoutMs)}`
  );
}
