import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { binaryCacheDirectories, copyBinaries } from './copy-binaries.ts';
import { EmbeddedPostgresRefusal } from './embedded-postgres-refusal.ts';
import type { PostgresInstallation } from './locate-postgres-binaries.ts';
import { type ServerAccount, serverEnvironment, spawnRights } from './server-account.ts';

/** Binaries that were seen to run with the server's rights. */
export type RunnableBinaries = {
  readonly binDirectory: string;
  readonly version: string;
  readonly major: number;
};

/** Makes the installation runnable for the account: in place where that works, else from a copy in a cache. */
export function prepareBinaries(
  installation: PostgresInstallation,
  account: ServerAccount,
  cacheDirectories: readonly string[] = binaryCacheDirectories(),
): RunnableBinaries {
  const linksStand = ensureLinks(installation, installation.directory);
  const inPlace = linksStand ? tryRun(installation.directory, account) : { why: 'library links are missing' };
  if ('major' in inPlace) {
    return inPlace;
  }
  const copy = copyBinaries(installation, cacheDirectories);
  ensureLinks(installation, copy);
  const copied = tryRun(copy, account);
  if ('major' in copied) {
    return copied;
  }
  throw new EmbeddedPostgresRefusal(
    'binaries-unusable',
    `PostgreSQL's binaries do not run here: ${copied.why} (in ${copy}; in place: ${inPlace.why}). ` +
      'Set DATABASE_URL to a PostgreSQL server (15 or later).',
  );
}

/** The package is unpacked without its library links when npm ran with --ignore-scripts; false where they cannot be made. */
function ensureLinks(installation: PostgresInstallation, directory: string): boolean {
  if (installation.linksFile === undefined) {
    return true;
  }
  return readLinks(installation.linksFile).every(({ source, target }) => {
    const path = join(dirname(directory), target.replace(/^native/, basename(directory)));
    const isInside = path.startsWith(directory + sep);
    return isInside && (lstatSync(path, { throwIfNoEntry: false }) !== undefined || makeLink(basename(source), path));
  });
}

function makeLink(source: string, path: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(source, path);
    return true;
  } catch {
    // Somebody else's start may have made it in between; a read-only installation is copied instead.
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  }
}

function readLinks(file: string): readonly { readonly source: string; readonly target: string }[] {
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return (Array.isArray(list) ? list : []).flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'source' in entry && 'target' in entry
      ? [{ source: String(entry.source), target: String(entry.target) }]
      : [],
  );
}

function tryRun(directory: string, account: ServerAccount): RunnableBinaries | { readonly why: string } {
  const binDirectory = join(directory, 'bin');
  const trial = spawnSync(join(binDirectory, 'postgres'), ['--version'], {
    ...spawnRights(account),
    cwd: '/',
    env: serverEnvironment(),
    encoding: 'utf8',
    timeout: 10_000,
  });
  const [, version, major] = /PostgreSQL\) ((\d+)\.\d+)/.exec(trial.stdout ?? '') ?? [];
  if (trial.status === 0 && version !== undefined) {
    return { binDirectory, version, major: Number(major) };
  }
  return { why: trial.error?.message ?? (trial.stderr.trim() || `exit code ${trial.status}`) };
}
