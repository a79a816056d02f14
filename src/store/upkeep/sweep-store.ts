import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '../connection/in-transaction.ts';
import { ensureCallsPartitions, monthStartsAround } from '../ingest/ensure-calls-partitions.ts';
import { sweepNotices } from './sweep-notices.ts';
import { sweepSignIn } from './sweep-sign-in.ts';
import { sweepSources } from './sweep-sources.ts';
import { sweepSpend } from './sweep-spend.ts';
import { sweepTasks } from './sweep-tasks.ts';

const limits = { statementTimeoutMs: 120_000, lockTimeoutMs: 10_000, timeoutMs: 150_000 };

/**
 * Forgets what has served its time and makes the partitions that are coming. May run on every gateway, at any interval,
 * or not at all: no answer depends on it. What time it is says the server, so that gateways need not agree.
 */
export async function sweepStore({ pool }: { readonly pool: Pool }): Promise<void> {
  await forgetIdempotencyKeys(pool);
  await forgetConversations(pool);
  await forgetTaskLinks(pool);
  await sweepSpend(pool);
  await sweepNotices(pool);
  await sweepTasks(pool);
  await sweepSources(pool);
  await sweepSignIn(pool);
  await forgetComparisons(pool);
  await inTransaction(pool, limits, async (client) => {
    await raiseHourlyFloor(client);
    await forgetHours(client);
  });
  await ensureCallsPartitions(pool, monthStartsAround(await readServerTime(pool)));
}

/** An hour later than they stop counting. */
async function forgetIdempotencyKeys(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.idempotency_key where claimed_at < now() - interval '25 hours'`);
}

/** A conversation that rested for a week begins a new task when it comes through another gateway. */
async function forgetConversations(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.conversation_head where seen_at < now() - interval '7 days'`);
}

/** Kept longer than the conversations: a gateway may hold on to its own name of a task for as long as it runs. */
async function forgetTaskLinks(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.task_link where seen_at < now() - interval '30 days'`);
}

/** A curve is made of the newest; reports of a year can still be told. */
async function forgetComparisons(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.route_comparison where compared_at < now() - interval '400 days'`);
}

/** Never falls: hours that were forgotten do not come back. Readers see it together with the rows that are gone. */
async function raiseHourlyFloor(client: ClientBase): Promise<void> {
  await client.query(
    `update tokenward.usage_hourly_floor
     set hourly_from = greatest(hourly_from, date_trunc('hour', now() - interval '14 days', 'UTC'))`,
  );
}

/** Below the floor nobody reads. */
async function forgetHours(client: ClientBase): Promise<void> {
  await client.query(
    'delete from tokenward.usage_hourly where hour < (select hourly_from from tokenward.usage_hourly_floor)',
  );
}

async function readServerTime(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ now_ms: number }>('select (extract(epoch from now()) * 1000)::float8 as now_ms');
  return rows[0]?.now_ms ?? 0;
}
