import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { Reach } from '../domain/identity/narrow-reach.ts';
import type { FoundTask } from '../domain/outcome/choose-links.ts';
import type { PairCount } from '../domain/outcome/choose-validator.ts';
import type { KeptOutcome, OutcomeLink } from '../domain/outcome/kept-outcome.ts';
import type { ToldEvent } from '../domain/outcome/told-event.ts';
import type { OutcomeValidation } from '../domain/outcome/validation.ts';
import type { TaskKey } from '../domain/task/task-call.ts';

/** An outcome with what the store adds. */
export type StoredOutcome = {
  readonly outcome: KeptOutcome;
  /** When we heard of it first; a backfill tells of outcomes that are long past. */
  readonly recordedAtMs: number;
  /** Grows with every change of any outcome; whoever has read up to one has missed nothing before it. */
  readonly changeSequence: number;
  readonly links: readonly OutcomeLink[];
};

/** Which events, or outcomes: those of these outcomes, and those of these results. */
export type OutcomeAddresses = { readonly outcomeIds: readonly string[]; readonly evidenceIds: readonly string[] };

export type OutcomeFilter = {
  readonly personId?: string;
  readonly teamId?: string;
  readonly useCaseId?: string;
  readonly typeId?: string;
  readonly state?: KeptOutcome['state'];
  /** Claimed from then, exclusive until then. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Left out: of all. */
  readonly reach?: Reach;
};

/** Of outcomes of these teams or use cases; members that are left out ask for nothing. */
export type ValidationFilter = {
  readonly teamIds: readonly string[];
  readonly useCaseIds: readonly string[];
  readonly state?: OutcomeValidation['state'];
  readonly kind?: OutcomeValidation['kind'];
};

export type OutcomesPage = {
  readonly outcomes: readonly StoredOutcome[];
  /** The place of the last, where there are more. */
  readonly nextAfter: string | null;
};

/** Where tasks are looked for: among those of a person and of service accounts that the person answers for. */
export type TaskSearch = {
  readonly owners: readonly KeyOwner[];
  readonly taskIds: readonly string[];
  readonly workItems: readonly string[];
  readonly branches: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
};

/** What the control plane reads of outcomes. */
export type OutcomeReads = {
  readonly get: (outcomeId: string) => Promise<StoredOutcome | undefined>;
  /** In the order of their ids. */
  readonly of: (addresses: OutcomeAddresses) => Promise<readonly StoredOutcome[]>;
  /** Newest claims first; `after` is a `nextAfter` that was given out. */
  readonly list: (
    filter: OutcomeFilter,
    page: { readonly limit: number; readonly after: string | null },
  ) => Promise<OutcomesPage>;
  /** Ids of what people were drawn to say of outcomes within a reach, in their order. */
  readonly validationIds: (
    filter: ValidationFilter,
    page: { readonly limit: number; readonly afterId: string | null },
  ) => Promise<{ readonly ids: readonly string[]; readonly nextAfterId: string | null }>;
  /** How many people ever had one under a use case, counted up to a number. */
  readonly countPeople: (useCaseId: string, atMost: number) => Promise<number>;
  /** In the order of their changes: what incremental readers go by. */
  readonly changedAfter: (changeSequence: number, limit: number) => Promise<readonly StoredOutcome[]>;
  /** Everything told of them, also of the results that the outcomes rest on, in the order of time and then of ids. */
  readonly events: (addresses: OutcomeAddresses) => Promise<readonly ToldEvent[]>;
  /** What was so in a time, in that order. */
  readonly eventsBetween: (
    time: { readonly fromMs: number; readonly toMs: number },
    page: { readonly limit: number; readonly after: { readonly atMs: number; readonly eventId: string } | null },
  ) => Promise<readonly ToldEvent[]>;
  /** Of each task, how the outcomes stand that are booked on it, and not by the time alone. */
  readonly statesOf: (tasks: readonly TaskKey[]) => Promise<readonly (readonly KeptOutcome['state'][])[]>;
  /** How often somebody was drawn to judge for somebody since then, of all pairs that have this person in it. */
  readonly pairsOf: (personId: string, sinceMs: number) => Promise<readonly PairCount[]>;
  /** Tasks that were named, or whose calls named one of the work items or branches. */
  readonly markedTasks: (search: TaskSearch) => Promise<readonly FoundTask[]>;
  /** Tasks of a time, newest first, that no outcome but this one is booked on for a better reason than having been done then. */
  readonly recentTasks: (
    search: Pick<TaskSearch, 'owners' | 'fromMs' | 'toMs' | 'limit'> & {
      readonly useCaseId: string | null;
      readonly outcomeId: string;
    },
  ) => Promise<readonly FoundTask[]>;
};

/** What the control plane writes of outcomes, in the transaction of the audit events that tell of it. */
export type OutcomeWrites = {
  /** Appends those that were not told before; gives back their ids. */
  readonly append: (events: readonly ToldEvent[], recordedAtMs: number) => Promise<readonly string[]>;
  /** Puts outcomes in the place of what was kept of them; links stay. Gives back the ids of those that changed. */
  readonly keep: (
    outcomes: readonly KeptOutcome[],
    given: {
      readonly recordedAtMs: number;
      /** When tasks are looked for that led to those that are new, or have new marks. */
      readonly linkAtMs: number;
    },
  ) => Promise<readonly string[]>;
  /** Puts links in the place of those that were; the first is what the outcome is booked on. */
  readonly link: (
    outcomeId: string,
    booking: {
      readonly links: readonly OutcomeLink[];
      /** Taken where the claim names none. */
      readonly useCaseId: string | null;
      /** When it is looked again; null: no more. */
      readonly linkAtMs: number | null;
    },
  ) => Promise<void>;
  /** The links are as they were: only when it is looked again. No change for whoever reads changes. */
  readonly lookAgainAt: (outcomeId: string, linkAtMs: number | null) => Promise<void>;
  /** Notes that a month's claims were drawn from; false where they had been already. */
  readonly noteDraw: (draw: {
    readonly month: string;
    readonly drawnAtMs: number;
    readonly sharePercent: number;
    readonly claims: number;
    readonly drawn: number;
  }) => Promise<boolean>;
};
