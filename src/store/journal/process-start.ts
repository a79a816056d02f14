import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * When a process started, as its system writes it; null when that cannot be known. Only compared for equality, on one host:
 * the same process id with another start is another process.
 */
export function processStart(pid: number): string | null {
  try {
    if (process.platform === 'linux') return linuxStart(pid);
    if (process.platform === 'win32') return null;
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', timeout: 2_000 }).trim() || null
    );
  } catch {
    return null;
  }
}

/** Field 22 of /proc/PID/stat counts ticks since the boot, so the boot belongs to it; the name in field 2 may hold anything. */
function linuxStart(pid: number): string | null {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return ticks === undefined ? null : `${boot}:${ticks}`;
}
