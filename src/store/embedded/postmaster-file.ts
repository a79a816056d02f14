import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type PostmasterFile = { readonly pid: number; readonly port: number };

/** Reads `postmaster.pid`; undefined where there is none or where it holds no process id (a full disk, a damaged file). */
export function readPostmasterFile(dataDirectory: string): PostmasterFile | undefined {
  const [pid = '', , , port = ''] = readLines(join(dataDirectory, 'postmaster.pid'));
  return /^[1-9]\d*$/.test(pid.trim()) ? { pid: Number(pid), port: Number(port) || 5432 } : undefined;
}

/** Removes what a server that is gone left behind; PostgreSQL refuses to start on it when its process id was given out again. */
export function removeStaleFiles(dataDirectory: string): void {
  for (const name of ['postmaster.pid', '.s.PGSQL.5432', '.s.PGSQL.5432.lock']) {
    rmSync(join(dataDirectory, name), { force: true });
  }
}

/**
 * The processes of this cluster: named postgres and standing in its data directory, told by device and
 * inode, whatever any file says. 'unknown' where the system does not show a process's directory (no /proc).
 */
export function findServerProcesses(dataDirectory: string): readonly number[] | 'unknown' {
  if (process.platform !== 'linux') {
    return 'unknown';
  }
  const home = statSync(dataDirectory, { bigint: true });
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isServerProcess(pid, home));
}

/** True only where `pid` is proven to be a server process of this data directory. */
export function isServerOf(dataDirectory: string, pid: number): boolean {
  if (process.platform !== 'linux') {
    return isProcessAlive(pid);
  }
  return isServerProcess(pid, statSync(dataDirectory, { bigint: true }));
}

export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isServerProcess(pid: number, home: { readonly dev: bigint; readonly ino: bigint }): boolean {
  try {
    const stands = statSync(`/proc/${pid}/cwd`, { bigint: true });
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // A zombie is gone already; only its parent has not noticed yet.
    const isGone = /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
    return !isGone && stands.dev === home.dev && stands.ino === home.ino && stat.includes('(postgres)');
  } catch {
    // The process ended meanwhile, or it is another user's and so not a server of ours.
    return false;
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
