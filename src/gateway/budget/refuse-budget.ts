import type { Envelope } from '../../domain/budget/envelope.ts';
import type { ExhaustedBudget } from '../../domain/budget/exhausted-budget.ts';
import type { EnvelopeRoom } from '../../domain/budget/near-cap.ts';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import { wordAmount } from './word-amount.ts';

/** A client that heeds it comes back within this time, however far away the next period is. */
const RETRY_AFTER_S_MAX = 60;
/** Calls under way end sooner or later; nobody knows when. */
const CONCURRENCY_RETRY_AFTER_S = 2;

export type NoRoom = {
  readonly room: EnvelopeRoom;
  readonly cheaperModelIds: readonly string[];
  readonly askAt: string;
  readonly nowMs: number;
};

/**
 * The refusal of a call for which an envelope has no room. A budget's is final: the client shall not try again. What counts calls at
 * once, or calls and tokens of a minute, has room again soon, and says so.
 */
export function refuseExhausted({ room, cheaperModelIds, askAt, nowMs }: NoRoom): Refusal {
  const { envelope, needed, limit, spent, held, resetsAtMs } = room;
  const left = limit - spent - held;
  const amount = (value: bigint): string => wordAmount(envelope.unit, value);
  const isRate = comesBackSoon(envelope, resetsAtMs - nowMs);
  const resets = isRate ? '' : ` It begins anew at ${new Date(resetsAtMs).toISOString()}.`;
  const asks = needed === 'unpriced' ? '' : `, and this call may take ${amount(needed)}`;
  const why = `"${envelope.name}" has ${amount(left > 0n ? left : 0n)} left of ${amount(limit)}${asks}.${resets}`;
  const cheaper = cheaperModelIds.length === 0 ? null : `Cheaper for this use case: ${cheaperModelIds.join(', ')}.`;
  const budget: ExhaustedBudget = {
    envelopeId: envelope.id,
    name: envelope.name,
    scope: envelope.scope,
    unit: envelope.unit,
    period: envelope.period,
    limit: limit.toString(),
    spent: spent.toString(),
    held: held.toString(),
    needed: needed === 'unpriced' ? null : needed.toString(),
    resetsAtMs,
    cheaperModelIds,
  };
  return {
    ...refuse(isRate ? 'rate_limited' : 'budget_exhausted', why, [`budget:${envelope.id}`]),
    advice: { alternative: cheaper, askAt, approval: null, repeatOf: null },
    budget,
    retryAfterS: retryAfterS(envelope, resetsAtMs - nowMs),
  };
}

function comesBackSoon({ unit }: Envelope, resetsInMs: number): boolean {
  return unit === 'concurrency' || (unit !== 'nanodollars' && resetsInMs <= RETRY_AFTER_S_MAX * 1_000);
}

function retryAfterS({ unit }: Envelope, resetsInMs: number): number {
  if (unit === 'concurrency') return CONCURRENCY_RETRY_AFTER_S;
  return Math.min(RETRY_AFTER_S_MAX, Math.max(1, Math.ceil(resetsInMs / 1_000)));
}

/** A model whose cost nobody knows may not be called on a strict budget. */
export function refuseUnpriced(envelope: Envelope, modelId: string, askAt: string): Refusal {
  const why = `"${modelId}" has no price, and "${envelope.name}" admits no call whose cost is not known.`;
  return {
    ...refuse('model_unpriced', why, [`budget:${envelope.id}`]),
    advice: { alternative: null, askAt, approval: null, repeatOf: null },
  };
}

export function refuseWithoutStore(): Refusal {
  return refuse(
    'store_away',
    'The store does not answer, and a budget that this call falls into has nothing left that may be used without it.',
    ['budget.store_away'],
  );
}
