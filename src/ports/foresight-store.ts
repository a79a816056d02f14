import type { EnvelopeScope } from '../domain/budget/envelope.ts';

/** What was spent in some minutes that begin at `atMs`: five, or fifteen where days have passed since. */
export type SpendSlice = { readonly atMs: number; readonly amount: number };

export type EnvelopeSlice = SpendSlice & { readonly envelopeId: string; readonly periodStartMs: number };

/** What forecasts and alerts read of the ledger. Nothing here is locked, and nothing waits for calls. */
export type ForesightStore = {
  /**
   * What an envelope has spent since a moment, oldest first, whatever its periods were. What lies before `fine` is told by whole
   * days of its zone, each at its beginning.
   */
  readonly spendSince: (
    envelopeId: string,
    fromMs: number,
    fine: { readonly fromMs: number; readonly timeZone: string },
  ) => Promise<readonly SpendSlice[]>;
  /** What all have spent since a moment, for windows of hours. */
  readonly recentSpend: (fromMs: number) => Promise<readonly EnvelopeSlice[]>;
  /** People whose calls fell into a scope since a moment, those with the most first. Tags are not known of sums: such scopes give nobody. */
  readonly callersOf: (
    scope: EnvelopeScope,
    since: { readonly fromMs: number; readonly limit: number },
  ) => Promise<readonly string[]>;
};
