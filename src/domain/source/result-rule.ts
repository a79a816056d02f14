import type { FinishedFact } from './source-fact.ts';

/** What must have happened to a result before a system's word for it is taken. */
export const REQUIREMENTS = ['approval', 'checks', 'deployment'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** How much of its type a result is. */
export type ResultAmount =
  /** The same for each. */
  | { readonly kind: 'each'; readonly amount: number }
  /** From its beginning to its end, less what is usual: below zero is quicker. For types of which less is better. */
  | { readonly kind: 'elapsed'; readonly unit: 'hour' | 'day'; readonly usual: number }
  /** What the system says, and no more than `max`. */
  | { readonly kind: 'stated'; readonly max: number };

/** Which results of a source are outcomes, of which type and how much of it. Lists that are empty let everything through. */
export type ResultRule = {
  readonly what: string;
  readonly projects: readonly string[];
  readonly branches: readonly string[];
  /** One of these is enough. */
  readonly labels: readonly string[];
  readonly requires: readonly Requirement[];
  readonly typeId: string;
  /** What the work was for; null: the tasks that led to it tell. */
  readonly useCaseId: string | null;
  readonly amount: ResultAmount;
};

/**
 * Whether the system measured it itself, as a time from one of its events to another. That each result is worth the same is an
 * estimate, and what a field states a person wrote there: both are measured by lot, or many small results would pay.
 */
export function isAmountOfSystem({ amount }: Pick<ResultRule, 'amount'>): boolean {
  return amount.kind === 'elapsed';
}

const HOUR_MS = 3_600_000;

/** The first rule that fits; undefined: the result is nobody's outcome by itself. */
export function chooseRule(rules: readonly ResultRule[], result: FinishedFact): ResultRule | undefined {
  const among = (listed: readonly string[], value: string | null): boolean =>
    listed.length === 0 || (value !== null && listed.includes(value));
  return rules.find(
    (rule) =>
      rule.what === result.what &&
      among(rule.projects, result.project) &&
      among(rule.branches, result.branch) &&
      (rule.labels.length === 0 || rule.labels.some((label) => result.labels.includes(label))),
  );
}

/** In the unit of the rule's type, to a hundredth; null: it is not known of this result. */
export function amountOfResult({ amount }: ResultRule, result: FinishedFact): number | null {
  switch (amount.kind) {
    case 'each':
      return amount.amount;
    case 'stated':
      return result.amount === null ? null : Math.min(result.amount, amount.max);
    case 'elapsed': {
      if (result.startedAtMs === null) return null;
      const spanMs = Math.max(0, result.atMs - result.startedAtMs);
      const elapsed = spanMs / (amount.unit === 'hour' ? HOUR_MS : 24 * HOUR_MS);
      return Math.round((elapsed - amount.usual) * 100) / 100;
    }
  }
}
