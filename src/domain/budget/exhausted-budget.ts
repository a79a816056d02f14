import type { BudgetPeriod, EnvelopeScope, EnvelopeUnit } from './envelope.ts';

/** What a caller is told of an envelope in which there is no room. Amounts are decimal, in its unit. */
export type ExhaustedBudget = {
  readonly envelopeId: string;
  readonly name: string;
  readonly scope: EnvelopeScope;
  readonly unit: EnvelopeUnit;
  readonly period: BudgetPeriod;
  readonly limit: string;
  readonly spent: string;
  /** By calls under way, this gateway's and others'. */
  readonly held: string;
  /** What this call would have to hold; null where its model has no price. */
  readonly needed: string | null;
  readonly resetsAtMs: number;
  /** Models of the use case's stack that would cost less and may serve this call, cheapest first. */
  readonly cheaperModelIds: readonly string[];
};
