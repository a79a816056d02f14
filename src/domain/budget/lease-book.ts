import type { Admission, CallActual } from './book-admission.ts';
import { admitCall, askForCall, cancelAsk, chargesOfHold, expireHolds, settleHold } from './book-admission.ts';
import { type BudgetCall, findSlice, type LeaseBookOptions, newBookState } from './book-state.ts';
import { type AskOutcome, beginSync, failSync, finishSync } from './book-sync.ts';
import type { AccountKey, BudgetReply, BudgetSync, Charge, Settlement } from './budget-sync.ts';
import type { Slice } from './slice.ts';

/**
 * What one gateway has leased, and what its calls hold of it: all in one thread and in memory. It talks to the store by one
 * message at a time, `beginSync` and then `finishSync` or `failSync`. Times are monotonic.
 */
export type LeaseBook = {
  /** Decides in memory. Called again for a call that is held (another target), it holds more for it. */
  readonly admit: (call: BudgetCall, nowMs: number) => Admission;
  /** Puts a call into the next message to the store; its outcome comes from `finishSync` or `failSync`. */
  readonly ask: (call: BudgetCall, nowMs: number) => void;
  /** Whoever asked does not wait any longer: what comes for it is kept free. */
  readonly cancelAsk: (callId: string) => void;
  /** Ends the hold of a call, once, and says what it is charged; null when it has none. */
  readonly settle: (callId: string, actual: CallActual) => readonly Charge[] | null;
  /** Settles at what they hold the holds older than `holdMs`; gives back their calls. */
  readonly expireHolds: (nowMs: number) => readonly string[];
  /** Settlements that the journal of an earlier life holds. */
  readonly restore: (settlements: readonly Settlement[]) => void;
  /** What a call under way would be charged if nobody ever said more: for the journal. */
  readonly chargesOf: (callId: string) => readonly Charge[];
  /** Whether a message should go before the next tick: somebody waits, or a slice runs low. */
  readonly isUrgent: () => boolean;
  /** The next message, or null while one is under way. */
  readonly beginSync: (nowMs: number) => BudgetSync | null;
  /** Answers to a message other than the one under way are left alone. */
  readonly finishSync: (
    answer: { readonly sequence: number; readonly reply: BudgetReply },
    nowMs: number,
  ) => readonly AskOutcome[];
  /** No answer came: nobody knows whether the message arrived. */
  readonly failSync: (sequence: number) => readonly AskOutcome[];
  readonly slice: (account: AccountKey) => Slice | undefined;
  readonly slices: () => Iterable<Slice>;
  /** Settlements that the store does not know of yet. */
  readonly undelivered: () => number;
};

export function createLeaseBook(options: LeaseBookOptions): LeaseBook {
  const state = newBookState(options);
  return {
    admit: (call, nowMs) => admitCall(state, call, nowMs),
    ask: (call, nowMs) => askForCall(state, call, nowMs),
    cancelAsk: (callId) => cancelAsk(state, callId),
    settle: (callId, actual) => settleHold(state, callId, actual),
    expireHolds: (nowMs) => expireHolds(state, nowMs),
    restore: (settlements) => {
      for (const { callId, epoch, charges } of settlements)
        state.settlements.add(
          callId,
          epoch,
          charges.map((charge) => ({ slice: charge, amount: charge.amount })),
        );
    },
    chargesOf: (callId) => chargesOfHold(state, callId),
    isUrgent: () => state.low || state.waiting.size > 0,
    beginSync: (nowMs) => beginSync(state, nowMs),
    finishSync: (answer, nowMs) => finishSync(state, answer, nowMs),
    failSync: (sequence) => failSync(state, sequence),
    slice: (account) => findSlice(state, account),
    slices: () => state.slices.values(),
    undelivered: () => state.settlements.size(),
  };
}
