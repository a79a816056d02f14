import type { RoutingRule } from '../catalog/routing-rule.ts';
import type { Model } from '../catalog/upstream.ts';
import type { Nanodollars } from '../money/nanodollars.ts';
import { applyCalibration, type Calibration } from './calibration.ts';
import { type ExpectedTokens, expectedCost, NOTHING_WARM, type WarmPrefix } from './expected-cost.ts';
import type { RouteCandidate } from './route-candidate.ts';
import type { RememberedRoute } from './route-memory.ts';

/**
 * Why a call went to its model, one code on the record.
 *
 *   routed         simple enough for a cheaper model
 *   canary         one of the share that goes to the model on trial
 *   sticky         the conversation stays with the cheaper model that it has
 *   cache_kept     simple enough, but leaving the warm cache would cost more than it saves
 *   too_difficult  it stays with, or returns to, the reference
 *   stepped_back   simple enough, but the cheaper models are stepped back from
 *   no_cheaper     no model of the stack that is cheaper can serve it
 *   observed       difficulty is only watched
 */
export type RouteReason =
  | 'routed'
  | 'canary'
  | 'sticky'
  | 'cache_kept'
  | 'too_difficult'
  | 'stepped_back'
  | 'no_cheaper'
  | 'observed';

export type RouteQuestion = {
  readonly rule: RoutingRule;
  /** False: difficulty is only watched. */
  readonly acts: boolean;
  /** The model that serves without routing: the one named, or the last of the stack that can. */
  readonly reference: RouteCandidate;
  /** Other models of the stack that can serve and are cleared, in the stack's order; the same for each call alike. */
  readonly others: readonly RouteCandidate[];
  /** The estimate before calibration, 0 to 1. */
  readonly raw: number;
  readonly calibrationOf: (modelId: string) => Calibration | undefined;
  readonly isSteppedBack: (modelId: string) => boolean;
  readonly tokens: ExpectedTokens;
  readonly kept: RememberedRoute | undefined;
  /** What the conversation's cache holds at this moment; null: it is cold, or new. */
  readonly warm: WarmPrefix | null;
  /** Of the conversation, 0 to 1: the same for all its calls, so that a canary does not change within it. */
  readonly draw: number;
};

export type RouteChoice = {
  readonly model: Model;
  readonly reason: RouteReason;
  /** The risk at the model that was weighed: the chosen one, or the cheapest that was not chosen. */
  readonly difficulty: number;
  /** What the call would cost at the chosen model, and at the reference; null where a price is missing. */
  readonly expected: Nanodollars | null;
  readonly expectedAtReference: Nanodollars | null;
};

/** A conversation that is with a cheaper model goes back only when its risk is clearly above what the rule allows. */
export const RISK_MARGIN = 0.1;
/** Leaving a warm cache must save at least this part of what staying costs. */
const MOVE_SAVING_MIN_PERCENT = 10n;

/**
 * The cheapest model of the stack that the difficulty allows, with three brakes: a conversation stays where it is, a warm
 * cache is left only where that pays at once, and what is stepped back from is not chosen.
 */
export function chooseRoute(question: RouteQuestion): RouteChoice {
  const { rule, reference, others } = question;
  const atReference = costAt(question, reference);
  const cheaper = others.filter((other) => isLess(costAt(question, other), atReference));
  const canary = canaryOf(question);
  const lowest = riskOf(question, cheapestOf(question, cheaper)?.model.id ?? reference.model.id);
  const choose = (candidate: RouteCandidate, reason: RouteReason, difficulty: number): RouteChoice => ({
    model: candidate.model,
    reason,
    difficulty,
    expected: costAt(question, candidate),
    expectedAtReference: atReference,
  });
  if (!question.acts) return choose(reference, 'observed', lowest);
  if (canary !== undefined) return choose(canary, 'canary', riskOf(question, canary.model.id));
  if (cheaper.length === 0) return choose(reference, 'no_cheaper', lowest);

  const serving = cheaper.filter(({ model }) => !question.isSteppedBack(model.id));
  if (serving.length === 0) return choose(reference, 'stepped_back', lowest);
  const held = serving.find(({ model }) => model.id === question.kept?.modelId);
  if (held !== undefined) {
    const risk = riskOf(question, held.model.id);
    return risk <= rule.difficultyMax + RISK_MARGIN
      ? choose(held, 'sticky', risk)
      : choose(reference, 'too_difficult', risk);
  }
  const simple = serving.filter(({ model }) => riskOf(question, model.id) <= rule.difficultyMax);
  const best = cheapestOf(question, simple);
  if (best === undefined) return choose(reference, 'too_difficult', lowest);
  const risk = riskOf(question, best.model.id);
  return paysToMove(costAt(question, best), atReference, question)
    ? choose(best, 'routed', risk)
    : choose(reference, 'cache_kept', risk);
}

/** The risk that this model's answer would not agree with the reference's; the plain score until there is a calibration. */
export function riskOf({ raw, calibrationOf }: Pick<RouteQuestion, 'raw' | 'calibrationOf'>, modelId: string): number {
  const calibration = calibrationOf(modelId);
  return calibration === undefined ? raw : applyCalibration(calibration, raw);
}

/** With what is warm at the model where the conversation is, and at no other. */
function costAt(question: RouteQuestion, { model, price }: RouteCandidate): Nanodollars | null {
  if (price === undefined) return null;
  const { warm, kept, tokens } = question;
  if (warm === null) return expectedCost(price, tokens, NOTHING_WARM);
  return expectedCost(price, tokens, kept?.modelId === model.id ? warm : { tokens: 0, isMarked: warm.isMarked });
}

function paysToMove(there: Nanodollars | null, here: Nanodollars | null, { warm }: RouteQuestion): boolean {
  if (there === null || here === null) return false;
  if (warm === null || warm.tokens === 0) return there < here;
  return there * 100n <= here * (100n - MOVE_SAVING_MIN_PERCENT);
}

function canaryOf({ rule, others, draw, isSteppedBack }: RouteQuestion): RouteCandidate | undefined {
  const { canary } = rule;
  if (canary === null || draw >= canary.share || isSteppedBack(canary.modelId)) return undefined;
  return others.find(({ model }) => model.id === canary.modelId);
}

function cheapestOf(question: RouteQuestion, candidates: readonly RouteCandidate[]): RouteCandidate | undefined {
  let best: RouteCandidate | undefined;
  for (const candidate of candidates)
    if (best === undefined || isLess(costAt(question, candidate), costAt(question, best))) best = candidate;
  return best;
}

/** What has no price is never cheaper, and nothing is cheaper than it can be said to be. */
function isLess(one: Nanodollars | null, other: Nanodollars | null): boolean {
  return one !== null && other !== null && one < other;
}
