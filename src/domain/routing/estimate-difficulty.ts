import { BIAS, DIFFICULTY_FEATURES, WEIGHTS_VERSION } from './difficulty-weights.ts';
import type { RequestShape } from './request-shape.ts';

/** What one feature added to an estimate. `points` is weight times value, on the scale of the logit. */
export type DifficultyPart = { readonly feature: string; readonly points: number; readonly inWords: string };

export type DifficultyExplanation = {
  readonly weightsVersion: string;
  readonly bias: number;
  /** The largest first; features that add nothing are left out. */
  readonly parts: readonly DifficultyPart[];
  /** As the table says, before any calibration. */
  readonly raw: number;
};

/**
 * How difficult a request looks, 0 to 1, by the published table of weights; asks no model and depends on the shape alone.
 * It is a score until a calibration makes it a risk.
 */
export function estimateDifficulty(shape: RequestShape): number {
  let points = BIAS;
  for (const { weight, measure } of DIFFICULTY_FEATURES) points += weight * measure(shape);
  return 1 / (1 + Math.exp(-points));
}

/** The same estimate with each of its parts in words. */
export function explainDifficulty(shape: RequestShape): DifficultyExplanation {
  const parts = DIFFICULTY_FEATURES.map(({ id, weight, measure, inWords }) => ({
    feature: id,
    points: weight * measure(shape),
    inWords: inWords(shape),
  }))
    .filter(({ points }) => points !== 0)
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
  return { weightsVersion: WEIGHTS_VERSION, bias: BIAS, parts, raw: estimateDifficulty(shape) };
}
