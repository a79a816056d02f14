import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { Pool, PoolClient } from 'pg';
import { readAppliedMigrations, storeSchema } from '../migration/migrate-store.ts';
import {
  type BackedUpTable,
  type BackupManifest,
  digestOf,
  manifestDigestFile,
  manifestFile,
  tableFile,
  toManifestText,
} from './backup-manifest.ts';
import { BackupRefusal } from './backup-refusal.ts';
import { copyOut } from './copy-stream.ts';
import { readPartitions, readSequences, readTables, type StoreTable } from './read-store-shape.ts';

export type TakenBackup = {
  readonly directory: string;
  /** SHA-256 of the manifest: who keeps it elsewhere can prove later that no byte of the backup was changed. */
  readonly digest: string;
  readonly manifest: BackupManifest;
};

/**
 * Writes the whole store into a new directory, as it is at one moment, while others go on reading and writing.
 * The directory appears under its name only when it is complete and on disk. Throws BackupRefusal in words.
 */
export async function takeBackup(
  pool: Pool,
  options: { readonly directory: string; readonly nowMs: number },
): Promise<TakenBackup> {
  const directory = resolve(options.directory);
  await refuseExisting(directory);
  const draft = join(dirname(directory), `.${basename(directory)}.partial-${process.pid}`);
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    const migrations = await readAppliedMigrations(pool);
    if (migrations.size === 0) {
      throw new BackupRefusal(
        'unsupported-schema',
        'There is nothing to back up: this database holds no Tokenward store.',
      );
    }
    const manifest = await writeTables(pool, { draft, migrations, takenAt: new Date(options.nowMs).toISOString() });
    const digest = await writeManifest(draft, manifest);
    await rename(draft, directory);
    await flush(dirname(directory));
    return { directory, digest, manifest };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function writeTables(
  pool: Pool,
  { draft, migrations, takenAt }: { draft: string; migrations: ReadonlyMap<string, string>; takenAt: string },
): Promise<BackupManifest> {
  const client = await pool.connect();
  try {
    await openSnapshot(client);
    const tables = await readTables(client);
    const partitions = await readPartitions(client);
    await holdTables(client, tables);
    const written: BackedUpTable[] = [];
    for (const table of tables) {
      written.push(await writeTable(client, { draft, table }));
    }
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
    return {
      format: 'tokenward-backup',
      formatVersion: 1,
      takenAt,
      serverVersion: rows[0]?.version ?? 'unknown',
      migrations: [...migrations].map(([name, sha256]) => ({ name, sha256 })),
      tables: written,
      partitions: [...partitions],
      sequences: [...(await readSequences(client))],
    };
  } finally {
    // Closed, not reused: a copy that broke off leaves the connection in the middle of a message.
    client.release(true);
  }
}

/** One snapshot for every table; the settings make the text the same on every server, and no time-out may cut it. */
async function openSnapshot(client: PoolClient): Promise<void> {
  await client.query(
    `begin isolation level repeatable read read only;
     set local search_path to ''; set local timezone to 'UTC'; set local datestyle to 'iso, mdy';
     set local intervalstyle to 'postgres'; set local bytea_output to 'hex'; set local extra_float_digits to 1;
     set local statement_timeout to 0; set local idle_in_transaction_session_timeout to 0; set local lock_timeout to '60s'`,
  );
}

/** Readers and writers go on; only a change of the schema waits until the backup is done. */
async function holdTables(client: PoolClient, tables: readonly StoreTable[]): Promise<void> {
  const names = tables.map(({ name }) => `${storeSchema}."${name}"`);
  await client.query(`lock table ${names.join(', ')} in access share mode`);
}

async function writeTable(
  client: PoolClient,
  { draft, table }: { draft: string; table: StoreTable },
): Promise<BackedUpTable> {
  const columns = table.columns.map((column) => `"${column}"`).join(', ');
  const rows = copyOut(client, `copy (select ${columns} from ${storeSchema}."${table.name}") to stdout`);
  const path = join(draft, tableFile(table.name));
  const hash = createHash('sha256');
  const meter = new PassThrough().on('data', (chunk: Buffer) => hash.update(chunk));
  await pipeline(rows, createZstdCompress(), meter, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }));
  return {
    name: table.name,
    columns: [...table.columns],
    rows: rows.rows.toString(),
    bytes: (await stat(path)).size,
    sha256: hash.digest('hex'),
  };
}

async function writeManifest(draft: string, manifest: BackupManifest): Promise<string> {
  const text = toManifestText(manifest);
  const digest = digestOf(text);
  await writeFile(join(draft, manifestFile), text, { mode: 0o600, flush: true });
  await writeFile(join(draft, manifestDigestFile), `${digest}  ${manifestFile}\n`, { mode: 0o600, flush: true });
  await flush(draft);
  return digest;
}

async function refuseExisting(directory: string): Promise<void> {
  if ((await stat(directory).catch(() => undefined)) !== undefined) {
    throw new BackupRefusal('target-exists', `${directory} exists already; a backup is written into a new directory.`);
  }
}

/** A directory's entries are on disk only after it was flushed itself; Windows has no such call. */
async function flush(directory: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
