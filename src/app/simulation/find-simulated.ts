import { DEFAULT_MODEL, INCENTIVE_MODEL_IDS, INCENTIVE_MODELS } from '../../domain/gaming/incentive-models.ts';
import { COMPARED_MODELS, type SimulatedModelId } from '../../domain/gaming/simulated-models.ts';
import { ATTACKS, HONEST_EXTRA_NAME } from '../../domain/gaming/simulation.ts';

export const MODEL_NAMES: readonly SimulatedModelId[] = [...INCENTIVE_MODEL_IDS, ...COMPARED_MODELS];
export const STRATEGY_NAMES: readonly string[] = [...ATTACKS, HONEST_EXTRA_NAME];

/** Other words for models, as people and the documents say them. */
const MODEL_WORDS: Readonly<Record<string, SimulatedModelId>> = {
  default: DEFAULT_MODEL,
  composite: 'composite_index',
  hardened_composite: 'composite_index',
  raw_board: 'raw_token_leaderboard',
  leaderboard: 'raw_token_leaderboard',
  naive_sum: 'plain_sum',
  ...Object.fromEntries(INCENTIVE_MODEL_IDS.map((id) => [INCENTIVE_MODELS[id].requirement.toLowerCase(), id] as const)),
};

const STRATEGY_WORDS: Readonly<Record<string, string>> = {
  premium_model: 'expensive_model',
  premium: 'expensive_model',
  inflation: 'outcome_inflation',
  ring: 'template_ring',
  mixture: 'mixture_of_two',
  mixtures_of_two: 'mixture_of_two',
  adaptive: 'adaptive_search',
  adaptive_random_search: 'adaptive_search',
  search: 'adaptive_search',
};

/** By its name, its requirement (`I9`) or another word for it; null: there is none. */
export function findModel(word: string): SimulatedModelId | null {
  const name = normalised(word);
  return MODEL_NAMES.find((known) => known === name) ?? MODEL_WORDS[name] ?? null;
}

export function findStrategy(word: string): string | null {
  const name = normalised(word);
  const singular = name.replace(/s$/, '');
  const known = STRATEGY_WORDS[name] ?? STRATEGY_WORDS[singular] ?? name;
  return STRATEGY_NAMES.find((strategy) => strategy === known || strategy === singular) ?? null;
}

function normalised(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}
