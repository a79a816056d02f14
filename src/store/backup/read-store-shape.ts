import type { PoolClient } from 'pg';
import { migrationTables, storeSchema } from '../migration/migrate-store.ts';
import type { BackedUpPartition } from './backup-manifest.ts';
import { BackupRefusal } from './backup-refusal.ts';

export type StoreTable = { readonly name: string; readonly columns: readonly string[] };
export type StoreReference = { readonly table: string; readonly name: string; readonly definition: string };

/** Tables that hold rows of their own or through partitions, with the columns that can be written, in table order. */
export async function readTables(client: PoolClient): Promise<readonly StoreTable[]> {
  const { rows } = await client.query<StoreTable>(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname <> all ($2::text[])
      group by c.relname order by c.relname collate "C"`,
    [storeSchema, migrationTables],
  );
  return rows;
}

/** Partitions with their bounds as the server prints them; refuses partitions of partitions, which a restore could not make. */
export async function readPartitions(client: PoolClient): Promise<readonly BackedUpPartition[]> {
  const { rows } = await client.query<BackedUpPartition & { divided: boolean }>(
    `select c.relname::text as name, p.relname::text as parent, pg_get_expr(c.relpartbound, c.oid) as bound,
            c.relkind = 'p' as divided
       from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
      where c.relnamespace = $1::regnamespace and c.relispartition and c.relkind in ('r', 'p')
      order by c.relname collate "C"`,
    [storeSchema],
  );
  const divided = rows.find((row) => row.divided);
  if (divided !== undefined) {
    throw new BackupRefusal(
      'unsupported-schema',
      `The partition ${divided.name} is divided again, and this version cannot back that up.`,
    );
  }
  return rows.map(({ name, parent, bound }) => ({ name, parent, bound }));
}

/** Where each sequence stands. Sequences stand outside transactions: this is never behind the rows of the snapshot. */
export async function readSequences(
  client: PoolClient,
): Promise<readonly { readonly name: string; readonly lastValue: string; readonly isCalled: boolean }[]> {
  const { rows } = await client.query<{ name: string; lastValue: string | null; startValue: string }>(
    `select sequencename::text as name, last_value::text as "lastValue", start_value::text as "startValue"
       from pg_sequences where schemaname = $1 order by sequencename collate "C"`,
    [storeSchema],
  );
  return rows.map(({ name, lastValue, startValue }) => ({
    name,
    lastValue: lastValue ?? startValue,
    isCalled: lastValue !== null,
  }));
}

/** References between tables, as statements can make them again. */
export async function readReferences(client: PoolClient): Promise<readonly StoreReference[]> {
  const { rows } = await client.query<StoreReference>(
    `select c.relname::text as "table", k.conname::text as name, pg_get_constraintdef(k.oid) as definition
       from pg_constraint k join pg_class c on c.oid = k.conrelid
      where c.relnamespace = $1::regnamespace and k.contype = 'f' and k.conparentid = 0
      order by c.relname collate "C", k.conname collate "C"`,
    [storeSchema],
  );
  return rows;
}
