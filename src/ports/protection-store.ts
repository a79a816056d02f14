import type { Reach } from '../domain/identity/narrow-reach.ts';
import type { FindingCounts } from '../domain/usage/call-record.ts';

/** What was done about what was found. */
export const PROTECTION_ACTIONS = ['refused', 'asked', 'redacted', 'warned', 'withheld'] as const;
export type ProtectionAction = (typeof PROTECTION_ACTIONS)[number];

/** One content of one owner, met by one action within a day (UTC), however often it was sent. Never the content. */
export type ProtectionEvent = {
  readonly id: string;
  /** Keyed digest of the content, or of what was found where there is none; tells that two events are about the same. */
  readonly fingerprint: string;
  /** `person:<id>`, `service_account:<id>` or `key:<id>`. */
  readonly owner: string;
  readonly teamId: string | null;
  readonly useCaseId: string | null;
  readonly keyId: string | null;
  readonly sessionId: string | null;
  readonly taskId: string | null;
  readonly modelId: string | null;
  readonly direction: 'request' | 'answer';
  /** Finding type to how often, in the first call. */
  readonly types: FindingCounts;
  readonly dataClass: string | null;
  readonly action: ProtectionAction;
  /** Calls that it stands for, the first included. */
  readonly calls: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly firstCallId: string;
  readonly lastCallId: string;
  readonly policyVersion: string;
  readonly rules: readonly string[];
};

/** Members that are left out ask for nothing. */
export type ProtectionFilter = {
  /** Of the first call, end exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly owner?: string;
  readonly teamId?: string;
  readonly useCaseId?: string;
  readonly modelId?: string;
  /** Of use cases that have this tier now. */
  readonly tier?: '1' | '2' | '3';
  readonly keyId?: string;
  readonly action?: ProtectionAction;
  readonly direction?: ProtectionEvent['direction'];
  /** A finding type that stands in the event. */
  readonly type?: string;
  readonly fingerprint?: string;
  /** Left out: of all. */
  readonly reach?: Reach;
};

export type ProtectionPage = {
  readonly events: readonly ProtectionEvent[];
  /** Event id after which the next page begins (newest first), null at the end. */
  readonly nextAfterId: string | null;
};

/** What protection did in calls of a team, without whose they were. */
export type TeamProtection = {
  readonly actions: readonly { readonly action: ProtectionAction; readonly events: number }[];
  /** Most often first. */
  readonly types: readonly { readonly type: string; readonly events: number }[];
};

export type ProtectionStore = {
  readonly events: (
    filter: ProtectionFilter,
    page: { readonly limit: number; readonly afterId: string | null },
  ) => Promise<ProtectionPage>;
  /** Whose calls they were, counted up to a number. */
  readonly countOwners: (useCaseId: string, atMost: number) => Promise<number>;
  readonly event: (id: string) => Promise<ProtectionEvent | undefined>;
  readonly ofTeam: (asked: {
    readonly teamId: string;
    readonly fromMs: number;
    readonly toMs: number;
  }) => Promise<TeamProtection>;
};
