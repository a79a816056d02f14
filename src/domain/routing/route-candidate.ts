import type { CompiledPrice, PriceBook } from '../catalog/price.ts';
import { choosePrice } from '../catalog/price-book.ts';
import type { ModelAbility } from '../catalog/routing-rule.ts';
import type { Model, Upstream } from '../catalog/upstream.ts';

/** A model of the stack as a choice sees it. */
export type RouteCandidate = { readonly model: Model; readonly price: CompiledPrice | undefined };

/** Why a model of the stack cannot serve a request; null: it can. */
export type Unfit = 'context' | 'output' | 'ability';

/**
 * Whether a model has room for the request and can do what it needs. Abilities that nobody has written down are not taken
 * for granted: such a model is sent plain text alone.
 */
export function fitOf(
  model: Model,
  need: {
    readonly inputTokens: number;
    readonly maxOutputTokens: number | null;
    readonly abilities: readonly ModelAbility[];
  },
): Unfit | null {
  const { contextTokensMax, outputTokensMax } = model;
  if (contextTokensMax !== null && need.inputTokens > contextTokensMax) return 'context';
  if (outputTokensMax !== null && need.maxOutputTokens !== null && need.maxOutputTokens > outputTokensMax)
    return 'output';
  return need.abilities.every((ability) => model.abilities?.includes(ability) === true) ? null : 'ability';
}

/** The row of the price book by which a further call to the model's first target would be paid. */
export function priceOfModel(
  book: PriceBook,
  call: {
    readonly model: Model;
    readonly upstreams: ReadonlyMap<string, Upstream>;
    readonly atMs: number;
    readonly inputTokens: number;
  },
): CompiledPrice | undefined {
  const first = call.model.targets[0];
  const upstream = first === undefined ? undefined : call.upstreams.get(first.upstreamId);
  return choosePrice(book, {
    priceKey: call.model.priceKey,
    atMs: call.atMs,
    serviceTier: null,
    region: upstream?.region ?? null,
    contract: null,
    inputTokens: call.inputTokens,
  });
}
