import { setTimeout as pause } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import type { DataClass } from '../../domain/detection/data-class.ts';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { DestroyedContent } from '../../ports/content-store.ts';
import { deleteAnswersOfOwner } from '../caching/create-cached-answers-desk.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import { forgetOwner } from '../similarity/forget-fingerprints.ts';
import { isHeld } from './scope-condition.ts';
import { type OwnerColumns, toRowOwner } from './subject-keys.ts';

const limits = { statementTimeoutMs: 120_000, lockTimeoutMs: 30_000, timeoutMs: 150_000 };
const KEY_TABLES = ['content_key', 'content_subject_key'] as const;

/** Destroys all that an owner wrote before a moment but what is held; their key goes with the last record. */
export function destroyOwner(pool: Pool, owner: KeyOwner, beforeMs: number): Promise<DestroyedContent> {
  const columns = toRowOwner(owner);
  const before = new Date(beforeMs);
  return inTransaction(pool, limits, async (client) => {
    // Waits for gateways that are writing with this key; who comes later makes another.
    const keyId = await lockSubjectKey(client, columns);
    await deleteAnswersOfOwner(client, columns);
    await forgetOwner(client, columns);
    const destroyed = await deleteOfOwner(client, columns, before);
    const held = await countOfOwner(client, columns, before);
    const left = await countOfOwner(client, columns, null);
    // Only the key that was locked: one that is being made at this moment has records that are not seen here.
    if (left === 0 && keyId !== undefined) await deleteSubjectKey(client, keyId);
    return { destroyed, held };
  });
}

/** Holds the key against everybody until the transaction ends. */
async function lockSubjectKey(client: ClientBase, { kind, ownerId }: OwnerColumns): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    'select id from tokenward.content_subject_key where owner_kind = $1 and owner_id = $2 for update',
    [kind, ownerId],
  );
  return rows[0]?.id;
}

/** With their data keys (the tables' own rule); what is held stays. */
async function deleteOfOwner(client: ClientBase, { kind, ownerId }: OwnerColumns, before: Date): Promise<number> {
  const { rowCount } = await client.query(
    `delete from tokenward.content_record record where owner_kind = $1 and owner_id = $2 and at < $3 and not ${isHeld}`,
    [kind, ownerId, before],
  );
  return rowCount ?? 0;
}

/** What is left of an owner from before a moment, or at all. */
async function countOfOwner(client: ClientBase, { kind, ownerId }: OwnerColumns, before: Date | null): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::integer as n from tokenward.content_record
     where owner_kind = $1 and owner_id = $2 and ($3::timestamptz is null or at < $3)`,
    [kind, ownerId, before],
  );
  return rows[0]?.n ?? 0;
}

/** Every data key that it wraps is of no use from here on, wherever copies of it lie. */
async function deleteSubjectKey(client: ClientBase, keyId: string): Promise<void> {
  await client.query('delete from tokenward.content_subject_key where id = $1', [keyId]);
}

/** Destroys what of a use case and class is older and not held. */
export async function destroyOlder(
  pool: Pool,
  than: { readonly useCaseId: string; readonly dataClass: DataClass; readonly beforeMs: number },
): Promise<DestroyedContent> {
  const values = [than.useCaseId, than.dataClass, new Date(than.beforeMs)];
  const destroyed = await deleteOlder(pool, values);
  return { destroyed, held: await countOlder(pool, values) };
}

/** With their data keys (the tables' own rule). */
async function deleteOlder(pool: Pool, values: readonly unknown[]): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from tokenward.content_record record
     where use_case_id = $1 and data_class = $2 and at < $3 and not ${isHeld}`,
    [...values],
  );
  return rowCount ?? 0;
}

/** What is too old and still there, since a hold keeps it. */
async function countOlder(pool: Pool, values: readonly unknown[]): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::integer as n from tokenward.content_record
     where use_case_id = $1 and data_class = $2 and at < $3`,
    [...values],
  );
  return rows[0]?.n ?? 0;
}

/** How often a table is written anew until nothing of what was deleted is left, and how long between. */
type Rewrites = { readonly timesMax: number; readonly pauseMs: number };
const REWRITES: Rewrites = { timesMax: 20, pauseMs: 150 };

/**
 * A deleted row's bytes stay in a table's file until something else is written there. The tables of keys are narrow, and are
 * written anew; whoever needs them waits for that long, at most three seconds to begin, else it is tried another time. The
 * server copies what a transaction that began earlier might still read (a backup, a look at statistics): then it is written
 * again, until that one has ended or the patience has.
 */
export async function rewriteKeyTables(pool: Pool, rewrites: Rewrites = REWRITES): Promise<void> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    await client.query(`set lock_timeout = '3s'`);
    for (const table of KEY_TABLES) await rewriteUntilClean(client, table, rewrites);
    await client.query('reset lock_timeout');
    isWhole = true;
  } finally {
    client.release(!isWhole);
  }
}

type KeyTable = (typeof KEY_TABLES)[number];

async function rewriteUntilClean(client: ClientBase, table: KeyTable, { timesMax, pauseMs }: Rewrites): Promise<void> {
  for (let times = 1; (await rewriteTable(client, table)) > 0; times += 1) {
    if (times >= timesMax) {
      throw new Error(
        `Deleted keys are still in ${table}: a transaction that began before holds them. It is tried again.`,
      );
    }
    await pause(pauseMs);
  }
}

/** Gives back how many deleted rows were copied. Not within a transaction: that is how the server wants it. */
async function rewriteTable(client: ClientBase, table: KeyTable): Promise<number> {
  let copied = 0;
  // "3 dead row versions cannot be removed yet.", in whatever language the server speaks.
  const hear = ({ detail }: { readonly detail?: string | undefined }): void => {
    copied += Number(/\d+/.exec(detail ?? '')?.[0] ?? 0);
  };
  client.on('notice', hear);
  try {
    await client.query(`vacuum (full, verbose) tokenward.${table}`);
  } finally {
    client.off('notice', hear);
  }
  return copied;
}
