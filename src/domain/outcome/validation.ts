/**
 *   judge     somebody says whether a claim is so
 *   measure   somebody measures what it came to, drawn by lot or because it claims far more than is usual
 *   appeal    somebody else looks at what the claimant does not accept
 */
export type ValidationKind = 'judge' | 'measure' | 'appeal';

export type ValidationState =
  | 'open'
  /** Of a judgement. */
  | 'attested'
  | 'declined'
  /** Of a measurement. */
  | 'measured'
  /** Of an appeal: the claimant was right; what was said stands. */
  | 'granted'
  | 'upheld'
  /** There is nothing left to say: it was withdrawn, or a system has said it. */
  | 'void';

/** What one person was drawn to say of one outcome. */
export type OutcomeValidation = {
  readonly id: string;
  readonly outcomeId: string;
  readonly kind: ValidationKind;
  /** Of a measurement. */
  readonly basis: 'drawn' | 'forced' | null;
  /** Of an appeal: against what, and the claimant's words. */
  readonly about: 'declined' | 'measured' | 'reverted' | null;
  readonly words: string | null;
  readonly claimantId: string;
  /** Null: nobody may; `why` says what is to be done about it. */
  readonly validatorId: string | null;
  readonly why: string;
  /** Who was drawn before and did not answer, or left. */
  readonly earlierIds: readonly string[];
  readonly openedAtMs: number;
  /** Then somebody else is drawn. */
  readonly dueAtMs: number;
  readonly state: ValidationState;
  readonly decidedAtMs: number | null;
  readonly reason: string | null;
  /** What was measured. */
  readonly amount: number | null;
};

const DAY_MS = 86_400_000;

/** How validations are dealt out. Published; only the lot is not. */
export const VALIDATION_RULES = {
  /** So often at most one person judges another's claims in `pairDays`. */
  pairMax: 10,
  pairDays: 30,
  /** So long somebody has, before somebody else is drawn. */
  dueMs: 7 * DAY_MS,
  /** So many are drawn in turn, before the one who was drawn last keeps it until they answer. */
  drawsMax: 5,
  /** So long what was said can be appealed against. */
  appealMs: 14 * DAY_MS,
  /** So many claims of one person may wait to be judged. */
  openMax: 50,
} as const;

/** The role of people who judge claims besides owners of use cases and managers of teams. */
export const VALIDATOR_ROLE = 'validator';

/** Two names of one human being; `id` is read as `intoPersonId` until they are told apart again. */
export type PersonMerge = {
  readonly id: string;
  readonly intoPersonId: string;
  readonly why: string;
  readonly status: 'merged' | 'split';
};
