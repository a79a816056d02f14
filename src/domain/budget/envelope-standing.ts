import { type Envelope, overdraftOf } from './envelope.ts';
import { amountAtAGlance } from './envelope-amount.ts';
import { type Balance, EMPTY_BALANCE, freeOf } from './ledger.ts';

/** An account as the ledger has it; `capApplied` is the cap that its limit counts so far. */
export type StandingAccount = { readonly balance: Balance; readonly capApplied: bigint };

/** Where an envelope stands in a period. */
export type EnvelopeStanding = Balance & {
  /** False: no call has fallen into it yet, so nothing is written down. */
  readonly opened: boolean;
  readonly overdraft: bigint;
  /** What can still be drawn; nothing where more is spent than may be. */
  readonly available: bigint;
  /** Of the limit, in whole percent, rounded up; 100 where there is no limit to speak of. */
  readonly usedPercent: number;
};

/** A cap that was changed counts from the change on, also before the ledger has written it down. */
export function standingOf(
  envelope: Pick<Envelope, 'hardCap' | 'cap'>,
  account: StandingAccount | undefined,
): EnvelopeStanding {
  const known = account?.balance ?? EMPTY_BALANCE;
  const balance = { ...known, limit: known.limit + envelope.hardCap - (account?.capApplied ?? 0n) };
  const overdraft = overdraftOf(envelope.cap);
  const free = freeOf(balance, overdraft);
  const used = balance.spent + balance.held + balance.suspense;
  return {
    ...balance,
    opened: account !== undefined,
    overdraft,
    available: free < 0n ? 0n : free,
    usedPercent: balance.limit > 0n ? Number((used * 100n + balance.limit - 1n) / balance.limit) : 100,
  };
}

/** How much more is spent or drawn than the limit and the overdraft allow; nothing where it fits. */
export function overdrawnBy(standing: Balance & { readonly overdraft: bigint }): bigint {
  const free = freeOf(standing, standing.overdraft);
  return free < 0n ? -free : 0n;
}

/** The standing in one sentence; to the nanodollar it stands beside it. */
export function standingInWords(unit: Envelope['unit'], standing: EnvelopeStanding): string {
  const words = (amount: bigint): string => amountAtAGlance(unit, amount);
  const over = overdrawnBy(standing);
  if (over > 0n)
    return `${words(over)} more is spent or held than the limit of ${words(standing.limit)} allows; new calls are refused.`;
  if (standing.available === 0n) return `All of ${words(standing.limit)} is spent or held; new calls are refused.`;
  const held = standing.held > 0n && unit !== 'concurrency' ? `, ${words(standing.held)} held for calls under way` : '';
  const suspense = standing.suspense > 0n ? `, ${words(standing.suspense)} in suspense` : '';
  const used = unit === 'concurrency' ? standing.held : standing.spent;
  return `${words(used)} of ${words(standing.limit)} ${unit === 'concurrency' ? 'held' : 'spent'}${held}${suspense}; ${words(standing.available)} left.`;
}
