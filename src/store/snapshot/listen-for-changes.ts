import type { Client, Pool } from 'pg';
import { snapshotChannel } from '../control/snapshot-version.ts';
import { connectDedicated, endQuietly } from './connect-dedicated.ts';

const timeoutsMs = { connectTimeoutMs: 2_000, queryTimeoutMs: 2_000 };
const retryMs = 1_000;

/**
 * Calls `hear` soon after each published version, for as long as the server can be reached; connects again by itself.
 * May miss some: who needs all of them also asks at intervals.
 */
export function listenForChanges(pool: Pool, hear: () => void): { readonly close: () => void } {
  return listenTo(pool, { channel: snapshotChannel, hear });
}

/** The same of any channel, with what is said on it; without anything after a time in which nobody listened. */
export function listenTo(
  pool: Pool,
  { channel, hear }: { readonly channel: string; readonly hear: (payload: string | undefined) => void },
): { readonly close: () => void } {
  let closed = false;
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    try {
      const connected = await connectDedicated(pool, timeoutsMs);
      if (closed) return endQuietly(connected);
      client = connected;
      connected.on('notification', ({ payload }) => hear(payload));
      connected.once('end', listenLater);
      await connected.query(`listen ${channel}`);
      // What was published while nobody listened.
      hear(undefined);
    } catch {
      endQuietly(client);
      listenLater();
    }
  }

  function listenLater(): void {
    client = undefined;
    clearTimeout(retry);
    if (!closed) retry = setTimeout(() => void listen(), retryMs);
  }

  void listen();
  return {
    close: () => {
      closed = true;
      clearTimeout(retry);
      endQuietly(client);
    },
  };
}
