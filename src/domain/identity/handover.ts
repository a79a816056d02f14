/** What a person can own and another must take over when they leave. */
export const HANDED_OVER = ['team', 'service_account', 'use_case', 'envelope', 'library_asset'] as const;
export type HandedOverNoun = (typeof HANDED_OVER)[number];

/** What somebody who left owned, as it stood then: open until somebody says that all of it has other owners. */
export type Handover = {
  readonly id: string;
  readonly personId: string;
  readonly reason: string;
  readonly items: readonly { readonly noun: HandedOverNoun; readonly id: string; readonly name: string }[];
  readonly state: 'open' | 'done';
  readonly openedBy: string;
  readonly doneBy: string | null;
};
