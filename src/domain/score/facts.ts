import type { Nanodollars } from '../money/nanodollars.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Difficulty } from './formula.ts';

/** What scores are made of. Every fact has an id, is told once, and in any order. */
export type ScoreFacts = {
  readonly people: readonly ScoredPerson[];
  readonly tasks: readonly TaskFact[];
  readonly outcomes: readonly Outcome[];
  readonly assignments: readonly Assignment[];
  readonly adoptions: readonly Adoption[];
  readonly breaches: readonly Breach[];
  /** Of months before, by person; nobody else owes anything. */
  readonly debts: readonly Debt[];
};

/** What a person's results that did not hold took back, as far as that month brought too little to give it back. */
export type Debt = { readonly personId: string; readonly microdollars: number };

export type ScoredPerson = {
  readonly personId: string;
  readonly teamId: string;
  /** Whose work is alike: peers are found within it. */
  readonly roleFamily: string;
  readonly isTrained: boolean;
  /** Whether there is anything to reuse where this person works; the organisation says so, never the person. */
  readonly canBeReused: boolean;
};

export type TaskFact = {
  readonly taskId: string;
  /** The task that this one is part of; itself, when it is part of none. Cost and value are booked there. */
  readonly rootTaskId: string;
  readonly personId: string;
  readonly useCaseId: string;
  /** By the task's kind, as the use case's owner classed it; never by what it used. */
  readonly difficulty: Difficulty;
  readonly lane: 'production' | 'exploration';
  /** Near-identical work has the same cluster. */
  readonly clusterId: string;
  readonly endedAtMs: number;
  /** So many of a class that came to nothing and are told together, each a task of its own; none: only findings are told; absent: one. */
  readonly tasks?: number;
  /** The whole stack: calls, retries, review, clean-up. */
  readonly costNanodollars: Nanodollars;
  /** The part of it that detectors call waste. */
  readonly wasteNanodollars: Nanodollars;
  readonly findings: Findings;
};

export type Findings = {
  /** Calls whose sensitive data was neither masked nor allowed. */
  readonly unhandledData: number;
  /** Calls to models that were not approved for the use case. */
  readonly unapprovedModels: number;
  /** Outputs that went on without the documented step of review. */
  readonly undocumentedWorkflows: number;
};

/** Work that a person was asked to do. What was reassigned by somebody else is nobody's fault and counts for nobody. */
export type Assignment = {
  readonly assignmentId: string;
  readonly personId: string;
  readonly difficulty: Difficulty;
  readonly state: 'accepted' | 'declined' | 'reassigned';
};

/** That a task used an asset of somebody. Near-identical assets are their first author's: the library says who that is. */
export type Adoption = {
  readonly adoptionId: string;
  readonly assetId: string;
  readonly authorId: string;
  readonly adopterId: string;
  readonly taskId: string;
  /** Drawn by lot and looked at by somebody drawn by lot: whether the asset carried the result; null: not drawn. */
  readonly check: 'carried' | 'not_carried' | null;
};

export type Breach = {
  readonly breachId: string;
  readonly personId: string;
  readonly severity: 'minor' | 'severe';
  readonly isSelfReported: boolean;
  readonly state: 'open' | 'confirmed' | 'cleared';
  readonly atMs: number;
};

/** From, inclusive, to, exclusive: what was verified, ended or breached then is scored. */
export type Period = { readonly fromMs: number; readonly toMs: number };
