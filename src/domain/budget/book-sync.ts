import { SHORT_BELIEVED_MS } from './book-admission.ts';
import {
  type BookState,
  findSlice,
  type HeldPart,
  holdPart,
  keepHold,
  keyOf,
  NEWEST,
  releaseParts,
  type Waiting,
} from './book-state.ts';
import type { AccountKey, BudgetReply, BudgetSync, ExactAsk, LeaseTarget, Settlement } from './budget-sync.ts';
import { nameAccount } from './budget-sync.ts';
import { sizeSlice } from './size-slice.ts';
import { freeInSlice, isEmptySlice, type Slice, USABLE_PART_OF_LEASE } from './slice.ts';

/** What became of a call that was asked for. */
export type AskOutcome = {
  readonly callId: string;
  readonly kind: 'held' | 'exhausted' | 'away';
  /** Where there was no room. */
  readonly short: readonly AccountKey[];
};

/** Rates are taken over stretches no shorter than this. */
const BURN_STRETCH_MS = 100;

/** The next message to the store, or null while one is under way. What it gives back is not used from here on. */
export function beginSync(state: BookState, nowMs: number): BudgetSync | null {
  if (state.pending !== null) return null;
  const { gatewayId, epoch, settlementsMax, asksMax } = state.options;
  state.low = false;
  state.sequence += 1;
  const settlements = state.settlements.first(settlementsMax);
  const asked = [...state.waiting.values()].slice(0, asksMax);
  for (const { callId } of asked) state.waiting.delete(callId);
  const delivering = sumBySlice(state, settlements);
  const named = new Set(asked.flatMap(({ needed }) => needed.map(({ slice }) => slice)));
  for (const slice of state.slices.values()) if (delivering.has(slice) || isDue(state, slice, nowMs)) named.add(slice);
  const targets = [...named].map((slice) => aimAt(state, slice, { nowMs, delivered: delivering.get(slice) ?? 0n }));
  const sync = { gatewayId, epoch, sequence: state.sequence, settlements, targets, asks: asked.map(toAsk) };
  const { sequence } = state;
  state.pending = { sequence, sentAtMs: nowMs, settlements: settlements.length, delivering, targets, asked };
  return sync;
}

/** What runs low, must be renewed, lies idle, or may stand otherwise at the store than here. */
function isDue({ options }: BookState, slice: Slice, nowMs: number): boolean {
  if (freeInSlice(slice) * 2n < slice.wanted) return true;
  if (isEmptySlice(slice)) return false;
  const renewMs = slice.usableUntilMs - (USABLE_PART_OF_LEASE * options.leaseMs) / 2;
  return slice.uncertain || slice.wanted === 0n || nowMs >= renewMs || nowMs - slice.usedAtMs > options.leaseMs;
}

function aimAt(state: BookState, slice: Slice, told: { nowMs: number; delivered: bigint }): LeaseTarget {
  slice.wanted = wantedIn(state, slice, told.nowMs);
  const target = atLeastNothing(slice.held + slice.wanted + slice.undelivered - told.delivered);
  // Given up from this moment on, whether or not the message arrives.
  if (target + told.delivered < slice.outstanding) slice.outstanding = target + told.delivered;
  slice.uncertain = true;
  return { ...keyOf(slice), periodEndMs: slice.periodEndMs, target };
}

function wantedIn({ options }: BookState, slice: Slice, nowMs: number): bigint {
  const passedMs = nowMs - slice.burnSinceMs;
  if (passedMs >= BURN_STRETCH_MS) {
    slice.burnPerMs += NEWEST * (Number(slice.burned) / passedMs - slice.burnPerMs);
    slice.burned = 0n;
    slice.burnSinceMs = nowMs;
  }
  if (slice.account === null || nowMs - slice.usedAtMs > options.leaseMs) return 0n;
  const { limit, overdraft, spent, held, suspense, gateways } = slice.account;
  const pool = limit + overdraft - spent - held - suspense + atLeastNothing(freeInSlice(slice));
  const { burnPerMs, typicalHold } = slice;
  return sizeSlice({ burnPerMs, horizonMs: options.leaseMs / 2, typicalHold, pool, gateways });
}

