import type { AdmittedCall, CallRecord } from '../domain/usage/call-record.ts';

export type UsageGrouping =
  | 'day'
  | 'team'
  | 'project'
  | 'use_case'
  | 'model'
  | 'person'
  | 'cost_centre'
  | 'lane'
  | 'upstream'
  | 'key'
  | 'task';

export type UsageFilter = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly teamId?: string;
  readonly projectId?: string;
  readonly useCaseId?: string;
  /** One of these; of none where the list is empty. */
  readonly useCaseIds?: readonly string[];
  readonly modelId?: string;
  readonly personId?: string;
  readonly keyId?: string;
  readonly taskId?: string;
  readonly costCentre?: string;
  readonly lane?: 'exploration' | 'production';
  /** Of use cases that have it now, whatever it was when the call was made. */
  readonly tier?: '1' | '2' | '3';
  /** The calls that one counter of the sums counts, or the showback; sums themselves are never asked by it. */
  readonly only?: 'refused' | 'failed' | 'estimated' | 'unpriced' | 'charged';
};

/** Sums over settled calls. Money is a decimal string; `callsUnpriced` says how many calls the sum does not know the price of. */
export type UsageTotals = {
  readonly calls: number;
  readonly callsRefused: number;
  readonly callsFailed: number;
  readonly callsEstimated: number;
  readonly callsUnpriced: number;
  readonly inputUncachedTokens: number;
  readonly inputCacheReadTokens: number;
  readonly inputCacheWriteTokens: number;
  readonly outputVisibleTokens: number;
  readonly outputReasoningTokens: number;
  readonly costNanodollars: string;
};

export type UsageRow = UsageTotals & { readonly group: string | null };

/** The dearest groups, or the first days, and what all others come to: together they are the totals of the filter. */
export type UsageGroups = {
  readonly rows: readonly UsageRow[];
  /** Null where every group has a row. */
  readonly other: (UsageTotals & { readonly groups: number }) | null;
};

export type CallsPage = {
  readonly calls: readonly CallRecord[];
  /** Call id after which the next page begins (newest first), null at the end. */
  readonly nextAfterId: string | null;
};

export type UsageStore = {
  readonly totals: (filter: UsageFilter) => Promise<UsageTotals>;
  readonly groups: (filter: UsageFilter, by: UsageGrouping, limit: number) => Promise<UsageGroups>;
  readonly calls: (
    filter: UsageFilter,
    page: { readonly limit: number; readonly afterId: string | null },
  ) => Promise<CallsPage>;
  readonly call: (callId: string) => Promise<CallRecord | undefined>;
  /** Calls that were admitted and not yet settled in the store. */
  readonly openCalls: (limit: number) => Promise<readonly AdmittedCall[]>;
};
