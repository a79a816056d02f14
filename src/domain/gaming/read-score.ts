import type { Formula, Part } from '../score/formula.ts';
import type { Score } from '../score/score-person.ts';
import type { IncentiveModelId } from './incentive-models.ts';

/** An organisation's own figures, for any model. Whole percents. */
export type ReadingSettings = {
  /** Raw board: nobody's tokens of a month count above so much of what is usual. */
  readonly tokenCapPercent: number;
  /** Tiers: the points at which the levels of a category are reached. */
  readonly levels: readonly number[];
  /** Compliance-weighted: the weight of adherence; verified use has the rest. */
  readonly adherencePercent: number;
  /** Team-based: the weight of what the team did. */
  readonly teamPercent: number;
};

/** Models that look at scores. The raw board looks at tokens, and envelopes look after themselves. */
export type ScoreReadingModel = Exclude<IncentiveModelId, 'raw_token_leaderboard' | 'budget_envelopes'>;

/** What scores tell a model; a score as it is kept, or as it was just reckoned. */
export type ReadableScore = Pick<Score, 'millipoints' | 'explanation' | 'triad'>;

/**
 * What a model makes of one person's score: 0 to 100. A programme shows it to that person, and to others as bands of teams; the
 * simulator plays against the same figure. Each model sees validated outcomes alone, whatever it makes of them.
 */
export function readScore(
  model: ScoreReadingModel,
  score: ReadableScore,
  { settings, formula }: { readonly settings: ReadingSettings; readonly formula: Formula },
): number {
  const points = (part: Part): number => pointsOf(score, part, formula);
  switch (model) {
    case 'efficiency_score':
      return (100 * score.triad.efficiency * score.triad.quality * 100) / formula.cap.efficiencyMaxPercent;
    case 'outcome_recognition':
      return points('impact');
    case 'tiered_rewards':
      return (100 * levelsOf(points, settings)) / (CATEGORIES.length * Math.max(1, settings.levels.length));
    case 'policy_gated_access':
      return (100 * tierOf(points('safety'))) / TIERS;
    case 'compliance_weighted':
      return (
        (points('safety') * settings.adherencePercent + points('activity') * (100 - settings.adherencePercent)) / 100
      );
    case 'team_based':
      return (points('impact') + points('reuse')) / 2;
    case 'composite_index':
      return score.millipoints / 1_000;
  }
}

/** 0 to 100, before weights; what is gated by impact counts as far as it does. */
export function pointsOf({ explanation }: Pick<Score, 'explanation'>, part: Part, { weights }: Formula): number {
  const millipoints = explanation.children.find(({ rule }) => rule === part)?.millipoints ?? 0;
  return Math.min(100, Math.max(0, millipoints / (10 * Math.max(1, weights[part]))));
}

const CATEGORIES = ['impact', 'safety', 'reuse', 'activity'] as const;

function levelsOf(points: (part: Part) => number, { levels }: ReadingSettings): number {
  return CATEGORIES.reduce((sum, part) => sum + levels.filter((level) => points(part) >= level).length, 0);
}

const TIERS = 3;
const CLEARED_FROM: readonly number[] = [80, 95];

/** Public data; internal data too; confidential data too: by points of safety, which count with verified work alone. */
function tierOf(safety: number): number {
  return 1 + CLEARED_FROM.filter((from) => safety >= from).length;
}
