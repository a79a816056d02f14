import { namesOf } from '../filters/filter-select.tsx';
import { readTexts } from '../filters/read-texts.ts';
import { EXCEPTION_WORDS } from '../words/exception-words.ts';

export type ExceptionSearch = {
  readonly state?: keyof typeof EXCEPTION_WORDS.options | undefined;
  readonly team?: string;
  readonly useCase?: string;
};

/** What the address says; anything else is as if nothing stood there. */
export function readExceptionSearch(search: Readonly<Record<string, unknown>>): ExceptionSearch {
  const state = namesOf(EXCEPTION_WORDS.options).find((name) => name === search['state']);
  return { ...readTexts(search, ['team', 'useCase']), ...(state === undefined ? {} : { state }) };
}
