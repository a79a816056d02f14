import type { UseCase } from '../domain/catalog/use-case.ts';
import { type RouteState, routeStateId } from '../domain/routing/route-state.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import type { RouteName } from '../ports/routing-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';

export type RouteOrder = RouteName & { readonly reason: string };

/** Nothing is routed to the model in this use case any more, on every gateway within a second. Given again it changes nothing. */
export function stepBack(
  context: ControlContext,
  { actor }: Pick<Commander, 'actor'>,
  order: RouteOrder & { readonly cause: NonNullable<RouteState['cause']> },
): Promise<Stored<RouteState> | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const useCase = await findRouted(unit, order);
    if (isControlRefusal(useCase)) return useCase;
    const id = routeStateId(order);
    const stored = await unit.get('route_state', id);
    if (stored?.row.state === 'stepped_back') return stored;
    const { useCaseId, modelId, cause, reason } = order;
    const testedFromMs = stored?.row.testedFromMs ?? 0;
    const changed = { state: 'stepped_back', cause, reason, changedBy: actor.id, testedFromMs } as const;
    await unit.put('route_state', { id, useCaseId, modelId, ...changed }, { managedBy: 'api' });
    const detail = { modelId, cause, reason };
    await unit.audit({ type: 'route.stepped_back', subject: `use_case:${useCaseId}`, detail });
    return readBack(unit, 'route_state', id);
  });
}

/** A person lets a model go on; what was seen before counts no more. Nothing else ever steps forward. */
export function resumeRoute(
  context: ControlContext,
  { actor }: Commander,
  order: RouteOrder,
): Promise<Stored<RouteState> | ControlRefusal> {
  if (actor.kind !== 'person') {
    return Promise.resolve(
      refuseCommand('four_eyes', 'Only a person lets a model go on that was stepped back from: use a key of a person.'),
    );
  }
  return context.store.write(actor, async (unit) => {
    const id = routeStateId(order);
    const stored = await unit.get('route_state', id);
    if (stored === undefined) {
      return refuseCommand('not_found', `"${order.modelId}" was never stepped back from in "${order.useCaseId}".`);
    }
    if (stored.row.state === 'serving') return stored;
    const { reason } = order;
    const testedFromMs = context.clock.nowMs();
    const changed = { state: 'serving', cause: null, reason, changedBy: actor.id, testedFromMs } as const;
    await unit.put('route_state', { ...stored.row, ...changed }, { managedBy: 'api' });
    const detail = { modelId: order.modelId, reason };
    await unit.audit({ type: 'route.resumed', subject: `use_case:${order.useCaseId}`, detail });
    return readBack(unit, 'route_state', id);
  });
}

/** The use case, if it has a rule and the model stands in its stack. */
export async function findRouted(
  unit: Pick<WriteUnit, 'get'>,
  { useCaseId, modelId }: RouteName,
): Promise<UseCase | ControlRefusal> {
  const useCase = (await unit.get('use_case', useCaseId))?.row;
  if (useCase === undefined) return refuseCommand('not_found', `There is no use case "${useCaseId}".`);
  if (useCase.routing === null)
    return refuseCommand('rule_broken', `"${useCaseId}" routes nothing: its "routing" is null.`);
  if (!useCase.modelStack.includes(modelId)) {
    const stack = useCase.modelStack.join(', ') || 'empty';
    return refuseCommand('not_found', `"${modelId}" is not in the stack of "${useCaseId}" (${stack}).`);
  }
  return useCase;
}
