import type { AccountKey } from '../../domain/budget/budget-sync.ts';
import {
  type BudgetException,
  drawOnExceptions,
  type ExceptionDraw,
  exceptionsDrawnOn,
} from '../../domain/budget/draw-on-exceptions.ts';
import { attributionOf } from '../../domain/budget/match-envelopes.ts';
import type { Gateway } from '../gateway.ts';
import type { Wish } from './budget-wish.ts';

/** So many exceptions are asked for room before a call is judged without them. */
const TRIES_MAX = 4;

/** A call that is held with exceptions in place of envelopes that lack room. */
export type DrawnWish = { readonly wish: Wish; readonly exceptions: readonly BudgetException[] };

/**
 * Asks once more for a call that did not fit, with the exceptions that are in force for it at this moment; null where none
 * helps. Nothing is asked where there are none.
 */
export async function drawExceptions(
  gateway: Pick<Gateway, 'budget' | 'clock'>,
  wish: Wish,
  short: readonly AccountKey[],
): Promise<DrawnWish | null> {
  const { snapshot, grant, binding, call } = wish.asked;
  const raises = snapshot.exceptions?.raises;
  if (raises === undefined || raises.size === 0) return null;
  const attribution = attributionOf(grant, binding.useCase.id);
  let draw: ExceptionDraw = { demands: wish.demands, drawn: [] };
  let lacking = short;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const ids = new Set(lacking.map(({ envelopeId }) => envelopeId));
    const nowMs = gateway.clock.nowMs();
    const next = drawOnExceptions({ draw, short: ids, raises, attribution, nowMs });
    if (next === null) return null;
    // The desk asks the store where it must; nobody's end is waited for, that was done before.
    const { demands } = next;
    const reservation = await gateway.budget.desk.reserve({ callId: call.callId, demands }, { waits: false });
    if (reservation.kind === 'held') return heldWith(wish, next);
    if (reservation.kind !== 'exhausted') return null;
    draw = next;
    lacking = reservation.short;
  }
  return null;
}

/** The client is told, so that nobody takes the exception for the rule. */
function heldWith(wish: Wish, draw: ExceptionDraw): DrawnWish {
  const exceptions = exceptionsDrawnOn(draw);
  const headers = exceptions.flatMap(({ exceptionId, raisesEnvelopeId, period }) => [
    'tokenward-exception',
    `${exceptionId}; envelope=${raisesEnvelopeId}; until=${new Date(period.endMs).toISOString()}`,
  ]);
  return { wish: { ...wish, demands: draw.demands, headers: [...wish.headers, ...headers] }, exceptions };
}
