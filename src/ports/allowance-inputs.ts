import type { EnvelopeScope } from '../domain/budget/envelope.ts';
import type { AllowanceMeasures } from '../domain/budget/evaluate-allowance.ts';

/** Of whose calls the inputs are taken, and over which time. */
export type MeasuredScope = {
  readonly scope: EnvelopeScope;
  readonly fromMs: number;
  readonly toMs: number;
  /** With fewer calls nothing is said. */
  readonly callsMin: number;
};

/** Where the allowance rule gets what it judges by. What is not measured says so, and is never taken for met. */
export type AllowanceInputs = { readonly measure: (asked: MeasuredScope) => Promise<AllowanceMeasures> };
