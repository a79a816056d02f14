import { namesOf } from '../filters/filter-select.tsx';
import { NOTICE_WORDS } from '../words/notice-words.ts';

export type NoticeSearch = {
  readonly state?: keyof typeof NOTICE_WORDS.states | undefined;
  readonly kind?: keyof typeof NOTICE_WORDS.kinds | undefined;
};

/** What the address says; anything else is as if nothing stood there. */
export function readNoticeSearch(search: Readonly<Record<string, unknown>>): NoticeSearch {
  const state = namesOf(NOTICE_WORDS.states).find((name) => name === search['state']);
  const kind = namesOf(NOTICE_WORDS.kinds).find((name) => name === search['kind']);
  return { ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }) };
}
