import { type Comparison, readComparison } from '../filters/range.ts';
import { PERIOD } from './periods.ts';

export const GROUPINGS = ['team', 'project', 'use_case', 'cost_centre', 'model', 'lane', 'day'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The member of a request that narrows to one group. */
export const FILTERS = {
  team: 'teamId',
  project: 'projectId',
  use_case: 'useCaseId',
  cost_centre: 'costCentre',
  model: 'modelId',
  lane: 'lane',
  day: 'day',
} as const satisfies Record<Grouping, string>;
export type FilterName = (typeof FILTERS)[Grouping];

export type SpendingSearch = {
  readonly period?: string;
  readonly by?: Grouping;
  readonly compare?: Comparison;
  readonly tier?: Tier;
} & {
  readonly [Name in FilterName]?: string;
};

export const TIERS = ['1', '2', '3'] as const;
export type Tier = (typeof TIERS)[number];

/** What the address says; anything else is as if nothing stood there. */
export function readSpendingSearch(search: Readonly<Record<string, unknown>>): SpendingSearch {
  const by = GROUPINGS.find((name) => name === search['by']);
  const tier = TIERS.find((name) => name === String(search['tier']));
  const period = text(search['period']);
  const named = Object.values(FILTERS).flatMap((name) => {
    const value = text(search[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...(period !== undefined && PERIOD.test(period) ? { period } : {}),
    ...(by === undefined ? {} : { by }),
    ...(tier === undefined ? {} : { tier }),
    ...readComparison(search),
    ...Object.fromEntries(named),
  };
}

export function filtersOf(search: SpendingSearch): readonly (readonly [Grouping, string])[] {
  return GROUPINGS.flatMap((name) => {
    const value = search[FILTERS[name]];
    return value === undefined ? [] : [[name, value] as const];
  });
}

const TEXT_MAX = 200;

function text(value: unknown): string | undefined {
  const asText = typeof value === 'number' ? String(value) : value;
  return typeof asText === 'string' && asText !== '' && asText.length <= TEXT_MAX ? asText : undefined;
}
