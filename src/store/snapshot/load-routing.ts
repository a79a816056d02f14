import type { ClientBase } from 'pg';
import type { Calibration } from '../../domain/routing/calibration.ts';
import { type RoutingState, routeStateId } from '../../domain/routing/route-state.ts';
import { routeCalibrationTable, routeStateTable } from '../control/routing-rows.ts';

/** What is stepped back from, and the curves that are in force; null where there is nothing of either. */
export async function loadRouting(client: ClientBase): Promise<RoutingState | null> {
  const states = await routeStateTable.all(client);
  const steppedBack = new Set(states.filter(({ state }) => state === 'stepped_back').map(({ id }) => id));
  const calibrations = new Map<string, Calibration>();
  for (const kept of await routeCalibrationTable.all(client)) {
    if (kept.status === 'active') calibrations.set(routeStateId(kept), kept);
  }
  return steppedBack.size + calibrations.size === 0 ? null : { steppedBack, calibrations };
}
