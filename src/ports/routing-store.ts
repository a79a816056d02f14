import type { Observation } from '../domain/routing/calibration.ts';
import type { RouteComparison } from '../domain/routing/route-state.ts';

/** A model of a use case's stack that calls are routed to, or compared with. */
export type RouteName = { readonly useCaseId: string; readonly modelId: string };

/** From when on comparisons and calls are looked at. */
export type RouteSince = { readonly comparedMs: number; readonly calledMs: number };

/** What was seen of a route since then. */
export type RouteFigures = {
  /** One for each reference that the model was compared with. */
  readonly pairs: readonly { readonly referenceId: string; readonly comparisons: number; readonly agreed: number }[];
  /** Calls that routing sent to the model, and how many of them failed at its upstream. */
  readonly calls: number;
  readonly failed: number;
};

/** What routing saved and lost in a use case. Money is a decimal string. */
export type RouteSavings = {
  readonly useCaseId: string | null;
  readonly calls: number;
  readonly savedNanodollars: string;
  /** By leaving warm caches, and by attempts that were given up; never positive. */
  readonly lostNanodollars: string;
  readonly shadowCalls: number;
  readonly shadowCostNanodollars: string;
  /** Calls of which an attempt was given up for being late; what that cost is in what was lost. */
  readonly lateCalls: number;
};

/** Calls that a rule looked at, by where they went and why. */
export type RouteChoices = {
  readonly useCaseId: string | null;
  readonly modelId: string | null;
  readonly reason: string | null;
  readonly calls: number;
};

/** `useCaseIds`: one of these; of none where the list is empty. */
export type ComparisonFilter = {
  readonly useCaseId?: string;
  readonly useCaseIds?: readonly string[];
  readonly modelId?: string;
};

/** `useCaseIds`: of these alone. */
export type RoutedRange = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly useCaseId?: string;
  readonly useCaseIds?: readonly string[];
};

export type RoutingStore = {
  readonly figures: (route: RouteName, since: RouteSince) => Promise<RouteFigures>;
  /** Newest first. */
  readonly comparisons: (
    filter: ComparisonFilter,
    page: { readonly limit: number; readonly afterId: string | null },
  ) => Promise<{ readonly rows: readonly RouteComparison[]; readonly nextAfterId: string | null }>;
  /** The newest comparisons, at most so many, the oldest of them first. */
  readonly observations: (route: RouteName, limit: number) => Promise<readonly Observation[]>;
  /** One for each comparison since a moment, the oldest first; true where the answers did not agree. */
  readonly disagreements: (route: RouteName, sinceMs: number) => Promise<readonly boolean[]>;
  /** One for each routed call since a moment, the oldest first; true where its upstream failed. */
  readonly failures: (route: RouteName, sinceMs: number) => Promise<readonly boolean[]>;
  readonly savings: (range: RoutedRange) => Promise<readonly RouteSavings[]>;
  /** By use case, the most calls first; at most 500. */
  readonly choices: (range: RoutedRange) => Promise<readonly RouteChoices[]>;
};
