import type { Envelope } from '../domain/budget/envelope.ts';

/** An account whose period runs now. */
export type RunningAccount = {
  readonly envelopeId: string;
  readonly periodStartMs: number;
  readonly periodEndMs: number;
  readonly limit: bigint;
  readonly spent: bigint;
  readonly held: bigint;
  readonly suspense: bigint;
};

/** What was spent in some minutes that begin at `atMs`: five, or fifteen where days have passed since. */
export type SpendSlice = { readonly atMs: number; readonly amount: number };

export type EnvelopeSlice = SpendSlice & { readonly envelopeId: string; readonly periodStartMs: number };

/** What forecasts and alerts read of the ledger. Nothing here is locked, and nothing waits for calls. */
export type ForesightStore = {
  /** Active envelopes in the order of their ids. */
  readonly envelopes: () => Promise<readonly Envelope[]>;
  /** Of all envelopes, as far as a call has opened them. */
  readonly runningAccounts: (nowMs: number) => Promise<readonly RunningAccount[]>;
  /** What an envelope has spent since a moment, oldest first, whatever its periods were. */
  readonly spendSince: (envelopeId: string, fromMs: number) => Promise<readonly SpendSlice[]>;
  /** What all have spent since a moment, for windows of hours. */
  readonly recentSpend: (fromMs: number) => Promise<readonly EnvelopeSlice[]>;
  /** When an envelope first spent anything; undefined where it never did. */
  readonly firstSpendAtMs: (envelopeId: string) => Promise<number | undefined>;
  /** People whose calls fell into a scope since a moment, those with the most first. Tags are not known of sums: such scopes give nobody. */
  readonly callersOf: (
    scope: Envelope['scope'],
    since: { readonly fromMs: number; readonly limit: number },
  ) => Promise<readonly string[]>;
};
