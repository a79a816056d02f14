import type { Model } from '../../domain/catalog/upstream.ts';
import { type Nanodollars, nanodollars } from '../../domain/money/nanodollars.ts';
import type { ChosenTarget } from '../../domain/routing/choose-targets.ts';
import type { AdmittedCall } from '../../domain/usage/call-record.ts';
import { priceUsage } from '../../domain/usage/price-usage.ts';
import { addTokens, type TokenUsage, type UsageBasis } from '../../domain/usage/token-usage.ts';
import type { AnswerFacts } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { AttemptEnd } from '../stream/attempt-end.ts';
import { meterCall } from './meter-call.ts';

/** One attempt at one upstream, and how it ended. */
export type Attempted = { readonly target: ChosenTarget; readonly end: AttemptEnd };

export type AttemptedCall = {
  readonly admitted: AdmittedCall;
  readonly snapshot: Snapshot;
  readonly model: Model;
  readonly expectedOutputTokens: number | null;
};

export type PricedAttempt = {
  readonly usage: TokenUsage;
  readonly basis: UsageBasis;
  /** Null is unpriced. */
  readonly costNanodollars: Nanodollars | null;
  readonly priceId: string | null;
};

/** What one attempt used and cost. */
export function priceAttempt(
  call: AttemptedCall,
  { target, end }: Attempted,
  facts: AnswerFacts | null,
): PricedAttempt {
  const { admitted, snapshot, model } = call;
  const { usage, basis } = meterCall(admitted, end, facts, call.expectedOutputTokens);
  if (basis === 'none') return { usage, basis, costNanodollars: nanodollars(0n), priceId: null };
  const { costNanodollars, priceId } = priceUsage({
    usage,
    priceBook: snapshot.priceBook,
    priceKey: model.priceKey,
    atMs: admitted.admittedAtMs,
    serviceTier: facts?.serviceTier ?? null,
    region: target.upstream.region,
  });
  return { usage, basis, costNanodollars, priceId };
}

/** Whether the upstream may charge for an attempt that gave no answer: then another attempt comes on top of it. */
export function mayBeCharged(call: AttemptedCall, { end }: Attempted): boolean {
  return meterCall(call.admitted, end, end.tap?.facts() ?? null, call.expectedOutputTokens).basis !== 'none';
}

/** The last attempt and those before it that may be charged, as one. */
export function addAttempts(last: PricedAttempt, earlier: readonly PricedAttempt[]): PricedAttempt {
  return earlier.reduce(
    (sum, one) => ({
      usage: addTokens(sum.usage, one.usage),
      basis: sum.basis === 'none' ? one.basis : 'estimated',
      costNanodollars:
        sum.costNanodollars === null || one.costNanodollars === null
          ? null
          : nanodollars(sum.costNanodollars + one.costNanodollars),
      priceId: sum.priceId ?? one.priceId,
    }),
    last,
  );
}
