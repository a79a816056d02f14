import type { CallActual } from '../../domain/budget/book-admission.ts';
import type { BudgetCall } from '../../domain/budget/book-state.ts';
import type { AccountKey, AccountState, Charge } from '../../domain/budget/budget-sync.ts';
import type { LeaseBook } from '../../domain/budget/lease-book.ts';
import { freeInSlice, type Slice } from '../../domain/budget/slice.ts';
import type { CallCharges } from '../../domain/usage/call-record.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import type { Log } from '../../ports/log.ts';

/** What became of a call that asked for room in its envelopes. Only `held` holds anything. */
export type Reservation =
  | { readonly kind: 'held' }
  /** No room, and none is coming by itself within the wait: the envelopes that lack it. */
  | { readonly kind: 'exhausted'; readonly short: readonly AccountKey[] }
  /** The store is away, or there was no answer within the wait. */
  | { readonly kind: 'away' }
  /** The client left while it waited. */
  | { readonly kind: 'left' };

/** Where an account stands, and what of it is free for calls of this gateway. */
export type AccountRoom = { readonly account: AccountState; readonly available: bigint; readonly spent: bigint };

export type Patience = { readonly waits: boolean };

/** Where calls of this gateway get room in their envelopes, and where they give it back. */
export type BudgetDesk = {
  /**
   * At once where the lease has room; else after the store's answer. Waits no longer than `waitMaxMs`; without `waits` for the store
   * alone, and not for calls under way.
   */
  readonly reserve: (call: BudgetCall, patience?: Patience) => Reservation | Promise<Reservation>;
  /** The life of this gateway in which calls are held. */
  readonly epoch: number;
  /** What the call is charged if nobody ever says more of it, for the journal. */
  readonly holdsOf: (callId: string) => CallCharges;
  /** Ends what a call holds, once, and says what it is charged; null when it holds nothing. */
  readonly settle: (callId: string, actual: CallActual) => CallCharges | null;
  /** The client of a call that waits has left: its wait ends. */
  readonly leave: (callId: string) => void;
  /** To be called four times a second: renews leases, tells settlements, ends waits that are over. */
  readonly tick: () => void;
  /** Resolves once the store knows every settlement that was made until now; rejects when it does not answer. */
  readonly tellAll: () => Promise<void>;
  /** Says nothing more to the store; resolves when the last message is answered. */
  readonly stop: () => Promise<void>;
  /** Where an account stands as far as this gateway knows; undefined until the store has spoken of it. */
  readonly room: (account: AccountKey) => AccountRoom | undefined;
  /** The same without what is free. */
  readonly spent: (account: AccountKey) => Pick<AccountRoom, 'account' | 'spent'> | undefined;
};

export type BudgetDeskParts = {
  readonly book: LeaseBook;
  /** The life of this gateway that the book belongs to. */
  readonly epoch: number;
  readonly store: Pick<BudgetStore, 'sync'>;
  readonly monotonicMs: () => number;
  readonly log: Log;
  /** How long a call may wait for the store, or for calls under way to give back what they hold. */
  readonly waitMaxMs: number;
  /** Calls that wait at once; one more is refused. */
  readonly waitersMax: number;
};

const PATIENT: Patience = { waits: true };

type Waiter = {
  readonly call: BudgetCall;
  readonly untilMs: number;
  /** Also for calls under way to give back what they hold. */
  readonly waits: boolean;
  readonly resolve: (reservation: Reservation) => void;
  /** With the store; otherwise it waits for calls under way to end. */
  asked: boolean;
  short: readonly AccountKey[];
};

/**
 * Puts a lease book and the store together. A call for which there is no room only because calls under way hold it waits for them,
 * in order and within bounds, before it is refused: what they hold is the worst case, and most of it comes back.
 */
