import { namesOf } from '../filters/filter-select.tsx';
import { USE_CASE_WORDS } from '../words/use-case-words.ts';

export type UseCaseSearch = { readonly state?: keyof typeof USE_CASE_WORDS.states | undefined };

/** What the address says; anything else is as if nothing stood there. */
export function readUseCaseSearch(search: Readonly<Record<string, unknown>>): UseCaseSearch {
  const state = namesOf(USE_CASE_WORDS.states).find((name) => name === search['state']);
  return state === undefined ? {} : { state };
}
