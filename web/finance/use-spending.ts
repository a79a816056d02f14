import { useOperation } from '../request/use-operation.ts';
import { comparedPeriod } from './periods.ts';
import { queryOf } from './showback-query.ts';
import type { Grouping, SpendingSearch } from './spending-search.ts';

const TOP = 25;

type Asked = { readonly search: SpendingSearch; readonly period: string; readonly by: Grouping };

/** All that the page asks: the rows, their days unless they are the rows, and the period that is compared with where one is. */
export function useSpending({ search, period, by }: Asked) {
  const { compare } = search;
  const other = comparedPeriod(period, compare ?? 'previous');
  const filters = queryOf(search);
  const hasDays = by !== 'day';
  const hasBefore = compare !== undefined;
  const showback = useOperation('readShowback', { query: { ...filters, period, by, top: TOP } });
  const days = useOperation('readShowback', { query: { ...filters, period, by: 'day' } }, { enabled: hasDays });
  const before = useOperation(
    'readShowback',
    { query: { ...filters, period: other, by: 'team', top: 1 } },
    { enabled: hasBefore },
  );
  const queries = [showback, ...(hasDays ? [days] : []), ...(hasBefore ? [before] : [])];
  return { showback, days, before, top: TOP, other, queries };
}
