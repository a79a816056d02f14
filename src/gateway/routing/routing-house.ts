import type { RouteMemory } from '../../domain/routing/route-memory.ts';
import type { RouteComparisons } from '../../ports/route-comparisons.ts';
import type { FirstByteWatch } from './first-byte-watch.ts';
import type { ShadowRoom } from './shadow-room.ts';

/** What routing remembers on this gateway, and where it leaves what it compared. */
export type RoutingHouse = {
  readonly memory: RouteMemory;
  readonly firstBytes: FirstByteWatch;
  readonly shadows: ShadowRoom;
  readonly comparisons: RouteComparisons;
};
