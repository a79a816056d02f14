import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import type { PoolClient } from 'pg';
import { storeSchema } from '../migration/migrate-store.ts';
import { type BackedUpPartition, type BackedUpTable, type BackupManifest, tableFile } from './backup-manifest.ts';
import { BackupRefusal } from './backup-refusal.ts';
import { copyIn } from './copy-stream.ts';
import {
  readPartitions,
  readReferences,
  readTables,
  type StoreReference,
  type StoreTable,
} from './read-store-shape.ts';
import { refuseChanged } from './verify-backup.ts';

/**
 * Fills freshly migrated tables with a backup, inside the caller's transaction.
 * References are taken off and put on again afterwards, which checks every row, so that the order of the
 * tables does not matter; triggers rest, since what they would do was done when the rows were first written.
 */
export async function loadBackup(
  client: PoolClient,
  { directory, manifest }: { readonly directory: string; readonly manifest: BackupManifest },
): Promise<void> {
  await prepareSession(client);
  await makePartitions(client, manifest.partitions);
  const tables = await readTables(client);
  refuseOtherTables(tables, manifest);
  const references = await readReferences(client);
  for (const reference of references) {
    await client.query(`alter table ${qualify(reference.table)} drop constraint "${reference.name}"`);
  }
  await setTriggers(client, { tables, state: 'disable' });
  await emptyTables(client, tables);
  for (const table of manifest.tables) {
    await loadTable(client, { directory, table });
  }
  await setTriggers(client, { tables, state: 'enable' });
  await putReferencesBack(client, references);
  for (const { name, lastValue, isCalled } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [qualify(name), lastValue, isCalled]);
  }
}

function qualify(name: string): string {
  return `${storeSchema}."${name}"`;
}

/** The settings of the backup's own session; whatever the migrations left to be checked is checked first. */
async function prepareSession(client: PoolClient): Promise<void> {
  await client.query(
    `set constraints all immediate; set local search_path to ''; set local timezone to 'UTC';
     set local datestyle to 'iso, mdy'; set local intervalstyle to 'postgres'; set local statement_timeout to 0;
     set local idle_in_transaction_session_timeout to 0`,
  );
}

/** Partitions are made while the program runs, month by month: those that the migrations have not made are made here. */
async function makePartitions(client: PoolClient, partitions: readonly BackedUpPartition[]): Promise<void> {
  const present = new Set((await readPartitions(client)).map(({ name }) => name));
  for (const { name, parent, bound } of partitions.filter((partition) => !present.has(partition.name))) {
    await client.query(`create table ${qualify(name)} partition of ${qualify(parent)} ${bound}`);
  }
}

function refuseOtherTables(tables: readonly StoreTable[], manifest: BackupManifest): void {
  const describe = (list: readonly StoreTable[]): string =>
    JSON.stringify(list.map(({ name, columns }) => [name, [...columns].sort()]).sort());
  if (describe(tables) !== describe(manifest.tables)) {
    throw new BackupRefusal(
      'not-as-announced',
      'The tables of the backup are not those of its own migrations: the store that it was taken from had been changed by hand.',
    );
  }
}

/** Rows that migrations put in (first versions, heads of chains) are in the backup too, as they are now. */
async function emptyTables(client: PoolClient, tables: readonly StoreTable[]): Promise<void> {
  await client.query(`truncate ${tables.map(({ name }) => qualify(name)).join(', ')}`);
}

async function setTriggers(
  client: PoolClient,
  { tables, state }: { tables: readonly StoreTable[]; state: 'enable' | 'disable' },
): Promise<void> {
  for (const { name } of tables) {
    await client.query(`alter table ${qualify(name)} ${state} trigger user`);
  }
}

async function loadTable(
  client: PoolClient,
  { directory, table }: { directory: string; table: BackedUpTable },
): Promise<void> {
  const path = join(directory, tableFile(table.name));
  const columns = table.columns.map((column) => `"${column}"`).join(', ');
  const hash = createHash('sha256');
  const meter = new PassThrough().on('data', (chunk: Buffer) => hash.update(chunk));
  const target = copyIn(client, `copy ${qualify(table.name)} (${columns}) from stdin`);
  await pipeline(createReadStream(path), meter, createZstdDecompress(), target);
  // Checked once more: the file may have been changed since it was verified.
  refuseChanged(path, { found: hash.digest('hex'), expected: table.sha256 });
  if (target.rows.toString() !== table.rows) {
    throw new BackupRefusal('not-as-announced', `${path} holds ${target.rows} rows, announced were ${table.rows}.`);
  }
}

async function putReferencesBack(client: PoolClient, references: readonly StoreReference[]): Promise<void> {
  for (const { table, name, definition } of references) {
    await client.query(`alter table ${qualify(table)} add constraint "${name}" ${definition}`);
  }
}
