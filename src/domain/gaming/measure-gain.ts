import { type House, playOut, scoreWatched } from './house.ts';
import type { Month } from './month.ts';
import { NAIVE_MODELS } from './naive-models.ts';
import type { Strategy } from './strategies.ts';

/** What a strategy earns over the honest month, as a fraction of the mean honest score, with the bounds of 95 %. */
export type Gain = {
  readonly effort: number;
  readonly gain: number;
  readonly gainLower95: number;
  readonly gainUpper95: number;
};

export const EFFORTS: readonly number[] = [0.05, 0.1, 0.25, 0.5, 1, 2, 4];

/** What is measured: the score of the house, or one of the naive models. */
export type Model = (house: House, months: readonly Month[]) => number;

export const HOUSE_MODEL: Model = (house, months) => scoreWatched(house, months).millipoints;

export const MODELS: Readonly<Record<string, Model>> = {
  hardened_composite: HOUSE_MODEL,
  its_impact_part: (house, months) => scoreWatched(house, months).netMicrodollars,
  ...Object.fromEntries(
    Object.entries(NAIVE_MODELS).map(([name, model]) => [
      name,
      (house: House, months: readonly Month[]) => model(months, house.formula),
    ]),
  ),
};

/** The honest scores of houses, once: pairs are made with them. */
export function honestScores(houses: readonly House[], model: Model): readonly number[] {
  return houses.map((house) => model(house, house.months));
}

/** Paired: the same people, the same luck, with the strategy and without it. */
export function measureGain(
  houses: readonly House[],
  {
    honest,
    model,
    strategy,
    effort,
  }: {
    readonly honest: readonly number[];
    readonly model: Model;
    readonly strategy: Strategy;
    readonly effort: number;
  },
): Gain {
  const differences = houses.map((house, at) => model(house, playOut(house, strategy, effort)) - (honest[at] ?? 0));
  return gainOf(differences, { effort, base: meanOf(honest) });
}

/** Holds back a share of one month's results for the next; the sum of both scores counts. */
export function measureSandbagging(pairs: readonly (readonly [House, House])[], effort: number): Gain {
  const honest = pairs.map(([first, second]) => HOUSE_MODEL(first, first.months) + HOUSE_MODEL(second, second.months));
  const differences = pairs.map(([first, second], at) => {
    const [lean, full] = holdBack(first, second, effort);
    return HOUSE_MODEL(first, lean) + HOUSE_MODEL(second, full) - (honest[at] ?? 0);
  });
  return gainOf(differences, { effort, base: meanOf(honest) });
}

/** Two months of the first person of a house, part of the first one's results held back for the second. */
export function holdBack(first: House, second: House, effort: number): readonly [readonly Month[], readonly Month[]] {
  const [own, next] = [first.months[0], second.months[0]];
  if (own === undefined || next === undefined) return [first.months, second.months];
  const random = first.randomOf(first.seed + 17);
  const held = new Set(own.items.filter(() => random() < Math.min(0.9, effort / 2)));
  const late = [...held].map((item) => ({
    ...item,
    id: `${item.id}-late`,
    rootId: `${item.id}-late`,
    clusterId: `${item.clusterId}-late`,
  }));
  const lean = [{ ...own, items: own.items.filter((item) => !held.has(item)) }, ...first.months.slice(1)];
  const full = [{ ...next, items: [...next.items, ...late] }, ...second.months.slice(1)];
  return [lean, full];
}

export function gainOf(
  differences: readonly number[],
  { effort, base }: { readonly effort: number; readonly base: number },
): Gain {
  const mean = meanOf(differences);
  const variance = meanOf(differences.map((difference) => (difference - mean) ** 2));
  const margin = 1.96 * Math.sqrt(variance / Math.max(1, differences.length - 1));
  return { effort, gain: mean / base, gainLower95: (mean - margin) / base, gainUpper95: (mean + margin) / base };
}

export function meanOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0) / Math.max(1, amounts.length);
}
