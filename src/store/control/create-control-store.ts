import type { Pool } from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { ControlStore } from '../../ports/control-store.ts';
import { ledgerReads } from '../budget/ledger-reads.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import { outcomeReads } from '../outcome/outcome-reads.ts';
import { claimIdempotencyKey, releaseIdempotencyKey, rememberAnswer } from './idempotency-key.ts';
import { nounTables } from './noun-tables.ts';
import { lockSnapshotVersion } from './snapshot-version.ts';
import { openWriteUnit } from './write-unit.ts';

export type ControlStoreOptions = {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Of one write, from its first statement to its commit. */
  readonly timeoutMs?: number;
};

/** The control plane's rows on PostgreSQL. Each write is one transaction with its audit events and its snapshot version. */
export function createControlStore({ pool, clock, timeoutMs = 30_000 }: ControlStoreOptions): ControlStore {
  const limits = { statementTimeoutMs: timeoutMs, lockTimeoutMs: timeoutMs, timeoutMs };
  return {
    get: (noun, id) => nounTables[noun].get(pool, id),
    list: (noun, page) => nounTables[noun].list(pool, page),
    ledger: ledgerReads(pool),
    outcomes: outcomeReads(pool),
    write: (actor, work) =>
      inTransaction(pool, limits, async (client) => {
        await lockSnapshotVersion(client);
        const { unit, appendAudited } = openWriteUnit({ client, actor, nowMs: clock.nowMs() });
        const result = await work(unit);
        await appendAudited();
        return result;
      }),
    claimIdempotencyKey: (claim) => claimIdempotencyKey(pool, claim),
    rememberAnswer: (answer) => rememberAnswer(pool, answer),
    releaseIdempotencyKey: (claim) => releaseIdempotencyKey(pool, claim),
  };
}
