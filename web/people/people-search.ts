import { namesOf } from '../filters/filter-select.tsx';
import { readTexts } from '../filters/read-texts.ts';
import { PEOPLE_WORDS } from '../words/people-words.ts';

export type PeopleSearch = {
  readonly search?: string | undefined;
  readonly team?: string | undefined;
  readonly state?: keyof typeof PEOPLE_WORDS.states | undefined;
  readonly role?: keyof typeof PEOPLE_WORDS.roleNames | undefined;
};

/** What the address says; anything else is as if nothing stood there. */
export function readPeopleSearch(search: Readonly<Record<string, unknown>>): PeopleSearch {
  const state = namesOf(PEOPLE_WORDS.states).find((name) => name === search['state']);
  const role = namesOf(PEOPLE_WORDS.roleNames).find((name) => name === search['role']);
  return {
    ...readTexts(search, ['search', 'team']),
    ...(state === undefined ? {} : { state }),
    ...(role === undefined ? {} : { role }),
  };
}
