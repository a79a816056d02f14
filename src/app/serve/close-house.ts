import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { LiveCalls } from '../../gateway/live-calls.ts';
import type { Log } from '../../ports/log.ts';
import type { FileJournal } from '../../store/journal/open-journal.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

export type Closing = {
  readonly server: Server;
  readonly live: LiveCalls;
  readonly journal: FileJournal;
  readonly settings: ServerSettings;
  readonly log: Log;
  readonly closers: (() => Promise<void> | void)[];
  readonly sweep: NodeJS.Timeout;
};

const JOURNAL_CLOSE_MAX_MS = 10_000;

/**
 * Stops without losing a call: nothing new is taken, streams may finish within the limit, what is then still open is
 * ended and settled, the journal is drained, and only then the store goes.
 */
export async function closeHouse(closing: Closing): Promise<void> {
  const { server, live, log } = closing;
  log('info', 'server.stopping', { callsLive: live.count });
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const limit = new AbortController();
  await Promise.race([
    live.whenEmpty(),
    pause(closing.settings.shutdownMaxMs, undefined, { signal: limit.signal }).catch(() => undefined),
  ]);
  limit.abort();
  clearInterval(closing.sweep);
  live.endAll();
  server.closeAllConnections();
  await closed;
  await closing.journal.close(JOURNAL_CLOSE_MAX_MS);
  for (const close of closing.closers.reverse()) await close();
  log('info', 'server.stopped');
}
