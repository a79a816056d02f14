import type { Model } from '../../domain/catalog/upstream.ts';
import { isAbove } from '../../domain/detection/data-class.ts';
import { isRefusal } from '../../domain/policy/refusal.ts';
import { type ChosenTarget, chooseTargets } from '../../domain/routing/choose-targets.ts';
import { expectedCost, NOTHING_WARM } from '../../domain/routing/expected-cost.ts';
import { priceOfModel } from '../../domain/routing/route-candidate.ts';
import type { InspectionFields } from '../../domain/usage/not-inspected.ts';
import type { Gateway } from '../gateway.ts';
import type { RoutedCall, RoutePlan } from '../stages/choose-route.ts';
import { AnswerCapture } from './answer-capture.ts';
import type { ShadowWish } from './shadow-room.ts';

/** A call whose answer is compared with another model's, once the client has it. */
export type ShadowPlan = {
  readonly model: Model;
  readonly target: ChosenTarget;
  readonly capture: AnswerCapture;
  readonly wish: ShadowWish;
};

/** Where a request names no limit of its own, its shadow is reckoned with this one. */
const OUTPUT_TOKENS_ASSUMED = 4_096;
const RANDOM_BYTES = 4;

/**
 * Whether this call is one of the sample. Only where the rule asks for it, the use case's logging rule allows that anything
 * is derived from content, nothing was found in the request, its class is not above internal, policy clears the other model,
 * nothing but an answer comes of the call, and what it may cost can be told.
 */
export function planShadow(
  gateway: Pick<Gateway, 'chance'>,
  routed: RoutedCall,
  { plan, inspection }: { readonly plan: RoutePlan; readonly inspection: InspectionFields },
): ShadowPlan | null {
  const { rule, other, reference } = plan;
  const { useCase } = routed.binding;
  if (rule.shadow === null || other === null || useCase.loggingRule === 'none') return null;
  if (Number.parseInt(gateway.chance.hex(RANDOM_BYTES), 16) >= rule.shadow.share * 0x1_0000_0000) return null;
  if (isSensitive(inspection) || !plan.dialect.isSelfContained(routed.request)) return null;
  if (other !== reference && routed.mayGoTo?.(other.id) !== true) return null;
  const { call, snapshot, contextTokens } = routed;
  const targets = chooseTargets({ model: other, face: call.face, upstreams: snapshot.upstreams });
  // Answers are compared in one API's words.
  const target = isRefusal(targets) ? undefined : targets.find(({ translate }) => translate === null);
  const asked = { model: other, upstreams: snapshot.upstreams, atMs: call.openedAtMs, inputTokens: contextTokens };
  const price = priceOfModel(snapshot.priceBook, asked);
  const outputTokens = routed.request.facts.maxOutputTokens ?? OUTPUT_TOKENS_ASSUMED;
  const worst =
    price === undefined ? null : expectedCost(price, { inputTokens: contextTokens, outputTokens }, NOTHING_WARM);
  if (target === undefined || worst === null) return null;
  return {
    model: other,
    target,
    capture: new AnswerCapture(),
    wish: {
      useCaseId: useCase.id,
      nowMs: call.openedAtMs,
      worstNanodollars: worst,
      dailyLimitNanodollars: rule.shadow.dailyLimitNanodollars,
    },
  };
}

function isSensitive({ dataClass, findingsDigest, inspectionFailures }: InspectionFields): boolean {
  if (dataClass === null || isAbove(dataClass, 'internal')) return true;
  return findingsDigest !== null || inspectionFailures.length > 0;
}
