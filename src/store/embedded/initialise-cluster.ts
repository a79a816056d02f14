import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ClusterPurpose } from './cluster-settings.ts';
import { EmbeddedPostgresRefusal } from './embedded-postgres-refusal.ts';
import { isProcessAlive } from './postmaster-file.ts';
import type { RunnableBinaries } from './prepare-binaries.ts';
import { dataDirectoryAsSeenBy, type ServerAccount, serverEnvironment, spawnRights } from './server-account.ts';
import { writeServerFile } from './server-file.ts';

export const superuser = 'postgres';
const passwordFile = 'tokenward-password';

/** What stands at the data directory's path, before anything is touched. */
export function readClusterMajor(dataDirectory: string): number | 'absent' {
  if (!existsSync(dataDirectory)) {
    return 'absent';
  }
  const versionFile = join(dataDirectory, 'PG_VERSION');
  if (existsSync(versionFile)) {
    return Number.parseInt(readFileSync(versionFile, 'utf8'), 10);
  }
  if (readdirSync(dataDirectory).length === 0) {
    return 'absent';
  }
  throw new EmbeddedPostgresRefusal(
    'not-a-data-directory',
    `${dataDirectory} holds files but no PostgreSQL data (no PG_VERSION). Nothing was changed there; name an empty or a new directory.`,
  );
}

export function refuseOtherMajor(found: number, binaries: RunnableBinaries, dataDirectory: string): void {
  if (found !== binaries.major) {
    throw new EmbeddedPostgresRefusal(
      'other-major',
      `The data in ${dataDirectory} was written by PostgreSQL ${found}, and this Tokenward carries ${binaries.version}. ` +
        'PostgreSQL cannot open the files of another major version. Nothing was changed. Take a backup with the ' +
        'Tokenward that wrote them (tokenward backup), move the directory away, and restore it with this one (tokenward restore).',
    );
  }
}

/**
 * Makes a cluster beside its place and moves it there whole: a start that dies half-way leaves no
 * half cluster, and of two starts at once one wins and the other's is thrown away.
 */
export async function initialiseCluster(
  dataDirectory: string,
  { account, binaries, purpose }: { account: ServerAccount; binaries: RunnableBinaries; purpose: ClusterPurpose },
): Promise<void> {
  const parent = dirname(dataDirectory);
  mkdirSync(parent, { recursive: true });
  sweepAbandoned(parent, basename(dataDirectory));
  const draft = join(parent, `${basename(dataDirectory)}.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(draft, { mode: 0o700 });
  try {
    await runInitdb(draft, { account, binaries, purpose });
    moveIntoPlace(draft, dataDirectory);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The superuser's password where the server listens on a port (Windows); on a Unix socket there is none. */
export function readPassword(dataDirectory: string): string | undefined {
  const path = join(dataDirectory, passwordFile);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

async function runInitdb(
  draft: string,
  { account, binaries, purpose }: { account: ServerAccount; binaries: RunnableBinaries; purpose: ClusterPurpose },
): Promise<void> {
  if (account.kind === 'other') {
    chownSync(draft, account.uid, account.gid);
  }
  const usesPassword = process.platform === 'win32';
  const password = `${draft}.password`;
  if (usesPassword) {
    writeServerFile(password, `${randomBytes(24).toString('hex')}\n`, account);
  }
  const initdb = spawn(
    join(binaries.binDirectory, 'initdb'),
    [
      ...['-D', dataDirectoryAsSeenBy(account, draft), '-U', superuser, '--encoding=UTF8', '--no-locale'],
      ...(binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
      ...['--data-checksums', '--no-instructions'],
      ...(usesPassword ? ['--auth=scram-sha-256', `--pwfile=${password}`] : ['--auth=trust']),
      ...(purpose === 'disposable' ? ['--no-sync'] : []),
    ],
    { ...spawnRights(account), cwd: draft, env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const complaint: string[] = [];
  initdb.stderr.setEncoding('utf8').on('data', (text: string) => complaint.push(text));
  const exitCode = await new Promise<number | Error | null>((resolve) => {
    initdb.on('error', resolve).on('close', resolve);
  });
  if (exitCode !== 0) {
    rmSync(password, { force: true });
    throw new EmbeddedPostgresRefusal(
      'initialise-failed',
      `PostgreSQL could not make a data directory: ${complaint.join('').trim() || String(exitCode)}`,
    );
  }
  if (usesPassword) {
    renameSync(password, join(draft, passwordFile));
  }
}

function moveIntoPlace(draft: string, dataDirectory: string): void {
  try {
    renameSync(draft, dataDirectory);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const isLost = code === 'ENOTEMPTY' || code === 'EEXIST';
    if (isLost && readClusterMajor(dataDirectory) !== 'absent') {
      return;
    }
    throw new EmbeddedPostgresRefusal(
      code === 'EBUSY' || code === 'EXDEV' ? 'mount-point' : 'initialise-failed',
      `The data directory ${dataDirectory} cannot be put in place (${String(code)}). ` +
        'If it is a mount point, name a directory inside it.',
      cause,
    );
  }
}

/** Drafts of starts that were killed while they ran initdb: their process is gone, so nobody misses them. */
function sweepAbandoned(parent: string, name: string): void {
  for (const entry of readdirSync(parent)) {
    const pid = entry.startsWith(`${name}.new-`) ? Number(entry.slice(name.length + 5).split('-')[0]) : Number.NaN;
    if (Number.isInteger(pid) && !isProcessAlive(pid)) {
      rmSync(join(parent, entry), { recursive: true, force: true });
    }
  }
}
