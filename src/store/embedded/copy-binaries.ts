import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresRefusal } from './embedded-postgres-refusal.ts';
import type { PostgresInstallation } from './locate-postgres-binaries.ts';

/** Where copies of the binaries may live, best first: root's are walked by another account, so never in a home. */
export function binaryCacheDirectories(): readonly string[] {
  const uid = process.getuid?.() ?? 0;
  return [
    uid === 0 ? '/var/cache/tokenward' : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tokenward'),
    `/var/tmp/tokenward-${uid}`,
    join(tmpdir(), `tokenward-${uid}`),
  ];
}

/**
 * Copies the installation into the first cache directory that is safely ours; a later call repairs what is missing.
 * In a folder where all may write somebody could have made our directory before us and put their own
 * program in it: a directory that another user owns or may write to is never used.
 */
export function copyBinaries(installation: PostgresInstallation, cacheDirectories: readonly string[]): string {
  const rejected: string[] = [];
  for (const cache of cacheDirectories) {
    const why = claimDirectory(cache);
    if (why === undefined) {
      const target = join(cache, installation.version);
      copyTree(installation.directory, target);
      return target;
    }
    rejected.push(why);
  }
  throw new EmbeddedPostgresRefusal(
    'cache-unsafe',
    `PostgreSQL's binaries must be copied to where its own account can run them, and no place is safe: ${rejected.join('; ')}.`,
  );
}

function claimDirectory(directory: string): string | undefined {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
  } catch (cause) {
    return `${directory} cannot be made (${cause instanceof Error ? cause.message : String(cause)})`;
  }
  return whyUnsafe(directory);
}

function whyUnsafe(directory: string): string | undefined {
  const entry = lstatSync(directory);
  if (!entry.isDirectory()) {
    return `${directory} is not a directory`;
  }
  if (entry.uid !== process.getuid?.()) {
    return `${directory} belongs to uid ${entry.uid}; remove it`;
  }
  return (entry.mode & 0o022) === 0 ? undefined : `${directory} may be written by others; chmod go-w it`;
}

function copyTree(source: string, target: string): void {
  // A umask of 077 would hide the copy from the very account that it is made for.
  mkdirSync(target, { recursive: true });
  chmodSync(target, 0o755);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      copyTree(join(source, entry.name), join(target, entry.name));
    } else if (entry.isFile()) {
      copyOnce(join(source, entry.name), join(target, entry.name));
    }
  }
}

/** The copy appears whole or not at all, so that two starts at once never run half a program. */
function copyOnce(source: string, target: string): void {
  const original = lstatSync(source);
  if (lstatSync(target, { throwIfNoEntry: false })?.size === original.size) {
    return;
  }
  const part = `${target}.${randomBytes(6).toString('hex')}.part`;
  try {
    copyFileSync(source, part);
    chmodSync(part, (original.mode & 0o100) === 0 ? 0o644 : 0o755);
    renameSync(part, target);
  } finally {
    rmSync(part, { force: true });
  }
}
