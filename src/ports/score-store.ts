import type { PeerBook, Votes } from '../domain/score/compare-peers.ts';
import type { ScoreDifference } from '../domain/score/compare-scores.ts';
import type { PointsEntry } from '../domain/score/explanation.ts';
import type { Period, ScoredPerson, ScoreFacts } from '../domain/score/facts.ts';
import type { Doubt } from '../domain/score/find-doubts.ts';
import type { Flow, Words } from '../domain/score/link-people.ts';
import type { AdoptionCheck } from '../domain/score/score-case.ts';
import type { Score } from '../domain/score/score-person.ts';
import type { ShownScore, UsualByRole } from '../domain/score/shrink-scores.ts';
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

type OfPerson = { readonly periodId: string; readonly personId: string };

/** Scores as others of the house read them: recognition, allowances, programmes. A period is a month, `2026-03`. */
export type ScoreReads = {
  readonly result: (of: OfPerson) => Promise<KeptScore | undefined>;
  /** Of one person, newest period first. */
  readonly resultsOf: (personId: string, limit: number) => Promise<readonly KeptScore[]>;
  /** Everybody's of a period, in the order of their ids. */
  readonly results: (
    periodId: string,
    page: { readonly limit: number; readonly afterPersonId: string | null; readonly teamId?: string },
  ) => Promise<readonly KeptScore[]>;
  /** Of one person's period, newest first; `beforeSequence` is that of the last one that was seen. */
  readonly postings: (
    of: OfPerson,
    page: { readonly limit: number; readonly beforeSequence: number | null },
  ) => Promise<readonly KeptPosting[]>;
  /** Of a period, by team. */
  readonly standings: (periodId: string) => Promise<readonly KeptStanding[]>;
};

/** Scoring of everybody. */
export type ScoreRun = {
  readonly id: string;
  readonly periodId: string;
  readonly state: 'ordered' | 'done' | 'failed';
  /** Null: the house, by its timetable. */
  readonly orderedBy: string | null;
  readonly orderedAtMs: number;
  readonly finished: FinishedRun | null;
};
export type FinishedRun = {
  readonly atMs: number;
  readonly formulaVersion: string;
  readonly people: number;
  readonly tasks: number;
  readonly outcomes: number;
  /** Scores that are not what they were. */
  readonly changed: number;
  readonly tookMs: number;
  /** Null: it was done. */
  readonly failure: string | null;
};

/** What a period was last scored against. */
export type KeptPeers = { readonly book: PeerBook; readonly usual: UsualByRole };

/** What a person's work says of others. */
export type KeptLinks = { readonly personId: string; readonly words: Words; readonly flows: readonly Flow[] };

/** What is written of one person: the score as it stands, and what that changed; no posting where nothing did. */
export type ScoreChange = {
  readonly kept: KeptScore;
  readonly posting: KeptPosting | null;
  /** The votes by which the person is in the book; null: as they are. */
  readonly votes: Votes | null;
  /** The next period, where it began already and this one owes it something else than before. */
  readonly next: Touch | null;
};

/** Somebody whose score is to be told anew, in the period of a moment. */
export type Touch = { readonly personId: string; readonly atMs: number; readonly cause: string };

export type ChangedOutcomes = {
  readonly touches: readonly Touch[];
  /** Outcomes, of which not all touch somebody. */
  readonly many: number;
  readonly upTo: bigint;
};

export type KeptDifference = ScoreDifference & { readonly teamId: string; readonly beforeMillipoints: number };

