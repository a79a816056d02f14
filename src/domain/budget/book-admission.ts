import {
  type BookState,
  type BudgetCall,
  type HeldPart,
  holdPart,
  keepHold,
  keyOf,
  releaseParts,
  sliceOf,
} from './book-state.ts';
import type { AccountKey, Charge } from './budget-sync.ts';
import type { EnvelopeUnit } from './envelope.ts';
import { freeInSlice, type Slice } from './slice.ts';

/**
 * `held`: in all envelopes. `ask`: it does not fit into what is leased; ask the store. `exhausted`: the store had no room a
 * moment ago. `away`: the store is away, and an envelope does not go on without it. Nothing is held but by `held`.
 */
export type Admission =
  | { readonly kind: 'held' }
  | { readonly kind: 'ask' }
  | { readonly kind: 'exhausted' | 'away'; readonly account: AccountKey };

/** What a call has used. Unknown cost is null: then what was held is taken for it. */
export type CallActual = {
  readonly nanodollars: bigint | null;
  readonly tokens: bigint | null;
  readonly requests: bigint;
};

/** What is known of a call that nobody settled. */
export const AS_HELD: CallActual = { nanodollars: null, tokens: null, requests: 1n };

/** How long "no room" is believed without asking again. */
export const SHORT_BELIEVED_MS = 250;

/** Decides one call in memory over all its envelopes: all or nothing. */
export function admitCall(state: BookState, call: BudgetCall, nowMs: number): Admission {
  const parts: HeldPart[] = [];
  let fits = true;
  for (const demand of call.demands) {
    const slice = sliceOf(state, demand, nowMs);
    slice.usedAtMs = nowMs;
    if (isAway(state, slice, nowMs)) return { kind: 'away', account: keyOf(slice) };
    if (!fitsInSlice(slice, demand.amount, nowMs)) {
      if (demand.amount >= slice.shortAmount && nowMs - slice.shortAtMs < SHORT_BELIEVED_MS)
        return { kind: 'exhausted', account: keyOf(slice) };
      fits = false;
    }
    parts.push({ slice, unit: demand.envelope.unit, amount: demand.amount });
  }
  if (!fits) return { kind: 'ask' };
  for (const part of parts) holdPart(state, part);
  keepHold(state, call.callId, { sinceMs: nowMs, parts });
  return { kind: 'held' };
}

function isAway(state: BookState, slice: Slice, nowMs: number): boolean {
  return state.fenced || (state.away && (slice.storeAway === 'refuse' || nowMs >= slice.usableUntilMs));
}

function fitsInSlice(slice: Slice, amount: bigint, nowMs: number): boolean {
  return nowMs < slice.usableUntilMs && freeInSlice(slice) >= amount;
}

/** What fits is held meanwhile; the store is asked for the rest, and all of it comes or none. */
export function askForCall(state: BookState, { callId, demands }: BudgetCall, nowMs: number): void {
  const held: HeldPart[] = [];
  const needed: HeldPart[] = [];
  for (const demand of demands) {
    const slice = sliceOf(state, demand, nowMs);
    const part = { slice, unit: demand.envelope.unit, amount: demand.amount };
    (fitsInSlice(slice, demand.amount, nowMs) ? held : needed).push(part);
  }
  for (const part of held) holdPart(state, part);
  state.waiting.set(callId, { callId, sinceMs: nowMs, held, needed });
}

export function cancelAsk(state: BookState, callId: string): void {
  const ask = state.waiting.get(callId);
  if (ask === undefined) {
    if (state.pending?.asked.some((one) => one.callId === callId) === true) state.cancelled.add(callId);
    return;
  }
  state.waiting.delete(callId);
  releaseParts(ask.held);
}

/** Ends the hold of a call, once, and says what it is charged; null when it has none. */
export function settleHold(state: BookState, callId: string, actual: CallActual): readonly Charge[] | null {
  const hold = state.holds.take(callId);
  if (hold === undefined) return null;
  const charges = chargesByAccount(hold.parts, actual);
  releaseParts(hold.parts);
  for (const { slice, amount } of charges) {
    slice.undelivered += amount;
    slice.burned += amount;
  }
  state.settlements.add(callId, state.options.epoch, charges);
  return toCharges(charges);
}

/** Settles at what they hold the holds that no call can own any more: never back by a timer. Gives back whose they were. */
export function expireHolds(state: BookState, nowMs: number): readonly string[] {
  const overdue: string[] = [];
  state.holds.each((callId, { sinceMs }) => {
    if (nowMs - sinceMs >= state.options.holdMs) overdue.push(callId);
  });
  for (const callId of overdue) settleHold(state, callId, AS_HELD);
  return overdue;
}

/** What a call under way would be charged if nobody ever said more: for the journal. */
export function chargesOfHold(state: BookState, callId: string): readonly Charge[] {
  return toCharges(chargesByAccount(state.holds.get(callId)?.parts ?? [], AS_HELD));
}

type Charged = { readonly slice: Slice; amount: bigint };

/** One charge an account, also where another target was held besides. A call has few: looking through them is quicker than a map. */
function chargesByAccount(parts: readonly HeldPart[], actual: CallActual): readonly Charged[] {
  const charges: Charged[] = [];
  for (const { slice, unit, amount } of parts) {
    const before = charges.find((charged) => charged.slice === slice);
    if (before === undefined) charges.push({ slice, amount: chargeOf(unit, actual, amount) });
    else if (isUnknown(unit, actual)) before.amount += chargeOf(unit, actual, amount);
  }
  return charges;
}

function isUnknown(unit: EnvelopeUnit, { nanodollars, tokens }: CallActual): boolean {
  return (unit === 'nanodollars' && nanodollars === null) || (unit === 'tokens' && tokens === null);
}

function chargeOf(unit: EnvelopeUnit, actual: CallActual, held: bigint): bigint {
  switch (unit) {
    case 'nanodollars':
      return actual.nanodollars ?? held;
    case 'tokens':
      return actual.tokens ?? held;
    case 'requests':
      return actual.requests;
    case 'concurrency':
      return 0n;
  }
}

function toCharges(charges: readonly Charged[]): readonly Charge[] {
  return charges.map(({ slice: { envelopeId, periodStartMs }, amount }) => ({ envelopeId, periodStartMs, amount }));
}
