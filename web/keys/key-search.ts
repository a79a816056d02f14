import { namesOf } from '../filters/filter-select.tsx';
import { readTexts } from '../filters/read-texts.ts';
import { KEY_WORDS } from '../words/key-words.ts';

export type KeySearch = {
  readonly state?: keyof typeof KEY_WORDS.states | undefined;
  readonly lane?: keyof typeof KEY_WORDS.lanes | undefined;
  readonly team?: string | undefined;
};

/** What the address says; anything else is as if nothing stood there. */
export function readKeySearch(search: Readonly<Record<string, unknown>>): KeySearch {
  const state = namesOf(KEY_WORDS.states).find((name) => name === search['state']);
  const lane = namesOf(KEY_WORDS.lanes).find((name) => name === search['lane']);
  return {
    ...readTexts(search, ['team']),
    ...(state === undefined ? {} : { state }),
    ...(lane === undefined ? {} : { lane }),
  };
}
