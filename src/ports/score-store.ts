import type { PointsEntry } from '../domain/score/explanation.ts';
import type { ScoredPerson } from '../domain/score/facts.ts';
import type { Doubt } from '../domain/score/find-doubts.ts';
import type { Score } from '../domain/score/score-person.ts';
import type { ShownScore } from '../domain/score/shrink-scores.ts';
import type { TeamStanding } from '../domain/score/team-bands.ts';

/** A score as it is kept: the engine's, and as its person sees it. Nobody else is shown it. */
export type KeptScore = {
  readonly periodId: string;
  readonly score: Score;
  readonly person: Pick<ScoredPerson, 'personId' | 'teamId' | 'roleFamily'>;
  readonly shown: ShownScore;
  readonly doubts: readonly Doubt[];
  /** Of the posting that made it: grows by one with each change. */
  readonly sequence: number;
  readonly scoredAtMs: number;
};

/** What one cause changed of one person's period. Entries sum to it; postings of a person's period sum to the score. */
export type KeptPosting = {
  readonly periodId: string;
  readonly personId: string;
  readonly sequence: number;
  readonly postedAtMs: number;
  /** `run:…` or `event:…`. */
  readonly cause: string;
  readonly formulaVersion: string;
  readonly millipoints: number;
  readonly entries: readonly Pick<PointsEntry, 'rule' | 'words' | 'millipoints' | 'evidenceIds'>[];
};

export type KeptStanding = { readonly standing: TeamStanding; readonly scoredAtMs: number };

/** Scores as others of the house read them: recognition, allowances, programmes. A period is a month, `2026-03`. */
export type ScoreReads = {
  readonly result: (of: { readonly periodId: string; readonly personId: string }) => Promise<KeptScore | undefined>;
  /** Of one person, newest period first. */
  readonly resultsOf: (personId: string, limit: number) => Promise<readonly KeptScore[]>;
  /** Everybody's of a period, in the order of their ids. */
  readonly results: (
    periodId: string,
    page: { readonly limit: number; readonly afterPersonId: string | null; readonly teamId?: string },
  ) => Promise<readonly KeptScore[]>;
  /** Of one person, newest first; `before` is the sequence and period of the last one that was seen. */
  readonly postings: (
    of: { readonly periodId: string; readonly personId: string },
    page: { readonly limit: number; readonly beforeSequence: number | null },
  ) => Promise<readonly KeptPosting[]>;
  /** Of a period, by team. */
  readonly standings: (periodId: string) => Promise<readonly KeptStanding[]>;
};
