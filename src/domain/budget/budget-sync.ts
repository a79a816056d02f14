/** One envelope in one period: what money is drawn from. */
export type AccountKey = {
  readonly envelopeId: string;
  readonly periodStartMs: number;
};

export type Charge = AccountKey & { readonly amount: bigint };

/** What a call has cost, told to the store until it says that it knows. The call's id makes it count once. */
export type Settlement = {
  readonly callId: string;
  /** The life of the gateway in which the call was held. */
  readonly epoch: number;
  readonly charges: readonly Charge[];
};

/**
 * How much a gateway wants to have leased of an account, all in all, after its settlements were taken. Said as a whole and
 * not as a difference, so that a message which was lost or came twice makes no difference.
 */
export type LeaseTarget = AccountKey & { readonly periodEndMs: number; readonly target: bigint };

/** A call that needs more than is leased: everything in all its accounts, or nothing. */
export type ExactAsk = { readonly callId: string; readonly needs: readonly Charge[] };

/** What a gateway says to the store: what was spent, what it keeps, what it asks for. One is under way at a time. */
export type BudgetSync = {
  readonly gatewayId: string;
  readonly epoch: number;
  /** Grows by one; of two messages the later counts, whichever arrives first. */
  readonly sequence: number;
  readonly settlements: readonly Settlement[];
  /** Holds every account that stands in `asks`. */
  readonly targets: readonly LeaseTarget[];
  readonly asks: readonly ExactAsk[];
};

/** Where an account stood when the message was answered. */
export type AccountState = AccountKey & {
  readonly limit: bigint;
  readonly overdraft: bigint;
  readonly spent: bigint;
  readonly held: bigint;
  readonly suspense: bigint;
  /** What this gateway has leased of it. */
  readonly outstanding: bigint;
  /** Gateways that have leases of it. */
  readonly gateways: number;
};

export type AskAnswer = {
  readonly callId: string;
  readonly kind: 'held' | 'short';
  /** Accounts in which it did not fit; empty when it did. */
  readonly short: readonly AccountKey[];
};

export type BudgetReply = {
  /** `fenced`: a later life of this gateway has begun; `stale`: a later message came first. Settlements counted all the same. */
  readonly kind: 'applied' | 'fenced' | 'stale';
  readonly accounts: readonly AccountState[];
  readonly answers: readonly AskAnswer[];
};

export function nameAccount({ envelopeId, periodStartMs }: AccountKey): string {
  return `${envelopeId}@${periodStartMs}`;
}
