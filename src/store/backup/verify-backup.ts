import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type BackedUpTable, type BackupManifest, readManifest, tableFile } from './backup-manifest.ts';
import { BackupRefusal } from './backup-refusal.ts';

/**
 * Reads every byte of a backup against its manifest, without a database.
 * Damage and careless edits are found by the backup itself; somebody who rewrites files and manifest alike
 * is found only by `expectedDigest`, the digest that `takeBackup` gave and that was kept elsewhere.
 */
export async function verifyBackup(
  directory: string,
  expectedDigest?: string,
): Promise<{ readonly manifest: BackupManifest; readonly digest: string }> {
  const { manifest, digest } = await readManifest(directory);
  if (expectedDigest !== undefined && digest !== expectedDigest.toLowerCase()) {
    throw new BackupRefusal(
      'other-backup',
      `${directory} is not the backup that was meant: its digest is ${digest}, expected was ${expectedDigest}.`,
    );
  }
  for (const table of manifest.tables) {
    await verifyTable(directory, table);
  }
  return { manifest, digest };
}

async function verifyTable(directory: string, table: BackedUpTable): Promise<void> {
  const path = join(directory, tableFile(table.name));
  const size = (await stat(path).catch(() => undefined))?.size;
  if (size === undefined || size < table.bytes) {
    throw new BackupRefusal(
      'not-whole',
      `${path} is ${size === undefined ? 'missing' : `cut off (${size} of ${table.bytes} bytes)`}. Use another backup.`,
    );
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  refuseChanged(path, { found: hash.digest('hex'), expected: table.sha256 });
}

export function refuseChanged(path: string, { found, expected }: { found: string; expected: string }): void {
  if (found !== expected) {
    throw new BackupRefusal('changed', `${path} is not as it was written (another SHA-256). Use another backup.`);
  }
}
