import type { DirectCosts } from '../domain/chargeback/allocate-cost.ts';
import type { ChargeLine } from '../domain/chargeback/charge-line.ts';
import type { MonthName } from '../domain/chargeback/charge-month.ts';
import type { ReportLine } from '../domain/chargeback/cost-report.ts';
import type { ShowbackGrouping } from '../domain/chargeback/fold-showback.ts';
import type { MatchedLine, OurDay } from '../domain/chargeback/reconcile.ts';
import type { ReportVendor, SharedCost } from '../domain/chargeback/shared-cost.ts';
import type { UsageGroup } from '../domain/chargeback/usage-group.ts';
import type { Femtodollars } from '../domain/money/femtodollars.ts';
import type { Nanodollars } from '../domain/money/nanodollars.ts';
import type { Actor, AuditEntry } from './control-store.ts';

export type TimeSpan = { readonly fromMs: number; readonly toMs: number };

/** A closed month: what it was, when, by whom, and what its lines hash to. */
export type ChargeClose = TimeSpan & {
  readonly month: MonthName;
  readonly timeZone: string;
  readonly closedAtMs: number;
  readonly closedBy: string;
  readonly lines: number;
  readonly calls: number;
  readonly callsUnpriced: number;
  readonly cost: Femtodollars;
  readonly digest: string;
};

export type ChargeAdjustment = {
  readonly id: string;
  /** In which it is charged, and about which it is. */
  readonly month: MonthName;
  readonly adjusts: MonthName;
  readonly postedAtMs: number;
  readonly postedBy: string;
  readonly amount: Nanodollars;
  readonly reason: string;
  readonly teamId: string | null;
  readonly projectId: string | null;
  readonly useCaseId: string | null;
  readonly costCentre: string | null;
};

/** Whether people are told apart, and whether only one is asked for. Nobody asks for somebody else's. */
export type PeopleView = { readonly kind: 'together' } | { readonly kind: 'own'; readonly personId: string };

export type KeptReport = {
  readonly id: number;
  readonly vendor: ReportVendor;
  readonly digest: string;
  readonly fileName: string;
  readonly importedAtMs: number;
  readonly importedBy: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly lines: number;
  readonly cost: Femtodollars;
};

/** A line of an imported report, and whether it counts: of each day the newest report does, whole. */
export type KeptReportLine = ReportLine & {
  readonly reportId: number;
  readonly position: number;
  readonly fileName: string;
  readonly vendor: ReportVendor;
  readonly projectId: string | null;
  readonly counts: boolean;
};

/** Which lines; without a report those that count. */
export type ReportLinesWanted = {
  readonly reportId?: number;
  readonly vendor?: ReportVendor;
  readonly fromDay?: string;
  readonly toDay?: string;
  /** Null: what is no model's. */
  readonly model?: string | null;
  readonly projectId?: string;
};

/**
 * What sums are wanted by: groups then tell apart that one dimension, what the filter names and what prices depend on; all else of
 * them says nothing. Those that the filter leaves out by itself are not there; of a tier the use cases are told. Sums over them are
 * sums over the groups themselves.
 */
export type ChargeView = {
  readonly by: ShowbackGrouping;
  readonly filter: {
    readonly [Member in
      | 'teamId'
      | 'projectId'
      | 'useCaseId'
      | 'costCentre'
      | 'modelId'
      | 'lane'
      | 'day'
      | 'tier']?: string;
  };
};

/** Everything of one reading is of one state of the store, however long it takes. */
export type ChargeReading = {
  readonly closes: () => Promise<readonly ChargeClose[]>;
  /** Groups of the calls of a time, in the order of their days and dimensions. */
  readonly groups: (
    span: TimeSpan & { readonly timeZone: string },
    people: PeopleView | { readonly kind: 'apart' },
    view?: ChargeView,
  ) => AsyncIterable<UsageGroup>;
  /** The same of calls that came after their month had been closed and were not charged in a later one. */
  readonly lateGroups: (
    close: ChargeClose,
    people: PeopleView | { readonly kind: 'apart' },
    view?: ChargeView,
  ) => AsyncIterable<UsageGroup>;
  /** How many calls of a time there are, whatever they cost: more than a close had seen means that some came late. */
  readonly countCalls: (span: TimeSpan) => Promise<number>;
  readonly callsSeen: (month: MonthName) => Promise<number>;
  readonly adjustments: (month: MonthName) => Promise<readonly ChargeAdjustment[]>;
  readonly sharedCosts: () => Promise<readonly SharedCost[]>;
  readonly directCosts: (span: TimeSpan) => Promise<DirectCosts>;
  /** What a closed month was charged with, in the order it was hashed in. */
  readonly frozenLines: (month: MonthName) => AsyncIterable<ChargeLine>;
  /** The same with people put together, or one person's. */
  readonly frozenView: (month: MonthName, people: PeopleView, view?: ChargeView) => AsyncIterable<ChargeLine>;
  /** What vendors said of days, the newest report of each. */
  readonly reportedDays: (asked: ReportSpan) => Promise<readonly MatchedLine[]>;
  /** Our calls of those days by the vendor's own upstreams. */
  readonly ownDays: (asked: ReportSpan) => Promise<readonly OurDay[]>;
};

export type ReportSpan = { readonly vendor: ReportVendor; readonly fromDay: string; readonly toDay: string };

/** One transaction: all of it with its audit event, or nothing. Whoever else charges or closes waits. */
export type ChargeUnit = ChargeReading & {
  readonly putLines: (
    month: MonthName,
    lines: readonly { readonly position: number; readonly line: ChargeLine }[],
  ) => Promise<void>;
  readonly putClose: (close: ChargeClose) => Promise<void>;
  readonly putSeen: (seen: { readonly month: MonthName; readonly calls: number }) => Promise<void>;
  readonly putAdjustment: (adjustment: ChargeAdjustment) => Promise<void>;
  readonly putSharedCost: (shared: SharedCost) => Promise<void>;
  readonly putReport: (
    report: Omit<KeptReport, 'id'>,
    lines: readonly (ReportLine & { readonly projectId: string | null })[],
  ) => Promise<KeptReport>;
  readonly findReport: (vendor: ReportVendor, digest: string) => Promise<KeptReport | undefined>;
  readonly audit: (entry: AuditEntry) => void;
};

export type ChargebackStore = {
  /** The caller ends the reading. */
  readonly openReading: () => Promise<ChargeReading & { readonly end: () => Promise<void> }>;
  readonly write: <Result>(
    options: { readonly actor: Actor; readonly nowMs: number; readonly closes: boolean },
    work: (unit: ChargeUnit) => Promise<Result>,
  ) => Promise<Result>;
  readonly reports: (page: {
    readonly limit: number;
    readonly beforeId: number | null;
  }) => Promise<readonly KeptReport[]>;
  /** Lines in the order of their reports and files, and what all of them come to. */
  readonly reportLines: (
    wanted: ReportLinesWanted,
    page: { readonly limit: number; readonly after: { readonly reportId: number; readonly position: number } | null },
  ) => Promise<{ readonly rows: readonly KeptReportLine[]; readonly lines: number; readonly cost: Femtodollars }>;
};
