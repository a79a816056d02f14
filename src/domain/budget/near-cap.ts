import type { Envelope } from './envelope.ts';
import { type DearestRates, type ExpectedCall, outputTokensThatFit, worstCost } from './reckon-hold.ts';

/** What is left for a call in one of its envelopes, this gateway's own slice included. */
export type EnvelopeRoom = {
  readonly envelope: Envelope;
  readonly limit: bigint;
  readonly spent: bigint;
  readonly held: bigint;
  readonly available: bigint;
  /** What the call would have to hold. */
  readonly needed: bigint | 'unpriced';
  readonly resetsAtMs: number;
};

/** A model that the call might go to instead: in the stack of its use case, and cleared for what it carries. */
export type OtherModel = { readonly modelId: string; readonly rates: DearestRates; readonly outputTokensMax: number };

/** Why nothing of it can be let through, for the refusal's body. */
export type Exhausted = {
  readonly kind: 'refuse';
  readonly reason: 'exhausted' | 'unpriced';
  readonly envelope: Envelope;
  readonly limit: bigint;
  readonly spent: bigint;
  readonly held: bigint;
  readonly resetsAtMs: number;
  /** Models of the stack that cost less, cheapest first. */
  readonly cheaperModelIds: readonly string[];
};

/** What becomes of a call near a cap. Never anything in silence. */
export type NearCap =
  | { readonly kind: 'admit' }
  | { readonly kind: 'clamp'; readonly tokensMax: number }
  | { readonly kind: 'cheaper'; readonly modelId: string }
  | Exhausted;

/**
 * As it is, if it fits everywhere; else with less output, if at least `outputTokensMin` of it fit; else by the first other
 * model with which it fits whole; else refused, with the envelope that lacks most of what the call needs.
 */
export function decideNearCap(asked: {
  readonly rooms: readonly EnvelopeRoom[];
  readonly call: Pick<ExpectedCall, 'inputTokens' | 'outputTokensMax' | 'rates'>;
  readonly outputTokensMin: number;
  readonly others: readonly OtherModel[];
}): NearCap {
  const { rooms, call, others } = asked;
  const tightest = rooms.filter(isShort).sort(tighterFirst)[0];
  if (tightest === undefined) return { kind: 'admit' };
  const tokensMax = tokensThatFit(rooms, call);
  if (tokensMax >= asked.outputTokensMin && tokensMax < call.outputTokensMax) return { kind: 'clamp', tokensMax };
  const fitting = others.find((other) => {
    const outputTokensMax = Math.min(call.outputTokensMax, other.outputTokensMax);
    return (
      tokensThatFit(rooms, { inputTokens: call.inputTokens, rates: other.rates, outputTokensMax }) >= outputTokensMax
    );
  });
  if (fitting !== undefined) return { kind: 'cheaper', modelId: fitting.modelId };
  const { envelope, limit, spent, held, resetsAtMs } = tightest;
  const reason = tightest.needed === 'unpriced' ? 'unpriced' : 'exhausted';
  return { kind: 'refuse', reason, envelope, limit, spent, held, resetsAtMs, cheaperModelIds: cheaperModels(asked) };
}

function isShort({ needed, available }: EnvelopeRoom): boolean {
  return needed === 'unpriced' || needed > available;
}

/** What has no price comes first: no wait mends it. Then what fills least of its need; ids decide between equals. */
function tighterFirst(one: EnvelopeRoom, other: EnvelopeRoom): number {
  return partLeft(one) - partLeft(other) || (one.envelope.id < other.envelope.id ? -1 : 1);
}

function partLeft({ needed, available }: EnvelopeRoom): number {
  return needed === 'unpriced' ? Number.NEGATIVE_INFINITY : Number(available) / Number(needed);
}

/** The least of what fits in all envelopes. An elastic one counts by the worst case here: a clamp must hold. */
function tokensThatFit(
  rooms: readonly EnvelopeRoom[],
  call: Pick<ExpectedCall, 'inputTokens' | 'outputTokensMax' | 'rates'>,
): number {
  return rooms.reduce(
    (least, { envelope, available }) => Math.min(least, outputTokensThatFit(envelope, call, available) ?? least),
    call.outputTokensMax,
  );
}

/** The others whose worst case costs less, cheapest first. */
export function cheaperModels({
  call,
  others,
}: Pick<Parameters<typeof decideNearCap>[0], 'call' | 'others'>): readonly string[] {
  const worst = call.rates === null ? null : worstCost(call.rates, call);
  return others
    .map(({ modelId, rates, outputTokensMax }) => {
      const output = Math.min(outputTokensMax, call.outputTokensMax);
      return { modelId, cost: worstCost(rates, { inputTokens: call.inputTokens, outputTokensMax: output }) };
    })
    .filter(({ cost }) => worst === null || cost < worst)
    .sort((one, other) => (one.cost < other.cost ? -1 : one.cost > other.cost ? 1 : 0))
    .map(({ modelId }) => modelId);
}
