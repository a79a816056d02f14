import type { Formula } from '../score/formula.ts';
import { DEFAULT_FORMULA } from '../score/formula.ts';
import type { Score } from '../score/score-person.ts';
import { type House, scoreFirst, scoreWatched } from './house.ts';
import type { IncentiveModelId } from './incentive-models.ts';
import type { Model } from './measure-gain.ts';
import type { Month } from './month.ts';
import { NAIVE_MODELS, tokensOf, USUAL_COST } from './naive-models.ts';
import { type ReadingSettings, readScore } from './read-score.ts';

export type ModelSettings = ReadingSettings & {
  readonly formula: Formula;
  /** Team-based: people of a team. */
  readonly teamSize: number;
};

export const DEFAULT_READING: ReadingSettings = {
  tokenCapPercent: 300,
  levels: [25, 50, 75],
  adherencePercent: 60,
  teamPercent: 65,
};

export const DEFAULT_SETTINGS: ModelSettings = { ...DEFAULT_READING, formula: DEFAULT_FORMULA, teamSize: 8 };

/** Models without defences, that the others are compared with. */
export const COMPARED_MODELS = ['plain_sum', 'outcome_count', 'claimed_value', 'claims_per_cost'] as const;
export type SimulatedModelId = IncentiveModelId | (typeof COMPARED_MODELS)[number];

/**
 * What a model shows of the one who is watched, in its own unit. The nine are as a programme runs them: with what must be in
 * force before they start.
 */
export function simulatedModel(id: SimulatedModelId, settings: ModelSettings): Model {
  switch (id) {
    case 'raw_token_leaderboard':
      return (_, months) => Math.min(tokensOf(months), (USUAL_COST * settings.tokenCapPercent) / 100);
    case 'outcome_recognition':
      // Not in points, which saturate: what is recognised is the value itself.
      return (house, months) => scoreWatched(house, months).netMicrodollars;
    case 'budget_envelopes':
      return (house, months) => allowanceOf(scoreWatched(house, months), months);
    case 'team_based':
      return (house, months) => teamOf(house, months, settings);
    case 'efficiency_score':
    case 'tiered_rewards':
    case 'policy_gated_access':
    case 'compliance_weighted':
    case 'composite_index':
      return (house, months) => readScore(id, scoreWatched(house, months), { settings, formula: house.formula });
    case 'plain_sum':
    case 'outcome_count':
    case 'claimed_value':
      return (house, months) => NAIVE_MODELS[id](months, house.formula);
    case 'claims_per_cost':
      return (_, months) => NAIVE_MODELS.efficiency_score(months);
  }
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

function teamOf(house: House, months: readonly Month[], settings: ModelSettings): number {
  const { teamPercent, teamSize } = settings;
  const shown = scoreFirst(house, months, teamSize).map((score) =>
    readScore('team_based', score, { settings, formula: house.formula }),
  );
  const team = shown.reduce((sum, points) => sum + points, 0) / Math.max(1, shown.length);
  return (team * teamPercent + (shown[0] ?? 0) * (100 - teamPercent)) / 100;
}
