import type { AccountKey, AccountState } from './budget-sync.ts';

/**
 * What one gateway has leased of one account. It changes in place, in the one thread of the gateway: the path does a few
 * additions for an envelope and makes no objects.
 *
 *   free = outstanding − undelivered − held
 */
export type Slice = AccountKey & {
  readonly periodEndMs: number;
  readonly storeAway: 'refuse' | 'leases';
  /** Leased, as the store said last, less what was given back since. */
  outstanding: bigint;
  /** Spent, and not yet known to the store. */
  undelivered: bigint;
  /** Of calls under way. */
  held: bigint;
  /** After this moment (monotonic) nothing may be admitted by it. */
  usableUntilMs: number;
  /** What the store said last of the whole account; null until then. */
  account: AccountState | null;
  /** What should be free here; 0 where calls are decided at the store. */
  wanted: bigint;
  /** Spent since `burnSinceMs`, and the rate that came before. */
  burned: bigint;
  burnSinceMs: number;
  burnPerMs: number;
  /** What a call holds here, a moving mean. */
  typicalHold: number;
  usedAtMs: number;
  /** The store had no room for this much, at this moment: so a burst is answered from memory. */
  shortAmount: bigint;
  shortAtMs: number;
  /** The store was asked and has not answered since: it may have leased more than stands in `outstanding`. */
  uncertain: boolean;
};

/** Of the lease's length, counted from when the message was sent: clocks may run apart by a third before it fails. */
export const USABLE_PART_OF_LEASE = 0.7;

export function newSlice(
  opened: AccountKey & {
    readonly periodEndMs: number;
    readonly storeAway: 'refuse' | 'leases';
    readonly nowMs: number;
  },
): Slice {
  const { nowMs, ...account } = opened;
  return {
    ...account,
    outstanding: 0n,
    undelivered: 0n,
    held: 0n,
    usableUntilMs: Number.NEGATIVE_INFINITY,
    account: null,
    wanted: 0n,
    burned: 0n,
    burnSinceMs: nowMs,
    burnPerMs: 0,
    typicalHold: 0,
    usedAtMs: nowMs,
    shortAmount: 0n,
    shortAtMs: Number.NEGATIVE_INFINITY,
    uncertain: false,
  };
}

export function freeInSlice({ outstanding, undelivered, held }: Slice): bigint {
  return outstanding - undelivered - held;
}

/** Nothing is leased, held or owed, and the store knows that too: it can be forgotten. */
export function isEmptySlice({ outstanding, undelivered, held, uncertain }: Slice): boolean {
  return !uncertain && outstanding === 0n && undelivered === 0n && held === 0n;
}