export function createBudgetDesk(parts: BudgetDeskParts): BudgetDesk {
  const { book, epoch, store, monotonicMs, waitMaxMs, waitersMax } = parts;
  const waiters = new Map<string, Waiter>();
  let stopped = false;
  let storeState: 'answers' | 'away' | 'fenced' = 'answers';
  let speaking = Promise.resolve();
  let settlements = 0;

  function reserve(call: BudgetCall, { waits }: Patience = PATIENT): Reservation | Promise<Reservation> {
    const nowMs = monotonicMs();
    const admission = book.admit(call, nowMs);
    if (admission.kind === 'held') return { kind: 'held' };
    if (admission.kind === 'away') return { kind: 'away' };
    const short = admission.kind === 'exhausted' ? [admission.account] : [];
    if (waiters.size >= waitersMax) return { kind: 'exhausted', short };
    if (admission.kind === 'exhausted' && !(waits && comesBack(call))) return { kind: 'exhausted', short };
    return new Promise((resolve) => {
      const waiter: Waiter = { call, untilMs: nowMs + waitMaxMs, waits, resolve, asked: false, short };
      waiters.set(call.callId, waiter);
      if (admission.kind === 'ask') ask(waiter, nowMs);
    });
  }

  function ask(waiter: Waiter, nowMs: number): void {
    waiter.asked = true;
    book.ask(waiter.call, nowMs);
    speak();
  }

  /** Whether there would be room if all calls under way ended and cost nothing: else no wait helps. */
  function comesBack({ demands }: BudgetCall): boolean {
    return demands.every(({ envelope, period, amount }) => {
      const slice = book.slice({ envelopeId: envelope.id, periodStartMs: period.startMs });
      if (slice === undefined || slice.account === null) return true;
      const { limit, overdraft, spent, suspense } = slice.account;
      return limit + overdraft - spent - suspense - slice.undelivered >= amount;
    });
  }

  function speak(): void {
    const message = stopped ? null : book.beginSync(monotonicMs());
    if (message === null) return;
    const { sequence } = message;
    speaking = store.sync(message).then(
      (reply) => {
        noteStore('answers');
        if (reply.kind === 'fenced') noteStore('fenced');
        hear(book.finishSync({ sequence, reply }, monotonicMs()));
      },
      (error: unknown) => {
        noteStore('away', error instanceof Error ? error.message : String(error));
        hear(book.failSync(sequence));
      },
    );
  }

  async function tellAll(): Promise<void> {
    const until = settlements;
    while (settlements - book.undelivered() < until) {
      speak();
      await speaking;
      if (storeState === 'away' || stopped) throw new Error('The store did not hear of all settlements.');
    }
  }

  /** Once when it changes: four times a second would fill a log. */
  function noteStore(next: 'answers' | 'away' | 'fenced', why = ''): void {
    if (next === storeState || (storeState === 'fenced' && next === 'answers')) return;
    storeState = next;
    if (next === 'away') parts.log('warn', 'budget.store_away', { why });
    else if (next === 'answers') parts.log('info', 'budget.store_back', {});
    // Another process took the name of this one: calls with envelopes are refused here until it is started anew.
    else parts.log('error', 'budget.fenced', { epoch });
  }

  function hear(outcomes: ReturnType<LeaseBook['failSync']>): void {
    for (const { callId, kind, short } of outcomes) {
      const waiter = waiters.get(callId);
      if (waiter === undefined) continue;
      waiter.asked = false;
      waiter.short = short;
      if (kind === 'held') end(waiter, { kind: 'held' });
      else if (kind === 'away') end(waiter, { kind: 'away' });
      else if (!waiter.waits || !comesBack(waiter.call)) end(waiter, { kind: 'exhausted', short });
    }
    if (book.isUrgent()) speak();
  }

  function end(waiter: Waiter, reservation: Reservation): void {
    waiters.delete(waiter.call.callId);
    waiter.resolve(reservation);
  }

  /** First come, first served, in each envelope: whoever does not fit keeps later calls out of it, or large ones would never come in. */
  function serveWaiters(nowMs: number): void {
    const taken = new Set<string>();
    for (const waiter of waiters.values()) {
      if (waiter.asked || waiter.call.demands.some((demand) => taken.has(demand.envelope.id))) continue;
      const admission = book.admit(waiter.call, nowMs);
      if (admission.kind === 'held') end(waiter, { kind: 'held' });
      else if (admission.kind === 'away') end(waiter, { kind: 'away' });
      else if (admission.kind === 'ask') ask(waiter, nowMs);
      else taken.add(admission.account.envelopeId);
    }
  }

  function endOverdue(nowMs: number): void {
    for (const waiter of waiters.values()) {
      if (nowMs < waiter.untilMs) continue;
      if (waiter.asked) book.cancelAsk(waiter.call.callId);
      end(waiter, waiter.asked ? { kind: 'away' } : { kind: 'exhausted', short: waiter.short });
    }
  }

  return {
    reserve,
    epoch,
    holdsOf: (callId) => toCallCharges(epoch, book.chargesOf(callId)),
    settle: (callId, actual) => {
      const charges = book.settle(callId, actual);
      if (charges === null) return null;
      settlements += 1;
      if (waiters.size > 0) serveWaiters(monotonicMs());
      return toCallCharges(epoch, charges);
    },
    leave: (callId) => {
      const waiter = waiters.get(callId);
      if (waiter === undefined) return;
      book.cancelAsk(callId);
      end(waiter, { kind: 'left' });
    },
    tick: () => {
      const nowMs = monotonicMs();
      for (const callId of book.expireHolds(nowMs)) {
        settlements += 1;
        parts.log('error', 'budget.hold_forgotten', { callId });
      }
      endOverdue(nowMs);
      serveWaiters(nowMs);
      speak();
    },
    tellAll,
    stop: () => {
      stopped = true;
      return speaking;
    },
    room: (key) => roomIn(book.slice(key)),
    spent: (key) => spentIn(book.slice(key)),
  };
}

function spentIn(slice: Slice | undefined): Pick<AccountRoom, 'account' | 'spent'> | undefined {
  if (slice === undefined || slice.account === null) return undefined;
  return { account: slice.account, spent: slice.account.spent + slice.undelivered };
}

function roomIn(slice: Slice | undefined): AccountRoom | undefined {
  if (slice === undefined || slice.account === null) return undefined;
  const { limit, overdraft, spent, held, suspense } = slice.account;
  const own = freeInSlice(slice);
  const pool = limit + overdraft - spent - held - suspense;
  return {
    account: slice.account,
    available: (pool > 0n ? pool : 0n) + (own > 0n ? own : 0n),
    spent: spent + slice.undelivered,
  };
}

function toCallCharges(epoch: number, charges: readonly Charge[]): CallCharges {
  const accounts = charges.map(({ envelopeId, periodStartMs, amount }) => ({
    envelopeId,
    periodStartMs,
    amount: amount.toString(),
  }));
  return { epoch, accounts };
}
