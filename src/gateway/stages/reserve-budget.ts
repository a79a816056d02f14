import type { Demand } from '../../domain/budget/book-state.ts';
import type { AccountKey } from '../../domain/budget/budget-sync.ts';
import type { BudgetException } from '../../domain/budget/draw-on-exceptions.ts';
import type { Envelope } from '../../domain/budget/envelope.ts';
import { neededOpenings } from '../../domain/policy/opening.ts';
import { isRefusal, type Refusal } from '../../domain/policy/refusal.ts';
import type { CallCharges } from '../../domain/usage/call-record.ts';
import type { InspectionFields } from '../../domain/usage/not-inspected.ts';
import { PLAIN_ADMISSION, type PlainAdmission } from '../../domain/usage/plain-call.ts';
import type { Reservation } from '../budget/budget-desk.ts';
import { type ReservingCall, type Wish, wishFor } from '../budget/budget-wish.ts';
import { drawExceptions } from '../budget/draw-exceptions.ts';
import { outputLimitToWrite } from '../budget/expect-call.ts';
import { findRooms, tightestRoom } from '../budget/find-rooms.ts';
import { fitNearCap } from '../budget/fit-near-cap.ts';
import { limitOutput } from '../budget/limit-output.ts';
import { refuseExhausted, refuseWithoutStore } from '../budget/refuse-budget.ts';
import { releaseBudget } from '../budget/settle-budget.ts';
import { tellBudget } from '../budget/tell-budget.ts';
import type { Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway.ts';

/** What goes on, as envelopes left it. */
export type Reserved = Pick<ReservingCall, 'request' | 'model' | 'targets' | 'inspection'> & {
  readonly kind: 'reserved';
  /** For the client: [name, value, …]. */
  readonly headers: readonly string[];
  readonly budget: BudgetFields;
  /** Empty where nothing is held. */
  readonly demands: readonly Demand[];
};

/** The client left while it waited for room; nothing is held. */
export type Left = { readonly kind: 'left' };

export type BudgetFields = Pick<
  PlainAdmission,
  'heldNanodollars' | 'clampedMaxOutputTokens' | 'holds' | 'budgetWaitMs'
>;

const NO_ENVELOPES: readonly Envelope[] = [];
const NO_DEMANDS: readonly Demand[] = [];
const LEFT: Left = { kind: 'left' };
const NO_MODELS: readonly string[] = [];
const NO_EXCEPTIONS: readonly BudgetException[] = [];

/**
 * Holds what the call may cost in all its envelopes, or in none. At once where this gateway has leased enough, and where no envelope
 * is meant; else when the store or other calls' ends have made room, within the desk's bound.
 */
export function reserveBudget(
  gateway: Gateway,
  exchange: Exchange,
  asked: ReservingCall,
): Reserved | Refusal | Promise<Reserved | Refusal | Left> {
  const envelopes = envelopesOf(asked);
  const openings = openingsOf(asked);
  const isHeld = envelopes.length + openings.length > 0;
  const limited = limitOutput(asked, outputLimitToWrite(asked, isHeld));
  if (isRefusal(limited)) return limited;
  const { request, headers, clampedTo } = limited;
  if (!isHeld) {
    const budget = clampedTo === null ? PLAIN_ADMISSION : { ...PLAIN_ADMISSION, clampedMaxOutputTokens: clampedTo };
    return {
      kind: 'reserved',
      request,
      model: asked.model,
      targets: asked.targets,
      headers,
      budget,
      demands: NO_DEMANDS,
      inspection: asked.inspection,
    };
  }
  const limitedCall = request === asked.request ? asked : { ...asked, request };
  const wish = wishFor(gateway, { asked: limitedCall, envelopes, openings, headers, clampedTo });
  if (isRefusal(wish)) return wish;
  const reservation = gateway.budget.desk.reserve({ callId: asked.call.callId, demands: wish.demands });
  if (!(reservation instanceof Promise) && reservation.kind === 'held') return heldAs(gateway, wish, null);
  return conclude(gateway, exchange, wish, reservation);
}

/** What vendors do not bill draws on nothing. */
function envelopesOf({ call, snapshot, grant, binding }: ReservingCall): readonly Envelope[] {
  const budgets = snapshot.budgets ?? null;
  if (budgets === null || call.face === 'anthropic-count-tokens') return NO_ENVELOPES;
  return budgets.envelopesOf(grant, binding.useCase.id);
}

/** The accounts of exceptions without which the call would not have come so far. */
function openingsOf({ binding, snapshot, grant, model, inspection, call }: ReservingCall): readonly BudgetException[] {
  const useCase = snapshot.useCases.get(binding.useCase.id);
  if (binding.openings === undefined || useCase === undefined || call.face === 'anthropic-count-tokens')
    return NO_EXCEPTIONS;
  const keyAllows = grant.allowedUseCaseIds.includes(useCase.id);
  const needed = neededOpenings(binding.openings, {
    keyAllows,
    useCase,
    modelId: model.id,
    dataClass: inspection.dataClass,
  });
  return needed.map(({ budget }) => budget);
}

/** Waits where it must, and asks nobody for a client that is gone by then. */
async function conclude(
  gateway: Gateway,
  exchange: Exchange,
  wish: Wish,
  reserving: Reservation | Promise<Reservation>,
): Promise<Reserved | Refusal | Left> {
  const { desk } = gateway.budget;
  const { callId } = wish.asked.call;
  const sinceMs = gateway.clock.monotonicMs();
  exchange.listen({ clientGone: () => desk.leave(callId), clientReady: () => undefined });
  if (exchange.isGone()) desk.leave(callId);
  const reservation = await reserving;
  const waitedMs = Math.round(gateway.clock.monotonicMs() - sinceMs);
  const concluded = await concludeAs(gateway, wish, reservation, waitedMs);
  if (concluded.kind !== 'reserved' || !exchange.isGone()) return concluded;
  releaseBudget(gateway, { callId, holds: concluded.budget.holds });
  return LEFT;
}

/** What did not fit as it was is tried with exceptions, then with less. */
async function concludeAs(
  gateway: Gateway,
  wish: Wish,
  reservation: Reservation,
  waitedMs: number,
): Promise<Reserved | Refusal | Left> {
  switch (reservation.kind) {
    case 'held':
      return heldAs(gateway, wish, waitedMs);
    case 'away':
      return refuseWithoutStore();
    case 'left':
      return LEFT;
    case 'exhausted': {
      const { short } = reservation;
      const drawn = await drawExceptions(gateway, wish, short);
      return drawn === null
        ? fitted(gateway, wish, { short, waitedMs })
        : heldAs(gateway, drawn.wish, waitedMs, drawn.exceptions);
    }
  }
}

/** Once, with less output or by a cheaper model; and what then does not fit is refused. */
async function fitted(
  gateway: Gateway,
  wish: Wish,
  { short, waitedMs }: { readonly short: readonly AccountKey[]; readonly waitedMs: number },
): Promise<Reserved | Refusal> {
  const fit = fitNearCap(gateway, wish);
  if (fit.kind === 'none') return refuseShort(gateway, wish, short, fit.cheaperModelIds);
  const { callId } = wish.asked.call;
  const reservation = await gateway.budget.desk.reserve({ callId, demands: fit.wish.demands }, { waits: false });
  return reservation.kind === 'held'
    ? heldAs(gateway, fit.wish, waitedMs)
    : refuseShort(gateway, wish, short, fit.cheaperModelIds);
}

function heldAs(
  gateway: Gateway,
  { asked, demands, headers, clampedTo }: Wish,
  waitedMs: number | null,
  drawn: readonly BudgetException[] = NO_EXCEPTIONS,
): Reserved {
  const { desk } = gateway.budget;
  const told = tellBudget(desk, demands);
  return {
    kind: 'reserved',
    request: asked.request,
    model: asked.model,
    targets: asked.targets,
    headers: told.length === 0 ? headers : [...headers, ...told],
    budget: {
      heldNanodollars: mostMoney(demands),
      clampedMaxOutputTokens: clampedTo,
      holds: holdsOf(desk.epoch, demands),
      budgetWaitMs: waitedMs,
    },
    demands,
    inspection: withDrawn(asked.inspection, drawn),
  };
}

/** What each envelope is charged if nobody ever says more of the call. One that counts calls at once is charged nothing. */
function holdsOf(epoch: number, demands: readonly Demand[]): CallCharges {
  const accounts = demands.map(({ envelope, period, amount }) => ({
    envelopeId: envelope.id,
    periodStartMs: period.startMs,
    amount: envelope.unit === 'concurrency' ? '0' : amount.toString(),
  }));
  return { epoch, accounts };
}

/** Exceptions that the call draws on stand on its record beside those that its rules were told of. */
function withDrawn(inspection: InspectionFields, drawn: readonly BudgetException[]): InspectionFields {
  if (drawn.length === 0) return inspection;
  return { ...inspection, exceptionIds: [...inspection.exceptionIds, ...drawn.map(({ exceptionId }) => exceptionId)] };
}

function mostMoney(demands: readonly Demand[]): string | null {
  let most: bigint | null = null;
  for (const { envelope, amount } of demands)
    if (envelope.unit === 'nanodollars' && (most === null || amount > most)) most = amount;
  return most === null ? null : most.toString();
}

function refuseShort(
  gateway: Gateway,
  { asked, demands }: Wish,
  short: readonly AccountKey[],
  cheaperModelIds: readonly string[] = NO_MODELS,
): Refusal {
  const { desk, askAt } = gateway.budget;
  const room = tightestRoom(findRooms(desk, demands), short);
  if (room === undefined) throw new Error('a call without envelopes was refused by one');
  return refuseExhausted({ room, cheaperModelIds, askAt, nowMs: asked.call.openedAtMs });
}
