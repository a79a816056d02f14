import type { SpendingSearch } from './spending-search.ts';

const LANES = ['exploration', 'production'] as const;

/** The filters of the address as the request has them. */
export function queryOf(search: SpendingSearch) {
  const { period: _period, by: _by, compare: _compare, lane: named, ...filters } = search;
  const lane = LANES.find((name) => name === named);
  return { ...filters, ...(lane === undefined ? {} : { lane }) };
}
