import type { PriceBook } from '../catalog/price.ts';
import type { Model } from '../catalog/upstream.ts';
import { isAbove } from '../detection/data-class.ts';
import type { Nanodollars } from '../money/nanodollars.ts';
import { priceUsage } from '../usage/price-usage.ts';
import { inputTokens, NO_TOKENS, type TokenUsage } from '../usage/token-usage.ts';
import type { TaskCall } from './task-call.ts';

/** What a use case may call besides, and at which prices. */
export type ModelChoices = {
  /** The models of the use case's stack that may be called now. */
  readonly models: readonly Model[];
  readonly priceBook: PriceBook;
  /** Where a model's first target is, as far as prices ask for it. */
  readonly regionOf: (model: Model) => string | null;
};

export type CheaperModel = { readonly modelId: string; readonly cost: Nanodollars };

/** The cheapest model of the stack that could have been sent this call, with what it would have cost; null: none is cheaper. */
export function cheapestModel(call: TaskCall, choices: ModelChoices): CheaperModel | null {
  let cheapest: CheaperModel | null = null;
  for (const model of choices.models) {
    if (model.id === call.modelId || !couldServe(model, call)) continue;
    const cost = costAt(call, model, choices);
    if (cost !== null && (cheapest === null || cost < cheapest.cost)) cheapest = { modelId: model.id, cost };
  }
  const { costNanodollars } = call;
  return cheapest === null || costNanodollars === null || cheapest.cost >= BigInt(costNanodollars) ? null : cheapest;
}

/** In the API that was called, without a workflow's or a translation's conditions, and cleared for what was sent. */
function couldServe(model: Model, { face, dataClass, usage }: TaskCall): boolean {
  if (model.status !== 'active' || model.workflowOf !== undefined) return false;
  if (face === null || !model.faces.includes(face)) return false;
  if (model.contextTokensMax !== null && inputTokens(usage) > model.contextTokensMax) return false;
  return dataClass === null || !isAbove(dataClass, model.clearance.dataClassMax);
}

/**
 * The same tokens at another model's prices: models count text differently, so it is about as much. Where it has no prices
 * for a cache, all input is taken for uncached, which is never too little.
 */
function costAt(call: TaskCall, model: Model, { priceBook, regionOf }: ModelChoices): Nanodollars | null {
  const asked = {
    priceBook,
    priceKey: model.priceKey,
    atMs: call.admittedAtMs,
    serviceTier: null,
    region: regionOf(model),
  };
  const { costNanodollars } = priceUsage({ ...asked, usage: call.usage });
  return costNanodollars ?? priceUsage({ ...asked, usage: withoutCache(call.usage) }).costNanodollars;
}

function withoutCache(usage: TokenUsage): TokenUsage {
  const { outputVisibleTokens, outputReasoningTokens } = usage;
  return { ...NO_TOKENS, inputUncachedTokens: inputTokens(usage), outputVisibleTokens, outputReasoningTokens };
}
