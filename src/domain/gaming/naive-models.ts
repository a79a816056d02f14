import type { Formula } from '../score/formula.ts';
import type { Month } from './month.ts';

/** Models without defences, for comparison: what each would show for a month. */
export const NAIVE_MODELS = {
  raw_token_leaderboard: (months) => tokensOf(months),
  outcome_count: (months) => claimsOf(months).length,
  efficiency_score: (months) => claimedBy(months) / costOf(months),
  claimed_value: (months) => claimedBy(months),
  plain_sum: (months, { impact, weights, reuse }) =>
    (weights.impact * claimedBy(months)) / impact.halfwayMicrodollars +
    weights.safety * (1 - shareUnhandled(months)) +
    (weights.reuse * adoptionsOf(months)) / reuse.halfwayAdoptions +
    (weights.activity * costOf(months)) / USUAL_COST,
} as const satisfies Readonly<Record<string, (months: readonly Month[], formula: Formula) => number>>;

/** What an honest month costs. */
export const USUAL_COST = 40_000_000;

function itemsOf(months: readonly Month[]): Month['items'] {
  return months[0]?.items ?? [];
}

function claimsOf(months: readonly Month[]): Month['items'] {
  return itemsOf(months).filter(({ fate, claimedMicrodollars }) => fate !== 'reverted' && claimedMicrodollars > 0);
}

function claimedBy(months: readonly Month[]): number {
  return claimsOf(months).reduce((sum, { claimedMicrodollars }) => sum + claimedMicrodollars, 0);
}

function costOf(months: readonly Month[]): number {
  return itemsOf(months).reduce((sum, { costMicrodollars }) => sum + costMicrodollars, 0);
}

/** In tokens of the usual price. */
export function tokensOf(months: readonly Month[]): number {
  return itemsOf(months).reduce((sum, { costMicrodollars, dearness }) => sum + costMicrodollars / dearness, 0);
}

function shareUnhandled(months: readonly Month[]): number {
  const items = itemsOf(months);
  return items.filter(({ unhandledData }) => unhandledData > 0).length / Math.max(1, items.length);
}

function adoptionsOf(months: readonly Month[]): number {
  const watched = months[0]?.person.personId ?? '';
  return months
    .slice(1)
    .reduce((sum, { items }) => sum + items.filter(({ authors }) => authors.includes(watched)).length, 0);
}
