import type { Pool } from 'pg';
import { createLatencyMemory } from '../../domain/routing/latency-memory.ts';
import { createRouteMemory } from '../../domain/routing/route-memory.ts';
import type { RoutingHouse } from '../../gateway/routing/routing-house.ts';
import { createShadowRoom } from '../../gateway/routing/shadow-room.ts';
import { createRouteComparisons } from '../../store/routing/create-route-comparisons.ts';

const CONVERSATIONS_MAX = 50_000;
const LATENCY_KINDS_MAX = 1_000;
const SHADOWS_AT_ONCE_MAX = 4;

/** What routing remembers in this process, and where it leaves what it compared. */
export function openRouting(pool: Pool): RoutingHouse {
  return {
    memory: createRouteMemory({ entriesMax: CONVERSATIONS_MAX }),
    latency: createLatencyMemory({ kindsMax: LATENCY_KINDS_MAX }),
    shadows: createShadowRoom({ atOnceMax: SHADOWS_AT_ONCE_MAX }),
    comparisons: createRouteComparisons({ pool }),
  };
}
