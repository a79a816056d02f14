import type { Client, Pool } from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Snapshot, SnapshotSource } from '../../ports/snapshot.ts';
import { connectDedicated, endQuietly } from './connect-dedicated.ts';
import { listenForChanges } from './listen-for-changes.ts';
import { loadNewerSnapshot, loadSnapshot } from './load-snapshot.ts';
import { readSnapshotVersion } from './read-snapshot-version.ts';

export type SnapshotSourceOptions = {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Log;
  /** Told of each snapshot after the first one. Must not throw. */
  readonly onChange?: (snapshot: Snapshot) => void;
  /** How often the version is asked for, whatever is heard. */
  readonly pollMs?: number;
  /** After so long without an answer the store counts as away. */
  readonly storeAwayAfterMs?: number;
  /** False leaves the polling alone: for a server behind a pooler that cannot listen. */
  readonly listen?: boolean;
};

export type RunningSnapshotSource = SnapshotSource & { readonly close: () => Promise<void> };

const connectTimeoutMs = 2_000;
const pollTimeoutMs = 1_000;
const loadTimeoutMs = 30_000;

/**
 * Loads a snapshot and keeps it the newest there is: within `pollMs` and the time of a query, and at once where the
 * server's notifications arrive. While the store is away the last one stays. Throws when the first cannot be loaded.
 */
export async function startSnapshotSource(options: SnapshotSourceOptions): Promise<RunningSnapshotSource> {
  const { pool, clock, log, onChange, pollMs = 500, storeAwayAfterMs = 3_000, listen = true } = options;
  const first = await loadFirst(pool);
  let client: Client | undefined = first.client;
  let current = first.snapshot;
  let heardMs = clock.monotonicMs();
  let failing = false;
  let closed = false;
  let running: Promise<void> | undefined;
  let askAgain = false;
  let timer: NodeJS.Timeout | undefined;

  /** One look at a time; a notification that comes during one makes another follow. */
  function look(): void {
    clearTimeout(timer);
    if (closed) return;
    if (running !== undefined) {
      askAgain = true;
      return;
    }
    running = refresh().finally(() => {
      running = undefined;
      if (closed) return;
      if (askAgain) look();
      else timer = setTimeout(look, pollMs);
    });
    askAgain = false;
  }

  async function refresh(): Promise<void> {
    try {
      client ??= await connectDedicated(pool, { connectTimeoutMs, queryTimeoutMs: loadTimeoutMs });
      const version = await within(pollTimeoutMs, readSnapshotVersion(client));
      heardMs = clock.monotonicMs();
      if (failing) log('info', 'snapshot.store_back', { version });
      failing = false;
      if (version === current.version || closed) return;
      current = await readOneState(client, (reader) => loadNewerSnapshot(reader, current));
      heardMs = clock.monotonicMs();
      onChange?.(current);
    } catch (cause) {
      endQuietly(client);
      client = undefined;
      const why = cause instanceof Error ? cause.message : String(cause);
      if (!failing && !closed) log('warn', 'snapshot.store_away', { why, version: current.version });
      failing = true;
    }
  }

  const listener = listen ? listenForChanges(pool, look) : undefined;
  timer = setTimeout(look, pollMs);

  return {
    current: () => current,
    storeReachable: () => clock.monotonicMs() - heardMs <= storeAwayAfterMs,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      listener?.close();
      endQuietly(client);
      await running;
      // A connection that was being opened meanwhile.
      endQuietly(client);
    },
  };
}

async function loadFirst(pool: Pool): Promise<{ readonly client: Client; readonly snapshot: Snapshot }> {
  const client = await connectDedicated(pool, { connectTimeoutMs, queryTimeoutMs: loadTimeoutMs });
  try {
    return { client, snapshot: await readOneState(client, loadSnapshot) };
  } catch (cause) {
    endQuietly(client);
    throw cause;
  }
}

/** All reads of `work` see one state of the store. */
async function readOneState<Result>(client: Client, work: (client: Client) => Promise<Result>): Promise<Result> {
  await client.query('begin isolation level repeatable read read only');
  const result = await work(client);
  await client.query('commit');
  return result;
}

/** A network that swallows everything is noticed by the clock alone. */
async function within<Result>(timeoutMs: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
