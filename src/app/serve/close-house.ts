import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { LiveCalls } from '../../gateway/live-calls.ts';
import type { Log } from '../../ports/log.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import type { OpenedBudgets } from './open-budgets.ts';
import type { WatchedConnections } from './watch-connections.ts';

export type Closing = {
  readonly server: Server;
  readonly connections: WatchedConnections;
  readonly live: LiveCalls;
  readonly settings: ServerSettings;
  readonly log: Log;
  readonly closers: (() => Promise<void> | void)[];
  readonly sweep: NodeJS.Timeout;
  readonly budgets: Pick<OpenedBudgets, 'finish'>;
};

/** For the last bytes of answers that have ended, when the limit of the streams leaves less. */
const FLUSH_MIN_MS = 1_000;

/**
 * Stops without losing a call: streams may finish within the limit, and meanwhile who comes is told, in words, that another
 * gateway will answer; what is then still open is ended and settled, the journal is drained, and only then the store goes.
 */
export async function closeHouse(closing: Closing): Promise<void> {
  const { server, live, log, settings } = closing;
  log('info', 'server.stopping', { callsLive: live.count });
  const deadlineMs = performance.now() + settings.shutdownMaxMs;
  await emptyOrLate(live, settings.shutdownMaxMs);
  clearInterval(closing.sweep);
  live.endAll();
  await closing.connections.flushed(Math.max(FLUSH_MIN_MS, deadlineMs - performance.now()));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
  closing.budgets.finish();
  for (const close of closing.closers.reverse()) await close();
  log('info', 'server.stopped');
}

async function emptyOrLate(live: LiveCalls, waitMaxMs: number): Promise<void> {
  const late = new AbortController();
  const waited = pause(waitMaxMs, undefined, { signal: late.signal }).catch(() => undefined);
  await Promise.race([live.whenEmpty(), waited]);
  late.abort();
}