/** Takes the answer to the message under way; any other answer is left alone. */
export function finishSync(
  state: BookState,
  answer: { readonly sequence: number; readonly reply: BudgetReply },
  nowMs: number,
): readonly AskOutcome[] {
  const { pending } = state;
  if (pending === null || pending.sequence !== answer.sequence) return [];
  const { reply } = answer;
  state.pending = null;
  state.away = false;
  state.fenced ||= reply.kind === 'fenced';
  state.settlements.drop(pending.settlements);
  for (const [slice, amount] of pending.delivering) {
    slice.undelivered -= amount;
    // Where the answer says no more than that it was counted, as when the message came twice.
    slice.outstanding -= amount;
  }
  if (reply.kind === 'applied') takeAccounts(state, pending.targets, { reply, sentAtMs: pending.sentAtMs });
  const answers = new Map(reply.answers.map((one) => [one.callId, one]));
  const outcomes = pending.asked.map((ask) => {
    const told = answers.get(ask.callId);
    if (told?.kind === 'held') return takeGrant(state, ask);
    return turnAway(state, ask, reply.kind === 'applied' ? { short: told?.short ?? [], nowMs } : null);
  });
  forgetIdle(state, nowMs);
  return outcomes;
}

function takeAccounts(
  state: BookState,
  targets: readonly LeaseTarget[],
  { reply, sentAtMs }: { readonly reply: BudgetReply; readonly sentAtMs: number },
): void {
  const accounts = new Map(reply.accounts.map((account) => [nameAccount(account), account]));
  for (const target of targets) {
    const slice = state.slices.get(nameAccount(target));
    if (slice === undefined) continue;
    const account = accounts.get(nameAccount(target)) ?? null;
    slice.outstanding = account?.outstanding ?? 0n;
    slice.account = account;
    slice.uncertain = false;
    slice.usableUntilMs = sentAtMs + USABLE_PART_OF_LEASE * state.options.leaseMs;
  }
}

function takeGrant(state: BookState, { callId, sinceMs, held, needed }: Waiting): AskOutcome {
  if (state.cancelled.delete(callId)) releaseParts(held);
  else {
    for (const part of needed) holdPart(state, part);
    keepHold(state, callId, { sinceMs, parts: [...held, ...needed] });
  }
  return { callId, kind: 'held', short: [] };
}

/** Null: nobody knows whether there was room. */
function turnAway(
  state: BookState,
  { callId, held, needed }: Waiting,
  known: { readonly short: readonly AccountKey[]; readonly nowMs: number } | null,
): AskOutcome {
  state.cancelled.delete(callId);
  releaseParts(held);
  if (known === null) return { callId, kind: 'away', short: [] };
  const names = new Set(known.short.map(nameAccount));
  for (const part of needed) if (names.has(nameAccount(part.slice))) rememberShort(part, known.nowMs);
  return { callId, kind: 'exhausted', short: known.short };
}

function rememberShort({ slice, amount }: HeldPart, nowMs: number): void {
  const stillBelieved = nowMs - slice.shortAtMs < SHORT_BELIEVED_MS;
  if (!stillBelieved || amount < slice.shortAmount) slice.shortAmount = amount;
  slice.shortAtMs = nowMs;
}

/** No answer came: nobody knows whether the message arrived. What it settled is told again. */
export function failSync(state: BookState, sequence: number): readonly AskOutcome[] {
  const { pending } = state;
  if (pending === null || pending.sequence !== sequence) return [];
  state.pending = null;
  state.away = true;
  return pending.asked.map((ask) => turnAway(state, ask, null));
}

/** What is remembered to have no room is kept as long as it is believed: a burst of retries does not reach the store. */
function forgetIdle(state: BookState, nowMs: number): void {
  const waitedFor = new Set<Slice>();
  for (const { held, needed } of state.waiting.values())
    for (const { slice } of [...held, ...needed]) waitedFor.add(slice);
  for (const [name, slice] of state.slices) {
    if (!isEmptySlice(slice) || slice.wanted > 0n || waitedFor.has(slice)) continue;
    if (nowMs - slice.shortAtMs < SHORT_BELIEVED_MS) continue;
    state.slices.delete(name);
    if (state.newest.get(slice.envelopeId) === slice) state.newest.delete(slice.envelopeId);
  }
}

function toAsk({ callId, needed }: Waiting): ExactAsk {
  return { callId, needs: needed.map(({ slice, amount }) => ({ ...keyOf(slice), amount })) };
}

/** What was spent of leases of this life, by slice: no account is named anew for each call. */
function sumBySlice(state: BookState, settlements: readonly Settlement[]): ReadonlyMap<Slice, bigint> {
  const sums = new Map<Slice, bigint>();
  for (const { epoch, charges } of settlements) {
    if (epoch !== state.options.epoch) continue;
    for (const charge of charges) {
      const slice = findSlice(state, charge);
      if (slice !== undefined) sums.set(slice, (sums.get(slice) ?? 0n) + charge.amount);
    }
  }
  return sums;
}

function atLeastNothing(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
