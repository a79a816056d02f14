import type { Award, AwardPosting } from '../domain/recognition/award.ts';
import type { GivenAward } from '../domain/recognition/give-awards.ts';
import type { CountedOutcome } from '../domain/recognition/slice-score.ts';
import type { ShownTo, Viewer } from '../domain/recognition/visibility.ts';

/** A month that was recognised. */
export type RecognitionMonth = {
  /** `2026-03`. */
  readonly id: string;
  readonly ruleVersion: number;
  readonly poolPoints: number;
  readonly teamSharePercent: number;
  readonly teamPoints: number;
  readonly personPoints: number;
  /** Recipients, each once. */
  readonly teams: number;
  readonly people: number;
  /** Null: the house, by its timetable. */
  readonly givenBy: string | null;
  readonly givenAtMs: number;
};

export type AwardFilter = {
  readonly periodId?: string;
  readonly recipientKind?: Award['recipient']['kind'];
  readonly teamId?: string;
  readonly categoryId?: string;
};

export type AwardsPage = { readonly awards: readonly Award[]; readonly nextAfterId: string | null };

export type AwardPage = { readonly limit: number; readonly afterId: string | null };

export type LostOutcome = {
  readonly outcomeId: string;
  /** `was reverted`, in plain words. */
  readonly became: string;
};

export type RecognitionStore = {
  /** What somebody may see, by what people chose and which teams are private; newest month first. Withdrawn ones only of their own. */
  readonly seen: (
    by: Viewer & { readonly peopleShown: ShownTo },
    filter: AwardFilter,
    page: AwardPage,
  ) => Promise<AwardsPage>;
  /** Everything that one person was recognised for, newest first. */
  readonly ofPerson: (personId: string, limit: number) => Promise<readonly Award[]>;
  /** Of a month, what still stands, in the order of ids. */
  readonly ofMonth: (periodId: string, page: AwardPage) => Promise<AwardsPage>;
  readonly award: (id: string) => Promise<Award | undefined>;
  readonly postings: (awardId: string) => Promise<readonly AwardPosting[]>;
  /** Outcomes of these people that count, and were verified within the time. */
  readonly outcomes: (
    personIds: readonly string[],
    time: { readonly fromMs: number; readonly toMs: number },
  ) => Promise<readonly CountedOutcome[]>;
  /** Awards given since then of which some evidence, or the score, is not what it was when they were looked at; oldest look first. */
  readonly dueForReview: (sinceMs: number, limit: number) => Promise<readonly string[]>;
  /** Outcomes that an award rests on and that do not count for it any more, with what became of them. */
  readonly lost: (awardId: string) => Promise<readonly LostOutcome[]>;
  /** Notes which outcomes awards rest on; what was noted before stays. It may be hundreds of thousands, and holds up nobody. */
  readonly keepEvidence: (given: readonly GivenAward[]) => Promise<void>;
  /** Awards of people who let them be exported, in the order of ids. */
  readonly exportable: (page: AwardPage) => Promise<AwardsPage>;
};

export type RecognitionWrites = {
  /** Puts down what a month gave, with the first posting of each. */
  readonly give: (awards: readonly GivenAward[]) => Promise<void>;
  /** Puts an award in the place of what it was; what its points changed by becomes a posting. */
  readonly change: (award: Award, posting: { readonly cause: string; readonly atMs: number }) => Promise<void>;
  /** Notes that it was looked at, and which of its evidence counts now. */
  readonly reviewed: (awardId: string, atMs: number) => Promise<void>;
};
