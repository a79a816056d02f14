import type { AccountKey, BudgetReply, BudgetSync } from '../domain/budget/budget-sync.ts';
import type { Balance, EntryKind } from '../domain/budget/ledger.ts';

/** Something whose fate nobody knows yet: a gateway drew it and was not heard of in time. */
export type SuspenseRow = AccountKey & {
  readonly gatewayId: string;
  readonly epoch: number;
  readonly amount: bigint;
  readonly sinceMs: number;
};

/** One line of an account's ledger, oldest first. */
export type EntryRow = {
  readonly id: bigint;
  readonly atMs: number;
  readonly kind: EntryKind;
  readonly amount: bigint;
  readonly gatewayId: string | null;
  readonly actor: string | null;
  readonly reason: string | null;
};

/** A life of a gateway, and the first whose journal lies in the same directory; 1 unless said. */
export type GatewayLife = { readonly gatewayId: string; readonly epoch: number; readonly firstEpoch?: number };

/** Who decides about money by hand, and why; it stands in the ledger. */
export type LedgerAuthor = { readonly actor: string; readonly reason: string };

/**
 * The one ledger behind all gateways. Every method is one transaction, on disk when it resolves, and says of an account
 * what `sumEntries` says of its entries. A call is settled once, whoever tells of it and however often.
 */
export type BudgetStore = {
  /** Begins a new life of a gateway. From now on leases are drawn by this epoch alone; earlier ones may only settle. */
  readonly register: (gatewayId: string) => Promise<{ readonly epoch: number }>;
  /**
   * Takes settlements, then targets, then asks, and says where the accounts stand. It never leases what is not free, and never takes
   * back what a target does not give up. Repeated or late, it changes nothing but by settlements that are new.
   */
  readonly sync: (message: BudgetSync) => Promise<BudgetReply>;
  /** Moves what is leased beyond its time to suspense. Gives back how many leases. Nothing is ever given back by time alone. */
  readonly expireLeases: () => Promise<number>;
  /**
   * The journal of all earlier lives has been told to the end: what they drew and did not spend is free again. Gives back how
   * many leases were closed.
   */
  readonly closeEarlierEpochs: (life: GatewayLife) => Promise<number>;
  /** Forgets at most so many settlements that nothing can tell again, a day after they were made. Gives back how many. */
  readonly prune: (limit: number) => Promise<number>;
  readonly suspense: (limit: number) => Promise<readonly SuspenseRow[]>;
  /** A person or a provider's record says how much of it was spent; the rest is free. False when it is not in suspense any more. */
  readonly resolveSuspense: (
    row: Pick<SuspenseRow, 'envelopeId' | 'periodStartMs' | 'gatewayId' | 'epoch'>,
    spent: bigint,
    author: LedgerAuthor,
  ) => Promise<boolean>;
  /** Adds to a limit, or takes away. False when there is no such account. */
  readonly adjust: (account: AccountKey, amount: bigint, author: LedgerAuthor) => Promise<boolean>;
  /** Moves what is free from one account to another; false when it is not free, or an account is missing or counts something else. */
  readonly transfer: (
    accounts: { readonly from: AccountKey; readonly to: AccountKey },
    amount: bigint,
    author: LedgerAuthor,
  ) => Promise<boolean>;
  readonly balance: (account: AccountKey) => Promise<Balance | undefined>;
  readonly entries: (account: AccountKey) => Promise<readonly EntryRow[]>;
};
