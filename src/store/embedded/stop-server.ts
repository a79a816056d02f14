import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { EmbeddedPostgresRefusal } from './embedded-postgres-refusal.ts';
import { isServerOf, readPostmasterFile } from './postmaster-file.ts';

const fastLimitMs = 30_000;
const immediateLimitMs = 5_000;
const pollMs = 10;

/**
 * Stops the cluster's server fast: connections are cut, a checkpoint is written, and it is gone on return.
 * Only a process that is proven to serve this data directory is ever signalled.
 */
export async function stopServer({ dataDirectory, binaries }: Cluster): Promise<void> {
  const pid = readPostmasterFile(dataDirectory)?.pid;
  if (pid === undefined || !isServerOf(dataDirectory, pid)) {
    return;
  }
  if (process.platform === 'win32') {
    // A signal on Windows would end it without a checkpoint.
    spawnSync(join(binaries.binDirectory, 'pg_ctl'), ['stop', '-D', dataDirectory, '-m', 'fast', '-w']);
    return;
  }
  const isStopped =
    (await signalAndWait({ dataDirectory, pid, signal: 'SIGINT', limitMs: fastLimitMs })) ||
    // Too slow to write everything out: an immediate stop, from which the next start recovers by its log.
    (await signalAndWait({ dataDirectory, pid, signal: 'SIGQUIT', limitMs: immediateLimitMs }));
  if (!isStopped) {
    throw new EmbeddedPostgresRefusal(
      'stop-failed',
      `The embedded PostgreSQL (process ${pid}) did not stop within ${(fastLimitMs + immediateLimitMs) / 1000} seconds.`,
    );
  }
}

async function signalAndWait(stop: {
  readonly dataDirectory: string;
  readonly pid: number;
  readonly signal: 'SIGINT' | 'SIGQUIT';
  readonly limitMs: number;
}): Promise<boolean> {
  const deadline = performance.now() + stop.limitMs;
  trySignal(stop.pid, stop.signal);
  while (isServerOf(stop.dataDirectory, stop.pid)) {
    if (performance.now() > deadline) {
      return false;
    }
    await pause(pollMs);
  }
  return true;
}

function trySignal(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}
