import type { AccountKey } from '../domain/budget/budget-sync.ts';
import type { EnvelopeUnit } from '../domain/budget/envelope.ts';
import type { PeriodBounds } from '../domain/budget/period.ts';
import type { LedgerAuthor } from './budget-store.ts';

/** What an exception may spend, as the ledger is to know it. */
export type ExceptionAccount = {
  readonly exceptionId: string;
  /** Null where it opens something instead. */
  readonly raisesEnvelopeId: string | null;
  readonly unit: EnvelopeUnit;
  readonly cap: bigint;
  readonly period: PeriodBounds;
};

/** What became of an exception's money; `held` is of calls under way, or of gateways that nobody has heard of. */
export type EndedException = { readonly spent: bigint; readonly held: bigint };

/** What exceptions and transfers do to the ledger, in the transaction of their rows and their audit events. */
export type ExceptionLedger = {
  /** Moves what is free; false when it is not, or an account is missing or counts something else. */
  readonly transfer: (
    accounts: { readonly from: AccountKey; readonly to: AccountKey },
    amount: bigint,
    author: LedgerAuthor,
  ) => Promise<boolean>;
  /** Once for each exception. */
  readonly openException: (account: ExceptionAccount, author: LedgerAuthor) => Promise<void>;
  /**
   * Nothing more is drawn, and what is neither spent nor held is taken back; asked again, also what was held and came back.
   * Undefined where the exception never had money.
   */
  readonly closeException: (exceptionId: string, author: LedgerAuthor) => Promise<EndedException | undefined>;
};
