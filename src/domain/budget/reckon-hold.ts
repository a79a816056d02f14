import type { CompiledPrice } from '../catalog/price.ts';
import { type Nanodollars, nanodollars, roundUpPerMillion } from '../money/nanodollars.ts';
import type { Envelope } from './envelope.ts';

/** The dearest that a million tokens can cost by one row of the price book: the worst case knows nothing of caches. */
export type DearestRates = { readonly input: bigint; readonly output: bigint };

/** What a call may cost before anybody knows. */
export type ExpectedCall = {
  readonly inputTokens: number;
  /** The lowest of what the client allows, its use case, and the model. The upstream must be told it. */
  readonly outputTokensMax: number;
  /** Null: the model has no price. */
  readonly rates: DearestRates | null;
  /** What a given part of past calls of this use case and model cost at most; null while there are too few. */
  readonly pastCost: (quantile: number) => Nanodollars | null;
  readonly pastTokens: (quantile: number) => bigint | null;
};

/**
 * Null when input or output has no price: an unknown price is never nothing. What answers without output (embeddings) needs
 * none for it.
 */
export function dearestRates(row: CompiledPrice, { hasOutput }: { readonly hasOutput: boolean }): DearestRates | null {
  const { inputUncached, inputCacheWrite5m, inputCacheWrite1h, outputVisible, outputReasoning } =
    row.nanodollarsPerMillionTokens;
  if (inputUncached === null || (hasOutput && outputVisible === null)) return null;
  return {
    input: dearer(dearer(inputUncached, inputCacheWrite5m), inputCacheWrite1h),
    output: dearer(outputVisible ?? 0n, outputReasoning),
  };
}

function dearer(one: bigint, other: bigint | null): bigint {
  return other !== null && other > one ? other : one;
}

/** The cost if all output that is allowed is written. */
export function worstCost(rates: DearestRates, call: { inputTokens: number; outputTokensMax: number }): Nanodollars {
  return roundUpPerMillion(
    BigInt(Math.ceil(call.inputTokens)) * rates.input + BigInt(Math.ceil(call.outputTokensMax)) * rates.output,
  );
}

/**
 * What an envelope must hold for a call. Strict: the worst case. Elastic: a quantile of past cost, never above the worst
 * case; the worst case while too few calls are known. A model without a price fits no strict envelope of money, and none
 * whose past cost is not known.
 */
export function reckonHold(envelope: Envelope, call: ExpectedCall): bigint | 'unpriced' {
  switch (envelope.unit) {
    case 'requests':
    case 'concurrency':
      return 1n;
    case 'tokens': {
      const worst = BigInt(Math.ceil(call.inputTokens) + Math.ceil(call.outputTokensMax));
      return envelope.cap.kind === 'strict' ? worst : lower(call.pastTokens(envelope.cap.quantile), worst);
    }
    case 'nanodollars': {
      const worst = call.rates === null ? null : worstCost(call.rates, call);
      if (envelope.cap.kind === 'strict') return worst ?? 'unpriced';
      const usual = call.pastCost(envelope.cap.quantile);
      if (worst === null) return usual ?? 'unpriced';
      return lower(usual, worst);
    }
  }
}

/**
 * The most output whose worst case still fits into what is available; negative when the input alone does not, null when
 * output makes no difference.
 */
export function outputTokensThatFit(
  envelope: Envelope,
  call: Pick<ExpectedCall, 'inputTokens' | 'rates'>,
  available: bigint,
): number | null {
  const inputTokens = BigInt(Math.ceil(call.inputTokens));
  switch (envelope.unit) {
    case 'requests':
    case 'concurrency':
      return available >= 1n ? null : -1;
    case 'tokens':
      return Number(available - inputTokens);
    case 'nanodollars': {
      if (call.rates === null) return -1;
      const rest = nanodollars(available) * 1_000_000n - inputTokens * call.rates.input;
      if (rest < 0n) return -1;
      return call.rates.output === 0n ? null : Number(rest / call.rates.output);
    }
  }
}

function lower(usual: bigint | null, worst: bigint): bigint {
  return usual !== null && usual < worst ? usual : worst;
}
