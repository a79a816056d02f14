/** Somebody says that their score is wrong (requirement S6). Another person answers, in words, by a day that is told. */
export type ScoreContest = {
  readonly id: string;
  readonly personId: string;
  readonly periodId: string;
  /** Which rule of the formula it is about; null: all of it. */
  readonly rule: string | null;
  readonly words: string;
  /** What was contested, as it stood. */
  readonly millipoints: number;
  readonly formulaVersion: string;
  readonly state: 'open' | 'upheld' | 'rejected' | 'withdrawn';
  readonly openedAtMs: number;
  readonly dueAtMs: number;
  readonly overdueNotedAtMs: number | null;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly answer: string | null;
};

/** Ten working days. */
export const CONTEST_DAYS = 14;
/** Of one person at once: each is answered by somebody. */
export const CONTESTS_OPEN_MAX = 5;

export function isOverdue({ state, dueAtMs }: ScoreContest, nowMs: number): boolean {
  return state === 'open' && nowMs >= dueAtMs;
}