/** Scores with all that they are made of. */
export type ScoreStore = ScoreReads & {
  /** Does the work while nobody else of any process scores; `busy` where somebody does. */
  readonly exclusively: <Result>(work: () => Promise<Result>) => Promise<Result | 'busy'>;

  /** Everybody, in the order of their ids, as scores see them. */
  readonly people: (page: {
    readonly limit: number;
    readonly afterPersonId: string | null;
  }) => Promise<readonly ScoredPerson[]>;
  readonly peopleBy: (personIds: readonly string[]) => Promise<readonly ScoredPerson[]>;
  /** All that these people's scores of a period rest on, but for what others did. Tasks that came to nothing are told together. */
  readonly facts: (people: readonly ScoredPerson[], period: Period) => Promise<ScoreFacts>;

  /** The run that is ordered for the period already, or this one. */
  readonly orderRun: (run: Omit<ScoreRun, 'state' | 'finished'>) => Promise<ScoreRun>;
  readonly orderedRuns: () => Promise<readonly ScoreRun[]>;
  /** Tells whoever listens how far a run is, 0 to 100; null where that is not known yet. Nothing of it is kept. */
  readonly tellRun: (run: Pick<ScoreRun, 'id' | 'orderedBy'>, percent: number | null) => Promise<void>;
  readonly finishRun: (runId: string, finished: FinishedRun) => Promise<void>;
  /** Newest first. */
  readonly runs: (limit: number) => Promise<readonly ScoreRun[]>;
  /** The last run of a period that was done. */
  readonly lastRun: (periodId: string) => Promise<ScoreRun | undefined>;

  readonly keepPeers: (periodId: string, peers: KeptPeers) => Promise<void>;
  /** Empty where the period was never scored. */
  readonly peers: (periodId: string) => Promise<KeptPeers>;
  /** The votes by which these people are in the book. */
  readonly votes: (periodId: string, personIds: readonly string[]) => Promise<ReadonlyMap<string, Votes>>;

  /** In the place of what was kept of these people. */
  readonly keepLinks: (periodId: string, links: readonly KeptLinks[]) => Promise<void>;
  /** Words given by or for these people, and flows to or from them. */
  readonly linksAround: (
    periodId: string,
    personIds: readonly string[],
  ) => Promise<{ readonly words: ReadonlyMap<string, Words>; readonly flows: readonly Flow[] }>;

  /** All flows to so many authors, in the order of their ids. */
  readonly flowsByAuthor: (
    periodId: string,
    page: { readonly limit: number; readonly afterAuthorId: string | null },
  ) => Promise<readonly Flow[]>;

  /** Adoptions of these authors' assets that were drawn to be looked at. */
  readonly checkedAdoptions: (periodId: string, authorIds: readonly string[]) => Promise<readonly string[]>;
  /** Those that were not drawn before. */
  readonly keepChecks: (checks: readonly AdoptionCheck[]) => Promise<void>;

  readonly resultsBy: (periodId: string, personIds: readonly string[]) => Promise<readonly KeptScore[]>;
  /** Each score with its posting and whom it touches next, together or not at all. */
  readonly keepScores: (changes: readonly ScoreChange[]) => Promise<void>;
  /** As people see their own, where that is not what is kept. */
  readonly keepShown: (periodId: string, shown: readonly ShownScore[]) => Promise<void>;
  readonly keepStandings: (periodId: string, standings: readonly TeamStanding[], scoredAtMs: number) => Promise<void>;

  /** Asks that people are scored anew, in the transaction of nobody. */
  readonly touch: (touches: readonly Touch[]) => Promise<void>;
  /** Oldest first; they stay until they are dropped. */
  readonly touches: (limit: number) => Promise<readonly (Touch & { readonly id: bigint })[]>;
  readonly dropTouches: (ids: readonly bigint[]) => Promise<void>;
  /** Outcomes that changed after the place up to which they were looked at; with the place to go on from. */
  readonly changedOutcomes: (limit: number) => Promise<ChangedOutcomes>;
  /** Never goes back. */
  readonly advance: (upTo: bigint) => Promise<void>;

  /** In the place of all that was kept of the formula. */
  readonly keepDifferences: (
    of: { readonly formulaId: string; readonly periodId: string },
    differences: readonly KeptDifference[],
  ) => Promise<void>;
  readonly differences: (formulaId: string) => Promise<readonly KeptDifference[]>;
  /** Of one person, by all formulas that are compared. */
  readonly differencesOf: (
    personId: string,
  ) => Promise<readonly (KeptDifference & { readonly formulaId: string; readonly periodId: string })[]>;
};
