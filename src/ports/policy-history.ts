import type { DataClass } from '../domain/detection/data-class.ts';
import type { Lane } from '../domain/identity/key-grant.ts';
import type { MediaKind } from '../domain/policy/policy-facts.ts';

/** Facts by which decided calls are only told apart when rules ask for them: they make many small groups. */
export type FineFact = 'person' | 'key' | 'project' | 'hour' | 'weekday' | 'exceptions';

/** Calls that were alike in every fact that was asked for. A fact that was not asked for is null or empty. */
export type DecidedGroup = {
  readonly calls: number;
  /** The newest and the oldest. */
  readonly exampleCallIds: readonly string[];
  readonly callerKind: 'person' | 'service_account';
  readonly callerId: string | null;
  readonly teamId: string;
  readonly keyId: string | null;
  readonly projectId: string | null;
  readonly lane: Lane;
  readonly useCaseId: string;
  readonly templateId: string | null;
  readonly templateApproved: boolean | null;
  readonly declaredDataClass: DataClass | null;
  readonly findingTypes: readonly string[];
  readonly media: readonly MediaKind[];
  /** As the caller asked for it. */
  readonly modelId: string;
  readonly hour: number | null;
  readonly weekday: number | null;
  readonly exceptionIds: readonly string[];
};

export type DecidedCalls = {
  readonly groups: readonly DecidedGroup[];
  /** Calls that a policy decided, in all. */
  readonly calls: number;
  /** Calls of groups beyond the limit: the smallest ones. */
  readonly callsLeftOut: number;
  /** Calls that ended before a policy was asked, for instance with an unknown key. */
  readonly callsUndecided: number;
};

/** What calls of the past were decided by. */
export type PolicyHistory = {
  readonly decidedCalls: (asked: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly tellApart: readonly FineFact[];
    /** In which hours and weekdays are told, as an IANA name. */
    readonly timeZone: string;
    readonly groupsMax: number;
  }) => Promise<DecidedCalls>;
};
