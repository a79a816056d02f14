import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BackupRefusal } from '../../store/backup/backup-refusal.ts';
import { restoreBackup } from '../../store/backup/restore-backup.ts';
import { type TakenBackup, takeBackup } from '../../store/backup/take-backup.ts';
import { verifyBackup } from '../../store/backup/verify-backup.ts';
import { migrateStore } from '../../store/migration/migrate-store.ts';
import { systemClock } from '../clock/system-clock.ts';
import { openBareStore, type StorePlace } from './open-bare-store.ts';

/** Writes the whole store into a new directory while gateways go on. Throws BackupRefusal in words. */
export async function backUpStore(place: StorePlace, directory: string): Promise<TakenBackup> {
  if (place.databaseUrl === undefined && !existsSync(join(place.dataDirectory, 'postgres'))) {
    const why = `There is no store in ${place.dataDirectory}. Name its data directory by --data, or a server by DATABASE_URL.`;
    throw new BackupRefusal('unsupported-schema', why);
  }
  const store = await openBareStore(place);
  try {
    return await takeBackup(store.pool, { directory, nowMs: systemClock.nowMs() });
  } finally {
    await store.close();
  }
}

export type RestoredStore = {
  readonly takenAt: string;
  readonly digest: string;
  readonly tables: number;
  readonly rows: bigint;
  /** Migrations that this program added to the schema of the backup. */
  readonly migrated: readonly string[];
};

/** Loads a backup into an empty store, all or nothing, and brings it to this program's schema. Throws BackupRefusal in words. */
export async function restoreStore(
  place: StorePlace,
  backup: { readonly directory: string; readonly expectedDigest: string | undefined },
): Promise<RestoredStore> {
  const { directory, expectedDigest } = backup;
  // Before anything is made: a data directory must not come to be for a backup that is none.
  const { digest } = await verifyBackup(directory, expectedDigest);
  const store = await openBareStore(place);
  try {
    const manifest = await restoreBackup(store.pool, { directory, expectedDigest: digest });
    const migrated = await migrateStore(store.pool);
    const rows = manifest.tables.reduce((sum, table) => sum + BigInt(table.rows), 0n);
    return { takenAt: manifest.takenAt, digest, tables: manifest.tables.length, rows, migrated };
  } finally {
    await store.close();
  }
}
