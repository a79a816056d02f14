import type { Pool } from 'pg';
import type { NoticeContext } from '../../control/notice-context.ts';
import { raiseNotices } from '../../control/raise-notices.ts';
import { watchRoutes } from '../../control/watch-routes.ts';
import { createLatencyMemory } from '../../domain/routing/latency-memory.ts';
import { createRouteMemory } from '../../domain/routing/route-memory.ts';
import { FirstByteWatch } from '../../gateway/routing/first-byte-watch.ts';
import type { RoutingHouse } from '../../gateway/routing/routing-house.ts';
import { createShadowRoom } from '../../gateway/routing/shadow-room.ts';
import { createRouteComparisons } from '../../store/routing/create-route-comparisons.ts';
import { createRoutingStore } from '../../store/routing/create-routing-store.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { UpkeepTask } from './run-upkeep.ts';

const CONVERSATIONS_MAX = 50_000;
const LATENCY_KINDS_MAX = 1_000;
const SHADOWS_AT_ONCE_MAX = 4;
const LATE_LOOK_EVERY_MS = 100;
const WATCH_EVERY_MS = 60_000;

export type OpenedRouting = { readonly house: RoutingHouse; readonly close: () => void };

/** What routing remembers in this process, and where it leaves what it compared. */
export function openRouting(pool: Pool): OpenedRouting {
  const latency = createLatencyMemory({ kindsMax: LATENCY_KINDS_MAX });
  const firstBytes = new FirstByteWatch({ latency, monotonicMs: systemClock.monotonicMs });
  const house = {
    memory: createRouteMemory({ entriesMax: CONVERSATIONS_MAX }),
    firstBytes,
    shadows: createShadowRoom({ atOnceMax: SHADOWS_AT_ONCE_MAX }),
    comparisons: createRouteComparisons({ pool }),
  };
  const looking = setInterval(() => firstBytes.sweep(), LATE_LOOK_EVERY_MS).unref();
  return { house, close: () => clearInterval(looking) };
}

/** Looks each minute at what calls are routed to, and tells people where it steps back. Every process runs it. */
export function watchRouting({ context, pool }: { readonly context: NoticeContext; readonly pool: Pool }): UpkeepTask {
  const routing = createRoutingStore({ pool });
  const run = () => watchRoutes({ ...context, routing }, (notice) => raiseNotices(context, [notice]));
  return { name: 'routes', everyMs: WATCH_EVERY_MS, run };
}
