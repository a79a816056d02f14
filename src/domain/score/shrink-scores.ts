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

/** How far a score that rests on one outcome is off, as a standard deviation; on four, half of it. */
export const ONE_OUTCOME_MILLIPOINTS = 25_000;
const NINETEEN_OF_TWENTY = 1.96;
/** Fewer people than this say nothing of what is usual in their role; all roles together stand in. */
const ROLE_PEOPLE_MIN = 5;

/** Empirical Bayes by role family: what is usual and how much people truly differ is learned from the scores themselves. */
export function shrinkScores(samples: readonly ScoreSample[]): readonly ShownScore[] {
  const everybody = usualOf(samples);
  const roles = Map.groupBy(samples, ({ roleFamily }) => roleFamily);
  const usual = new Map(
    [...roles].map(([role, own]) => [role, own.length < ROLE_PEOPLE_MIN ? everybody : usualOf(own)]),
  );
  return samples.map((sample) => {
    const { mean, variance } = usual.get(sample.roleFamily) ?? everybody;
    const own = noiseOf(sample);
    const trust = variance + own === 0 ? 0 : variance / (variance + own);
    const millipoints = Math.round(mean + trust * (sample.millipoints - mean));
    const margin = Math.round(NINETEEN_OF_TWENTY * Math.sqrt(trust * own));
    return {
      personId: sample.personId,
      millipoints,
      lower: Math.max(0, millipoints - margin),
      upper: Math.min(100_000, millipoints + margin),
      outcomes: sample.outcomes,
    };
  });
}

/** The mean of scores, and the variance among people that chance does not explain. */
function usualOf(samples: readonly ScoreSample[]): { readonly mean: number; readonly variance: number } {
  if (samples.length < 2) return { mean: samples[0]?.millipoints ?? 0, variance: 0 };
  const mean = sumOf(samples, ({ millipoints }) => millipoints) / samples.length;
  // Sums of whole numbers, so that the order of people changes no digit.
  const spread = sumOf(samples, ({ millipoints }) => Math.round((millipoints - mean) ** 2)) / (samples.length - 1);
  const chance = sumOf(samples, (sample) => Math.round(noiseOf(sample))) / samples.length;
  return { mean, variance: Math.max(0, spread - chance) };
}

/** The variance of a score; without any outcome it is that of one. */
function noiseOf({ outcomes }: ScoreSample): number {
  return ONE_OUTCOME_MILLIPOINTS ** 2 / Math.max(1, outcomes);
}
