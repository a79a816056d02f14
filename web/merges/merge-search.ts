export const MERGE_STATES = ['proposed', 'accepted', 'declined', 'undone'] as const;
export type MergeState = (typeof MERGE_STATES)[number];
export type MergeSearch = { readonly state?: MergeState };

/** Which proposals the address shows; without a word all of them. */
export function readMergeSearch(search: Readonly<Record<string, unknown>>): MergeSearch {
  const state = MERGE_STATES.find((one) => one === search['state']);
  return state === undefined ? {} : { state };
}
