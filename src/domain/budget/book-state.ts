import { type CallTable, createCallTable } from '../usage/call-table.ts';
import { type AccountKey, type LeaseTarget, nameAccount } from './budget-sync.ts';
import type { Envelope, EnvelopeUnit } from './envelope.ts';
import type { PeriodBounds } from './period.ts';
import { createSettlementOutbox, type SettlementOutbox } from './settlement-outbox.ts';
import { freeInSlice, newSlice, type Slice } from './slice.ts';

/** What a call must hold in one envelope. */
export type Demand = { readonly envelope: Envelope; readonly period: PeriodBounds; readonly amount: bigint };

export type BudgetCall = { readonly callId: string; readonly demands: readonly Demand[] };

export type LeaseBookOptions = {
  readonly gatewayId: string;
  /** The life of this gateway, as the store gave it. */
  readonly epoch: number;
  readonly leaseMs: number;
  /** A hold that is older was forgotten by its call: it is settled at what it holds. Longer than any call may take. */
  readonly holdMs: number;
  /** Bounds of one message. */
  readonly settlementsMax: number;
  readonly asksMax: number;
};

export type HeldPart = { readonly slice: Slice; readonly unit: EnvelopeUnit; readonly amount: bigint };
export type Hold = { readonly sinceMs: number; readonly parts: HeldPart[] };
/** A call that waits for the store: `held` is held already, `needed` is asked for. */
export type Waiting = {
  readonly callId: string;
  readonly sinceMs: number;
  readonly held: readonly HeldPart[];
  readonly needed: readonly HeldPart[];
};
/** The message under way: what is needed of it when it is answered, and nothing that would keep the rest of it in memory. */
export type Pending = {
  readonly sequence: number;
  readonly sentAtMs: number;
  readonly settlements: number;
  /** What its settlements spent of leases of this life. */
  readonly delivering: ReadonlyMap<Slice, bigint>;
  readonly targets: readonly LeaseTarget[];
  readonly asked: readonly Waiting[];
};

/** Everything a lease book knows. It changes in place; the functions beside it are its only writers. */
export type BookState = {
  readonly options: LeaseBookOptions;
  readonly slices: Map<string, Slice>;
  /** The newest period of each envelope. */
  readonly newest: Map<string, Slice>;
  readonly holds: CallTable<Hold>;
  readonly waiting: Map<string, Waiting>;
  /** Calls under way to the store for which nobody waits any more. */
  readonly cancelled: Set<string>;
  /** Told to the store until it says that it knows. */
  readonly settlements: SettlementOutbox;
  pending: Pending | null;
  sequence: number;
  away: boolean;
  fenced: boolean;
  low: boolean;
};

/** Weight of the newest in moving means. */
export const NEWEST = 0.3;

export function newBookState(options: LeaseBookOptions): BookState {
  return {
    options,
    slices: new Map(),
    newest: new Map(),
    holds: createCallTable(),
    waiting: new Map(),
    cancelled: new Set(),
    settlements: createSettlementOutbox(),
    pending: null,
    sequence: 0,
    away: false,
    fenced: false,
    low: false,
  };
}

/** The slice that a demand draws from; made when there is none. */
export function sliceOf(state: BookState, { envelope, period }: Demand, nowMs: number): Slice {
  const last = state.newest.get(envelope.id);
  if (last !== undefined && last.periodStartMs === period.startMs) return last;
  const key = { envelopeId: envelope.id, periodStartMs: period.startMs };
  const known = state.slices.get(nameAccount(key));
  const { storeAway } = envelope;
  const slice = known ?? newSlice({ ...key, periodEndMs: period.endMs, storeAway, nowMs });
  state.slices.set(nameAccount(key), slice);
  if (last === undefined || last.periodStartMs < period.startMs) state.newest.set(envelope.id, slice);
  return slice;
}

/** By the newest period first: that spares the name of the account. */
export function findSlice(state: BookState, account: AccountKey): Slice | undefined {
  const last = state.newest.get(account.envelopeId);
  return last?.periodStartMs === account.periodStartMs ? last : state.slices.get(nameAccount(account));
}

export function holdPart(state: BookState, { slice, amount }: HeldPart): void {
  slice.held += amount;
  slice.typicalHold += (slice.typicalHold === 0 ? 1 : NEWEST) * (Number(amount) - slice.typicalHold);
  if (freeInSlice(slice) * 2n < slice.wanted) state.low = true;
}

/** A call that is held already holds more from here on. */
export function keepHold(state: BookState, callId: string, more: { sinceMs: number; parts: HeldPart[] }): void {
  const before = state.holds.get(callId);
  if (before === undefined) state.holds.set(callId, more);
  else before.parts.push(...more.parts);
}

export function releaseParts(parts: readonly HeldPart[]): void {
  for (const { slice, amount } of parts) slice.held -= amount;
}

export function keyOf({ envelopeId, periodStartMs }: AccountKey): AccountKey {
  return { envelopeId, periodStartMs };
}
