export const ANSWERED_STATES = ['upheld', 'rejected', 'withdrawn'] as const;
export type AnsweredState = (typeof ANSWERED_STATES)[number];
export type ContestSearch = { readonly state?: AnsweredState };

/** Which answered contests the address shows; without a word those that were upheld. */
export function readContestSearch(search: Readonly<Record<string, unknown>>): ContestSearch {
  const state = ANSWERED_STATES.find((one) => one === search['state']);
  return state === undefined ? {} : { state };
}
