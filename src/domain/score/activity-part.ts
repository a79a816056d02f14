import type { CreditedValue } from './credit-value.ts';
import { type Contribution, leaf, sharePoints } from './explanation.ts';
import type { Period } from './facts.ts';
import type { Formula } from './formula.ts';
import { sumOf } from './gather-work.ts';

export type Activity = { readonly points: number; readonly weeks: number; readonly useCases: number };

const WEEK_MS = 7 * 86_400_000;

/**
 * Breadth of verified work: the weeks and the use cases in which it came, bounded. Each counts as far as its verified value
 * goes, and near-identical work counts in the week of its first result alone. Tokens, prompts and time are nowhere in it.
 */
export function rateActivity({ credited }: CreditedValue, { fromMs }: Period, { activity }: Formula): Activity {
  const clusters = Map.groupBy(credited, ({ part }) => part.clusterId);
  const weeks = new Map<number, number>();
  const useCases = new Map<string, number>();
  for (const own of clusters.values()) {
    const first = own.reduce(
      (least, { outcome }) => Math.min(least, outcome.verifiedAtMs ?? least),
      Number.POSITIVE_INFINITY,
    );
    add(
      weeks,
      Math.floor((first - fromMs) / WEEK_MS),
      sumOf(own, ({ microdollars }) => microdollars),
    );
    for (const { part, microdollars } of own) add(useCases, part.useCaseId, microdollars);
  }
  const count = (sums: Iterable<number>): number =>
    // In millionths, so that the order of weeks does not matter.
    sumOf([...sums], (value) => Math.round(Math.min(1, Math.max(0, value) / activity.wholeMicrodollars) * 1_000_000)) /
    1_000_000;
  const counted = {
    weeks: Math.min(activity.weeks, count(weeks.values())),
    useCases: Math.min(activity.useCases, count(useCases.values())),
  };
  return { ...counted, points: 50 * (counted.weeks / activity.weeks) + 50 * (counted.useCases / activity.useCases) };
}

export function explainActivity(
  { weeks, useCases }: Activity,
  millipoints: number,
  { activity }: Formula,
): readonly Contribution[] {
  const parts = [weeks / activity.weeks, useCases / activity.useCases].map((part) => Math.round(part * 1_000_000));
  const [ofWeeks = 0, ofUseCases = 0] = sharePoints(millipoints, parts);
  return [
    leaf('weeks', `verified results in ${weeks.toFixed(1)} weeks, of ${activity.weeks} that count`, {
      millipoints: ofWeeks,
    }),
    leaf('use_cases', `verified results in ${useCases.toFixed(1)} use cases, of ${activity.useCases} that count`, {
      millipoints: ofUseCases,
    }),
  ];
}

function add<Key>(sums: Map<Key, number>, key: Key, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
