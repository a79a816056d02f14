import { namesOf } from '../filters/filter-select.tsx';
import { readTexts } from '../filters/read-texts.ts';
import { SUSPENSION_WORDS } from '../words/protection-words.ts';

export type SuspensionSearch = {
  readonly kind?: keyof typeof SUSPENSION_WORDS.kinds;
  readonly id?: string;
};

/** What is to be stopped, where another page knows it already. */
export function readSuspensionSearch(search: Readonly<Record<string, unknown>>): SuspensionSearch {
  const kind = namesOf(SUSPENSION_WORDS.kinds).find((name) => name === search['kind']);
  return { ...readTexts(search, ['id']), ...(kind === undefined ? {} : { kind }) };
}
