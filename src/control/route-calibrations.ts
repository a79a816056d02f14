import { fitCalibration, OBSERVATIONS_MIN } from '../domain/routing/calibration.ts';
import { type KeptCalibration, routeStateId } from '../domain/routing/route-state.ts';
import type { Stored } from '../ports/control-store.ts';
import type { RouteName, RoutingStore } from '../ports/routing-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { findRouted } from './route-states.ts';

/** As many of the newest comparisons make a curve. */
const OBSERVATIONS_MAX = 20_000;

export type RoutingContext = ControlContext & { readonly routing: RoutingStore };

/** Makes a new version of the curve from what was compared, and puts it in force on every gateway within a second. */
export async function calibrateRoute(
  context: RoutingContext,
  { actor }: Commander,
  route: RouteName,
): Promise<Stored<KeptCalibration> | ControlRefusal> {
  const observations = await context.routing.observations(route, OBSERVATIONS_MAX);
  return context.store.write(actor, async (unit) => {
    const useCase = await findRouted(unit, route);
    if (isControlRefusal(useCase)) return useCase;
    const before: Stored<KeptCalibration>[] = [];
    for await (const stored of everyRow(unit, 'route_calibration')) {
      if (stored.row.useCaseId === route.useCaseId && stored.row.modelId === route.modelId) before.push(stored);
    }
    const version = 1 + Math.max(0, ...before.map(({ row }) => row.version));
    const fitted = fitCalibration(observations, version);
    if (fitted === null) return refuseTooFew(observations);
    for (const { row } of before.filter((stored) => stored.row.status === 'active'))
      await unit.put('route_calibration', { ...row, status: 'superseded' }, { managedBy: 'api' });
    const { useCaseId, modelId } = route;
    const id = `${routeStateId(route)}@${version}`;
    const kept: KeptCalibration = { ...fitted, id, useCaseId, modelId, madeBy: actor.id, status: 'active' };
    await unit.put('route_calibration', kept, { managedBy: 'api', expectedRevision: null });
    const { method, brierRaw, brierCalibrated } = fitted;
    await unit.audit({
      type: 'route.calibrated',
      subject: `use_case:${useCaseId}`,
      detail: { modelId, version, method, observations: fitted.observations, brierRaw, brierCalibrated },
    });
    return readBack(unit, 'route_calibration', id);
  });
}

function refuseTooFew(observations: readonly { readonly agreed: boolean }[]): ControlRefusal {
  const agreed = observations.filter((each) => each.agreed).length;
  const why =
    observations.length < OBSERVATIONS_MIN
      ? `There are ${observations.length} comparisons; a curve needs ${OBSERVATIONS_MIN}.`
      : `Of ${observations.length} comparisons ${agreed} agreed: a curve needs some that did and some that did not.`;
  return refuseCommand('rule_broken', why);
}
