import type { Formula, Part } from '../score/formula.ts';
import { DEFAULT_FORMULA } from '../score/formula.ts';
import type { Score } from '../score/score-person.ts';
import { type House, scoreFirst, scoreWatched } from './house.ts';
import type { IncentiveModelId } from './incentive-models.ts';
import type { Model } from './measure-gain.ts';
import type { Month } from './month.ts';
import { NAIVE_MODELS, tokensOf, USUAL_COST } from './naive-models.ts';

/** An organisation's own figures, for any model. Whole percents. */
export type ModelSettings = {
  readonly formula: Formula;
  /** Raw board: nobody's tokens count above so much of a usual month. */
  readonly tokenCapPercent: number;
  /** Tiers: the points at which the levels of a category are reached. */
  readonly levels: readonly number[];
  /** Compliance-weighted: the weight of adherence; verified use has the rest. */
  readonly adherencePercent: number;
  /** Team-based: the weight of what the team did. */
  readonly teamPercent: number;
  readonly teamSize: number;
};

export const DEFAULT_SETTINGS: ModelSettings = {
  formula: DEFAULT_FORMULA,
  tokenCapPercent: 300,
  levels: [25, 50, 75],
  adherencePercent: 60,
  teamPercent: 65,
  teamSize: 8,
};

/** Models without defences, that the others are compared with. */
export const COMPARED_MODELS = ['plain_sum', 'outcome_count', 'claimed_value', 'claims_per_cost'] as const;
export type SimulatedModelId = IncentiveModelId | (typeof COMPARED_MODELS)[number];

/**
 * What a model shows of the one who is watched, in its own unit. The nine are as a programme runs them: with what must be in
 * force before they start, so that those which look at outcomes see validated ones.
 */
export function simulatedModel(id: SimulatedModelId, settings: ModelSettings): Model {
  switch (id) {
    case 'raw_token_leaderboard':
      return (_, months) => Math.min(tokensOf(months), (USUAL_COST * settings.tokenCapPercent) / 100);
    case 'efficiency_score':
      return (house, months) => efficiencyOf(scoreWatched(house, months));
    case 'outcome_recognition':
      return (house, months) => scoreWatched(house, months).netMicrodollars;
    case 'tiered_rewards':
      return (house, months) => levelsOf(scoreWatched(house, months), settings);
    case 'budget_envelopes':
      return (house, months) => allowanceOf(scoreWatched(house, months), months);
    case 'policy_gated_access':
      return (house, months) => tierOf(scoreWatched(house, months), house.formula);
    case 'compliance_weighted':
      return (house, months) => adherenceOf(scoreWatched(house, months), settings);
    case 'team_based':
      return (house, months) => teamOf(house, months, settings);
    case 'composite_index':
      return (house, months) => scoreWatched(house, months).millipoints;
    case 'plain_sum':
    case 'outcome_count':
    case 'claimed_value':
      return (house, months) => NAIVE_MODELS[id](months, house.formula);
    case 'claims_per_cost':
      return (_, months) => NAIVE_MODELS.efficiency_score(months);
  }
}

/** 0 to 100, before weights; gated by impact where the formula gates the part. */
function pointsOf({ explanation }: Score, part: Part, { weights }: Formula): number {
  const millipoints = explanation.children.find(({ rule }) => rule === part)?.millipoints ?? 0;
  return millipoints / (10 * Math.max(1, weights[part]));
}

function efficiencyOf({ triad }: Score): number {
  return triad.efficiency * triad.quality;
}

function levelsOf(score: Score, { levels, formula }: ModelSettings): number {
  const categories = (['impact', 'safety', 'reuse', 'activity'] as const).map((part) => pointsOf(score, part, formula));
  return categories.reduce((sum, points) => sum + levels.filter((level) => points >= level).length, 0);
}

/** Percent of the cap: the base, and the tranches of docs/allowances.md for documented, clean and validated use. */
function allowanceOf({ outcomes, triad }: Score, months: readonly Month[]): number {
  const items = months[0]?.items ?? [];
  const clean = items.filter(({ unhandledData }) => unhandledData === 0).length / Math.max(1, items.length);
  const isClean = items.length > 0 && clean >= CLEAN_FROM;
  const isProven = outcomes >= OUTCOMES_FROM && triad.efficiency >= 1;
  return 120 + (isClean ? 30 : 0) + (isProven ? 50 : 0);
}
const CLEAN_FROM = 0.98;
const OUTCOMES_FROM = 3;

/** Public data, internal data, or confidential data too: by points of safety, which count with verified work alone. */
function tierOf(score: Score, formula: Formula): number {
  const safety = pointsOf(score, 'safety', formula);
  return safety >= 95 ? 3 : safety >= 80 ? 2 : 1;
}

function adherenceOf(score: Score, { adherencePercent, formula }: ModelSettings): number {
  const [adherence, use] = [pointsOf(score, 'safety', formula), pointsOf(score, 'activity', formula)];
  return (adherence * adherencePercent + use * (100 - adherencePercent)) / 100;
}

function teamOf(house: House, months: readonly Month[], { teamPercent, teamSize, formula }: ModelSettings): number {
  const shown = scoreFirst(house, months, teamSize).map(
    (score) => (pointsOf(score, 'impact', formula) + pointsOf(score, 'reuse', formula)) / 2,
  );
  const team = shown.reduce((sum, points) => sum + points, 0) / Math.max(1, shown.length);
  return (team * teamPercent + (shown[0] ?? 0) * (100 - teamPercent)) / 100;
}
