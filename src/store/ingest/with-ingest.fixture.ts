import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import type { StoreEngine } from '../../../test/fakes/store-engines.ts';
import type { AuditBody } from '../../domain/audit/chain.ts';
import type { Ingest } from '../journal/journal-batch.ts';
import { createIngest } from './create-ingest.ts';
import { NOON_MS } from './sample-call.fixture.ts';

/** A migrated database of the test's own with an ingest on it, at noon of 15 March 2026. */
export async function withIngest(
  { engine }: { readonly engine: StoreEngine },
  use: (started: { readonly pool: Pool; readonly ingest: Ingest }) => Promise<void>,
): Promise<void> {
  await withTestDatabase(
    ({ pool }) => use({ pool, ingest: createIngest({ pool, clock: { nowMs: () => NOON_MS }, log: () => undefined }) }),
    { engine },
  );
}

/** All that the same lines must leave behind, however they were cut into batches. */
export async function ledgerOf(pool: Pool): Promise<Readonly<Record<string, readonly unknown[]>>> {
  return {
    calls: await rowsOf(pool, 'calls', 'call_id'),
    open: await rowsOf(pool, 'call_open', 'call_id', 'call_id, gateway_id'),
    hourly: await rowsOf(pool, 'usage_hourly', 'hour, model_id, person_id'),
    daily: await rowsOf(pool, 'usage_daily', 'day, model_id, person_id'),
    heads: await rowsOf(pool, 'conversation_head', 'owner, hash', 'owner, hash, task_id'),
    links: await rowsOf(pool, 'task_link', 'owner, task_id', 'owner, task_id, linked_task_id'),
  };
}

async function rowsOf(pool: Pool, table: string, order: string, columns = '*'): Promise<readonly unknown[]> {
  return (await pool.query(`select ${columns} from tokenward.${table} order by ${order}`)).rows;
}

export async function count(pool: Pool, table: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::integer as n from tokenward.${table}`);
  return rows[0]?.n ?? 0;
}

/** The bodies of a type's events, in the order of the chain. */
export async function auditBodies(pool: Pool, type: string): Promise<readonly AuditBody[]> {
  const { rows } = await pool.query<{ body: string }>(
    'select body from tokenward.audit_event where type = $1 order by sequence',
    [type],
  );
  return rows.map(({ body }): AuditBody => JSON.parse(body));
}
