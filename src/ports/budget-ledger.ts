import type { AccountKey } from '../domain/budget/budget-sync.ts';
import type { EnvelopeUnit } from '../domain/budget/envelope.ts';
import type { StandingAccount } from '../domain/budget/envelope-standing.ts';
import type { EntryKind } from '../domain/budget/ledger.ts';
import type { EntryRow, LedgerAuthor, SuspenseRow } from './budget-store.ts';

/** One envelope in one period, as far as calls have opened it. */
export type AccountRow = AccountKey &
  StandingAccount & {
    readonly periodEndMs: number;
    /** Nothing more is drawn: another period took its place. */
    readonly closed: boolean;
  };

/** A value that was reported of an envelope's metric. */
export type MetricValue = { readonly atMs: number; readonly value: number; readonly reportedBy: string };

/** What the control plane reads of the ledger. */
export type LedgerReads = {
  /** Those of the accounts that were opened. */
  readonly accounts: (keys: readonly AccountKey[]) => Promise<readonly AccountRow[]>;
  /** The newest account of an envelope that begins at this moment or before. */
  readonly accountAt: (envelopeId: string, atMs: number) => Promise<AccountRow | undefined>;
  /** Newest first; `beforeId`: the page begins below this entry. */
  readonly entriesBefore: (
    account: AccountKey,
    page: { readonly limit: number; readonly beforeId: bigint | null; readonly kind: EntryKind | null },
  ) => Promise<readonly EntryRow[]>;
  /** What is in suspense, in the order of envelope, period, gateway and epoch. */
  readonly suspenseAfter: (page: {
    readonly limit: number;
    readonly after: SuspenseKey | null;
    readonly envelopeId: string | null;
  }) => Promise<readonly CountedSuspense[]>;
  /** Newest first, of moments before `beforeMs`. */
  readonly metricValues: (
    envelopeId: string,
    page: { readonly limit: number; readonly beforeMs: number | null },
  ) => Promise<readonly MetricValue[]>;
};

/** What is in suspense, and what its envelope (or its exception) counts. */
export type CountedSuspense = SuspenseRow & { readonly unit: EnvelopeUnit };

export type SuspenseKey = Pick<SuspenseRow, 'envelopeId' | 'periodStartMs' | 'gatewayId' | 'epoch'>;

/** What the control plane writes into the ledger, in the transaction of the audit events that tell of it. */
export type LedgerWrites = {
  /** Opens the account if it is not; false while its envelope is not active. */
  readonly open: (account: AccountKey & { readonly periodEndMs: number }) => Promise<boolean>;
  /** Adds to a limit, or takes away. False when there is no such account. */
  readonly adjust: (account: AccountKey, amount: bigint, author: LedgerAuthor) => Promise<boolean>;
  /** Somebody says how much of it was spent; the rest is free. False when it is not in suspense any more. */
  readonly resolveSuspense: (key: SuspenseKey, spent: bigint, author: LedgerAuthor) => Promise<boolean>;
  /** A later report of a moment takes the place of the earlier one. */
  readonly putMetricValues: (envelopeId: string, values: readonly MetricValue[]) => Promise<void>;
};
