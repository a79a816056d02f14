import { type Comparison, type RangeSearch, readComparison, readRange } from '../filters/range.ts';

export type TeamSearch = RangeSearch & { readonly team?: string; readonly compare?: Comparison };

const ID_CHARACTERS_MAX = 100;

/** What the address says; anything else is as if nothing stood there. */
export function readTeamSearch(search: Readonly<Record<string, unknown>>): TeamSearch {
  const team = search['team'];
  const isId = typeof team === 'string' && team !== '' && team.length <= ID_CHARACTERS_MAX;
  return { ...readRange(search), ...readComparison(search), ...(isId ? { team } : {}) };
}
