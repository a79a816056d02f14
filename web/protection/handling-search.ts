import { namesOf } from '../filters/filter-select.tsx';
import { HANDLING_WORDS } from '../words/protection-words.ts';

export type HandlingSearch = { readonly state?: keyof typeof HANDLING_WORDS.options | undefined };

/** What the address says; anything else is as if nothing stood there. */
export function readHandlingSearch(search: Readonly<Record<string, unknown>>): HandlingSearch {
  const state = namesOf(HANDLING_WORDS.options).find((name) => name === search['state']);
  return state === undefined ? {} : { state };
}
