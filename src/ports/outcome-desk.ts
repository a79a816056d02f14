import type { SpentOnOutcome, UseCaseSpend } from '../domain/outcome/cost-per-outcome.ts';
import type { UnmeasuredClaim, UsualClaim } from '../domain/outcome/force-measurement.ts';

/** What timers and reports ask of outcomes; each answer is one statement over all of them. */
export type OutcomeDesk = {
  /** Those whose maturity window is over and who do not count yet, the earliest first. */
  readonly maturing: (nowMs: number, limit: number) => Promise<readonly string[]>;
  /** Those whose tasks are to be looked for now, the longest due first. */
  readonly linking: (nowMs: number, limit: number) => Promise<readonly string[]>;
  /** Claims of people that we heard of in a time, that are proven and that nobody has measured or is to measure. */
  readonly unmeasured: (time: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly limit: number;
  }) => Promise<readonly UnmeasuredClaim[]>;
  /** What was claimed of each type and counted, since then. */
  readonly usualClaims: (sinceMs: number) => Promise<readonly UsualClaim[]>;
  /** Whether a month's claims have been drawn from. */
  readonly wasDrawn: (month: string) => Promise<boolean>;
  /** Ids of outcomes of these people, a page at a time. */
  readonly ofPeople: (
    personIds: readonly string[],
    page: { readonly afterId: string | null; readonly limit: number },
  ) => Promise<readonly string[]>;
  /** What each use case spent in a time on calls of people and service accounts, and on what. */
  readonly spending: (time: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly teamId: string | null;
    readonly useCaseId: string | null;
  }) => Promise<readonly UseCaseSpend[]>;
  /** Outcomes that count from a time on, or did and were reverted, with what their tasks cost; at most so many. */
  readonly spentOn: (time: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly teamId: string | null;
    readonly useCaseId: string | null;
    readonly limit: number;
  }) => Promise<readonly SpentOnOutcome[]>;
};
