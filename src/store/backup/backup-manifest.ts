import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupRefusal } from './backup-refusal.ts';

export const manifestFile = 'manifest.json';
export const manifestDigestFile = 'manifest.json.sha256';

// Names become statements and paths: only what our own migrations can have made is let through.
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.string().regex(/^\d{1,19}$/);
const boundValue = String.raw`(?:'[0-9A-Za-z :+._-]*'|-?\d+|MINVALUE|MAXVALUE)`;
const bound = z.string().regex(new RegExp(`^(?:DEFAULT|FOR VALUES FROM \\(${boundValue}\\) TO \\(${boundValue}\\))$`));

const manifestShape = z.strictObject({
  format: z.literal('tokenward-backup'),
  formatVersion: z.literal(1),
  takenAt: z.string(),
  serverVersion: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256: digest })),
  tables: z.array(
    z.strictObject({ name, columns: z.array(name).min(1), rows: count, bytes: z.number().int(), sha256: digest }),
  ),
  partitions: z.array(z.strictObject({ name, parent: name, bound })),
  sequences: z.array(z.strictObject({ name, lastValue: z.string().regex(/^-?\d{1,19}$/), isCalled: z.boolean() })),
});

/** What a backup says about itself: enough to check every byte of it and to load it into an empty store. */
export type BackupManifest = z.infer<typeof manifestShape>;
export type BackedUpTable = BackupManifest['tables'][number];
export type BackedUpPartition = BackupManifest['partitions'][number];

export function tableFile(table: string): string {
  return `${table}.copy.zst`;
}

export function toManifestText(manifest: BackupManifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads the manifest and refuses one that is missing, cut, edited, or of another format. */
export async function readManifest(
  directory: string,
): Promise<{ readonly manifest: BackupManifest; readonly digest: string }> {
  const text = await readBackupFile({ directory, file: manifestFile });
  const recorded = (await readBackupFile({ directory, file: manifestDigestFile })).slice(0, 64);
  const found = digestOf(text);
  if (found !== recorded) {
    throw new BackupRefusal(
      'changed',
      `${join(directory, manifestFile)} is not as it was written (its SHA-256 is not the one in ${manifestDigestFile}). Use another backup.`,
    );
  }
  const manifest = manifestShape.safeParse(JSON.parse(text));
  if (!manifest.success) {
    throw new BackupRefusal(
      'not-a-backup',
      `${join(directory, manifestFile)} is not a backup that this Tokenward can read: ${z.prettifyError(manifest.error)}`,
    );
  }
  return { manifest: manifest.data, digest: found };
}

async function readBackupFile({ directory, file }: { directory: string; file: string }): Promise<string> {
  try {
    return await readFile(join(directory, file), 'utf8');
  } catch (cause) {
    throw new BackupRefusal(
      'not-a-backup',
      `${directory} is not a whole backup: ${file} is missing or cannot be read.`,
      cause,
    );
  }
}
