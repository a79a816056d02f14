import type { Pool } from 'pg';
import { createLiveRoom, type LiveRoom } from '../../http/events/live-room.ts';
import type { AuditStore } from '../../ports/audit-store.ts';
import type { LiveFeed } from '../../ports/live-feed.ts';
import type { Log } from '../../ports/log.ts';
import { createLiveFeed } from '../../store/live/create-live-feed.ts';
import { systemClock } from '../clock/system-clock.ts';

export type OpenedLive = { readonly room: LiveRoom; readonly feed: LiveFeed; readonly close: () => void };

const TICK_MS = 1_000;

/** Who hears what changes: woken by the store, and looking once a second whatever it hears. */
export function openLive(parts: { readonly pool: Pool; readonly audit: AuditStore; readonly log: Log }): OpenedLive {
  const feed = createLiveFeed(parts);
  const room = createLiveRoom({ audit: parts.audit, clock: systemClock, log: parts.log });
  const listening = feed.listen(room.hear);
  const timer = setInterval(() => void room.tick(), TICK_MS).unref();
  return {
    room,
    feed,
    close: () => {
      clearInterval(timer);
      listening.close();
      room.endAll();
    },
  };
}
