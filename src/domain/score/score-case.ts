import type { Assignment, Breach } from './facts.ts';
import type { Difficulty } from './formula.ts';

/** How hard work of a use case is, as its owner classes it. The id is the use case's. */
export type ScoreClass = { readonly id: string; readonly difficulty: Difficulty };

/** What is said of a person for scores, by somebody else. The id is the person's. */
export type ScoreProfile = {
  readonly id: string;
  /** Whose work is alike. */
  readonly roleFamily: string;
  readonly isTrained: boolean;
  readonly canBeReused: boolean;
};

/** Work that somebody was asked to do, from asking to the answer. */
export type WorkAssignment = {
  readonly id: string;
  readonly personId: string;
  readonly useCaseId: string;
  readonly difficulty: Difficulty;
  readonly words: string;
  readonly state: 'asked' | Assignment['state'];
  readonly assignedBy: string;
  readonly assignedAtMs: number;
  readonly answeredBy: string | null;
  readonly answeredAtMs: number | null;
  readonly reason: string | null;
};

/** A rule that was broken, from its opening to what was found. Who opened it does not decide on it. */
export type BreachCase = {
  readonly id: string;
  readonly personId: string;
  readonly severity: Breach['severity'];
  readonly isSelfReported: boolean;
  readonly words: string;
  readonly happenedAtMs: number;
  /** The report that told of it; null: none. */
  readonly reportId: string | null;
  readonly state: Breach['state'];
  readonly openedBy: string;
  readonly openedAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly reason: string | null;
};

/** An adoption that was drawn by lot, and whether the asset carried the result. The id is the adoption's. */
export type AdoptionCheck = {
  readonly id: string;
  readonly periodId: string;
  readonly assetId: string;
  readonly authorId: string;
  readonly adopterId: string;
  readonly taskId: string;
  /** Drawn by lot; neither of the two. */
  readonly checkerId: string;
  readonly drawnAtMs: number;
  readonly verdict: 'carried' | 'not_carried' | null;
  readonly reason: string | null;
  readonly decidedAtMs: number | null;
};
