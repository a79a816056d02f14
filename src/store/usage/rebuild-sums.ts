import type { ClientBase } from 'pg';
import { AGREED, addToChargeSums } from '../chargeback/charge-sums.ts';
import type { Span } from './plan-slices.ts';
import { addToSums, SUM_TABLES } from './sum-statement.ts';

type Part = { readonly table: string; readonly column: string; readonly insert: (calls: string) => string };

// biome-ignore format: a table is read down
const PARTS: readonly Part[] = [
  { table: 'usage_hourly',  column: 'hour', insert: (calls) => addToSums(SUM_TABLES.hourly, `(${calls} and admitted_at >= (${KEPT_FROM})) as ledger`) },
  { table: 'usage_daily',   column: 'day',  insert: (calls) => addToSums(SUM_TABLES.daily, `(${calls}) as ledger`) },
  { table: 'charge_hourly', column: 'hour', insert: (calls) => `with ${AGREED} ${addToChargeSums(`(${calls}) as ledger`)}` },
];
const KEPT_FROM = 'select hourly_from from tokenward.usage_hourly_floor';

/**
 * Makes the sums of whole UTC days anew from the ledger, within the caller's transaction. Whoever takes in calls meanwhile waits;
 * readers go on with what was until the transaction ends.
 */
export async function rebuildSums(client: ClientBase, span: Span): Promise<void> {
  for (const part of PARTS) {
    await lockSums(client, part);
    await forgetSums(client, part, span);
    await addLedger(client, part, span);
  }
}

/** Until the transaction ends, against those that write. */
async function lockSums(client: ClientBase, { table }: Part): Promise<void> {
  await client.query(`lock table tokenward.${table} in share row exclusive mode`);
}

/** All that lies in the span; a day is read as its midnight in UTC. */
async function forgetSums(client: ClientBase, { table, column }: Part, { fromMs, toMs }: Span): Promise<void> {
  const moment = (place: string) =>
    column === 'day' ? `(${place}::timestamptz at time zone 'UTC')::date` : `${place}::timestamptz`;
  await client.query(
    `delete from tokenward.${table} where ${column} >= ${moment('$1')} and ${column} < ${moment('$2')}`,
    [new Date(fromMs), new Date(toMs)],
  );
}

/** Each call of the span once; of hours those alone that are kept. */
async function addLedger(client: ClientBase, { insert }: Part, { fromMs, toMs }: Span): Promise<void> {
  const calls = 'select * from tokenward.calls where admitted_at >= $1::timestamptz and admitted_at < $2::timestamptz';
  await client.query(insert(calls), [new Date(fromMs), new Date(toMs)]);
}
