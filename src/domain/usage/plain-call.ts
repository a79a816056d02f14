import type { AdmittedCall, CallRecord } from './call-record.ts';

/** What a record says of envelopes and routing at the admission. */
export type PlainAdmission = Pick<
  AdmittedCall,
  'heldNanodollars' | 'clampedMaxOutputTokens' | 'holds' | 'budgetWaitMs' | 'difficulty' | 'shadowOf'
>;

/** What it says of them, of caches and of workflows in the end. */
export type PlainAnswer = Pick<
  CallRecord,
  | 'charges'
  | 'repeats'
  | 'routeSavingNanodollars'
  | 'cacheStatus'
  | 'cacheAgeMs'
  | 'answeredBy'
  | 'avoidedCostNanodollars'
  | 'translatedTo'
>;

/** A call with which nothing was done but to let it through, or that was recorded before there were envelopes. */
export const PLAIN_ADMISSION: PlainAdmission = {
  heldNanodollars: null,
  clampedMaxOutputTokens: null,
  holds: null,
  budgetWaitMs: null,
  difficulty: null,
  shadowOf: null,
};

export const PLAIN_ANSWER: PlainAnswer = {
  charges: null,
  repeats: null,
  routeSavingNanodollars: null,
  cacheStatus: null,
  cacheAgeMs: null,
  answeredBy: null,
  avoidedCostNanodollars: null,
  translatedTo: null,
};
