import type { RoutingRule } from '../domain/catalog/routing-rule.ts';
import type { Notice } from '../domain/notice/notice.ts';
import { fallNotice } from '../domain/routing/fall-notice.ts';
import { type RouteState, routeStateId } from '../domain/routing/route-state.ts';
import { agreementRule, errorRule, type FallTest, testForFall } from '../domain/routing/step-back.ts';
import type { Actor, Stored } from '../ports/control-store.ts';
import type { RouteName, RouteSince } from '../ports/routing-store.ts';
import { isControlRefusal } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import type { RoutingContext } from './route-calibrations.ts';
import { stepBack } from './route-states.ts';

export type RouteTests = { readonly agreement: FallTest; readonly errors: FallTest };

const CALLS_TESTED_MS = 30 * 86_400_000;
/** A fall is told for so long: a process may have ended between writing it and telling it. Its notice has one id. */
const TOLD_FOR_MS = 3_600_000;
const WATCH: Actor = { kind: 'system', id: 'route-watch', keyId: null, requestId: 'route-watch' };

/**
 * Looks at every model that calls are routed to, and steps back from those whose answers or errors have fallen below their
 * rule. Never forward: that is a person's decision. Several processes may do it at once. Gives back how many have fallen.
 */
export async function watchRoutes(
  context: RoutingContext,
  tell: (notice: Notice) => Promise<unknown>,
): Promise<number> {
  let fallen = 0;
  for await (const { row: useCase } of everyRow(context.store, 'use_case')) {
    const { routing: rule, modelStack } = useCase;
    if (rule === null || rule.mode === 'off' || useCase.status !== 'active') continue;
    for (const modelId of modelStack) {
      const route = { useCaseId: useCase.id, modelId };
      const before = await context.store.get('route_state', routeStateId(route));
      const stored =
        before?.row.state === 'stepped_back' ? before : await testAndStepBack(context, route, rule, before);
      if (stored === undefined) continue;
      if (stored !== before) fallen += 1;
      const nowMs = context.clock.nowMs();
      const notice = fallNotice(stored.row, nowMs);
      if (notice !== null && nowMs - stored.updatedAtMs < TOLD_FOR_MS) await tell(notice);
    }
  }
  return fallen;
}

/** Undefined: it goes on. */
async function testAndStepBack(
  context: RoutingContext,
  route: RouteName,
  rule: RoutingRule,
  before: Stored<RouteState> | undefined,
): Promise<Stored<RouteState> | undefined> {
  const fall = findFall(rule, await testRoute(context, route, rule, before?.row));
  if (fall === undefined) return undefined;
  const written = await stepBack(context, { actor: WATCH }, { ...route, ...fall });
  return isControlRefusal(written) ? undefined : written;
}

/** What the two tests of a route say of everything since it was last let go on. */
export async function testRoute(
  { routing, clock }: Pick<RoutingContext, 'routing' | 'clock'>,
  route: RouteName,
  rule: RoutingRule,
  state: RouteState | undefined,
): Promise<RouteTests> {
  const { comparedMs, calledMs } = testedSince(state, clock.nowMs());
  return {
    agreement: testForFall(await routing.disagreements(route, comparedMs), agreementRule(rule.agreementMin)),
    errors: testForFall(await routing.failures(route, calledMs), errorRule(rule.errorRateMax)),
  };
}

/** Everything since a person last let it go on; of calls, those of the last thirty days. */
export function testedSince(state: RouteState | undefined, nowMs: number): RouteSince {
  const comparedMs = state?.testedFromMs ?? 0;
  return { comparedMs, calledMs: Math.max(comparedMs, nowMs - CALLS_TESTED_MS) };
}

type Fall = { readonly cause: 'agreement' | 'errors'; readonly reason: string };

function findFall(rule: RoutingRule, { agreement, errors }: RouteTests): Fall | undefined {
  if (agreement.fallen) {
    const reason = `After ${agreement.seen} comparisons too many answers differ from the reference: the rule asks for ${percent(rule.agreementMin)} that agree.`;
    return { cause: 'agreement', reason };
  }
  if (!errors.fallen) return undefined;
  const reason = `After ${errors.seen} calls too many have failed: the rule allows ${percent(rule.errorRateMax)}.`;
  return { cause: 'errors', reason };
}

function percent(part: number): string {
  return `${Math.round(part * 1000) / 10} %`;
}
