import type { Pool, PoolClient } from 'pg';
import { migrateStore, readAppliedMigrations } from '../migration/migrate-store.ts';
import { migrationsDirectory, readMigrationFiles } from '../migration/read-migration-files.ts';
import type { BackupManifest } from './backup-manifest.ts';
import { BackupRefusal } from './backup-refusal.ts';
import { loadBackup } from './load-backup.ts';
import { verifyBackup } from './verify-backup.ts';

export type RestoreOptions = {
  readonly directory: string;
  /** The digest that was kept elsewhere when the backup was taken. */
  readonly expectedDigest?: string;
  readonly migrations?: string;
};

/**
 * Loads a backup into an empty store, whatever major version of PostgreSQL it came from: all of it or nothing.
 * The store then stands on the schema of the backup; a `migrateStore` after it brings it to this program's.
 * Throws BackupRefusal in words.
 */
export async function restoreBackup(pool: Pool, options: RestoreOptions): Promise<BackupManifest> {
  const migrations = options.migrations ?? migrationsDirectory;
  const { manifest } = await verifyBackup(options.directory, options.expectedDigest);
  const upTo = await chooseSchema(manifest, migrations);
  if ((await readAppliedMigrations(pool)).size > 0) {
    throw new BackupRefusal(
      'store-not-empty',
      'This store was in use already, and a restore never overwrites. Name a new data directory or an empty database.',
    );
  }
  await migrateStore(pool, {
    directory: migrations,
    upTo,
    inSameTransaction: (client) => loadBackup(client, { directory: options.directory, manifest }),
  });
  await analyse(pool);
  return manifest;
}

/** The last migration of the backup; refuses one whose migrations this program does not know word for word. */
async function chooseSchema(manifest: BackupManifest, directory: string): Promise<string> {
  const own = await readMigrationFiles(directory);
  const odd = manifest.migrations.find(
    ({ name, sha256 }, index) => own[index]?.name !== name || own[index].checksum !== sha256,
  );
  const last = manifest.migrations.at(-1);
  if (odd !== undefined || last === undefined) {
    throw new BackupRefusal(
      'other-program',
      `The backup was taken by a newer or another Tokenward (its migration ${odd?.name ?? 'list'} is not this program's). ` +
        'Restore it with the version that took it, or a later one.',
    );
  }
  return last.name;
}

/** The planner knows nothing of freshly loaded tables; a failure here costs speed only, for a while. */
async function analyse(pool: Pool): Promise<void> {
  const client: PoolClient = await pool.connect();
  try {
    await client.query('analyze');
  } finally {
    client.release();
  }
}
