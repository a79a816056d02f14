import type { InspectionFields } from '../../domain/usage/not-inspected.ts';
import type { Gateway } from '../gateway.ts';
import { chooseRouteOf, type RoutedCall, type RoutePlan } from '../stages/choose-route.ts';
import { planShadow, type ShadowPlan } from './plan-shadow.ts';

/** What routing does with a call, and whether it is one of the sample that is compared. */
export type Routing = { readonly plan: RoutePlan; readonly shadow: ShadowPlan | null };

/** Null: the call goes where it would have gone, and nothing is remembered of it. */
export function routeCall(
  gateway: Pick<Gateway, 'routing' | 'chance'>,
  routed: Omit<RoutedCall, 'mediaKinds'> & { readonly inspection: InspectionFields },
): Routing | null {
  const { inspection } = routed;
  const asked = { ...routed, mediaKinds: inspection.mediaKinds };
  const plan = chooseRouteOf(gateway, asked);
  return plan === null ? null : { plan, shadow: planShadow(gateway, asked, { plan, inspection }) };
}

/** As much of an estimate as goes on the record. */
export function difficultyOf({ plan }: Routing): number {
  return Math.round(plan.choice.difficulty * 1e4) / 1e4;
}
