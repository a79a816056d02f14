import { sumOf } from './gather-work.ts';

/** A score as a person sees their own: never a bare number. */
export type ShownScore = {
  readonly personId: string;
  /** Pulled towards what is usual in the role, the more so the fewer outcomes it rests on. */
  readonly millipoints: number;
  /** Nineteen times in twenty the truth lies between. */
  readonly lower: number;
  readonly upper: number;
  readonly outcomes: number;
};

export type ScoreSample = {
  readonly personId: string;
  readonly roleFamily: string;
  readonly millipoints: number;
  readonly outcomes: number;
};

/** The mean of scores, and the variance among people that chance does not explain. */
export type Usual = { readonly mean: number; readonly variance: number };
/** What is usual in each role family; under `EVERYBODY` in all together, which stands in for small ones. */
export type UsualByRole = ReadonlyMap<string, Usual>;

/** No role family has this name. */
export const EVERYBODY = '';
/** How far a score that rests on one outcome is off, as a standard deviation; on four, half of it. */
export const ONE_OUTCOME_MILLIPOINTS = 25_000;
const NINETEEN_OF_TWENTY = 1.96;
/** Fewer people than this say nothing of what is usual in their role; all roles together stand in. */
const ROLE_PEOPLE_MIN = 5;
/** People differ by this much at least, as a standard deviation, however alike few scores look. */
const DIFFERENCE_MIN_MILLIPOINTS = 5_000;

/** Empirical Bayes by role family: what is usual and how much people truly differ is learned from the scores themselves. */
export function shrinkScores(samples: readonly ScoreSample[]): readonly ShownScore[] {
  const usual = usualByRole(samples);
  return samples.map((sample) => shrinkScore(sample, usual));
}

export function usualByRole(samples: readonly ScoreSample[]): UsualByRole {
  const roles = [...Map.groupBy(samples, ({ roleFamily }) => roleFamily)].filter(
    ([role, own]) => role !== EVERYBODY && own.length >= ROLE_PEOPLE_MIN,
  );
  return new Map([[EVERYBODY, usualOf(samples)], ...roles.map(([role, own]) => [role, usualOf(own)] as const)]);
}

/** One score by what was usual at some moment; where nothing was known, it stands alone with the error of chance. */
export function shrinkScore(sample: ScoreSample, usual: UsualByRole): ShownScore {
  const { personId, roleFamily, outcomes } = sample;
  const own = noiseOf(sample);
  const known = usual.get(roleFamily) ?? usual.get(EVERYBODY);
  const { mean, variance } = known ?? { mean: sample.millipoints, variance: own };
  const trust = variance + own === 0 ? 0 : variance / (variance + own);
  const millipoints = Math.round(mean + trust * (sample.millipoints - mean));
  const margin = Math.round(NINETEEN_OF_TWENTY * Math.sqrt(trust * own));
  return {
    ...{ personId, millipoints, outcomes },
    lower: Math.max(0, millipoints - margin),
    upper: Math.min(100_000, millipoints + margin),
  };
}

function usualOf(samples: readonly ScoreSample[]): Usual {
  if (samples.length === 0) return { mean: 0, variance: ONE_OUTCOME_MILLIPOINTS ** 2 };
  const mean = sumOf(samples, ({ millipoints }) => millipoints) / samples.length;
  // So few say nothing of how much people differ.
  if (samples.length < ROLE_PEOPLE_MIN) return { mean, variance: ONE_OUTCOME_MILLIPOINTS ** 2 };
  // Sums of whole numbers, so that the order of people changes no digit.
  const spread = sumOf(samples, ({ millipoints }) => Math.round((millipoints - mean) ** 2)) / (samples.length - 1);
  const chance = sumOf(samples, (sample) => Math.round(noiseOf(sample))) / samples.length;
  return { mean, variance: Math.max(DIFFERENCE_MIN_MILLIPOINTS ** 2, spread - chance) };
}

/** The variance of a score; without any outcome it is that of one. */
function noiseOf({ outcomes }: ScoreSample): number {
  return ONE_OUTCOME_MILLIPOINTS ** 2 / Math.max(1, outcomes);
}
