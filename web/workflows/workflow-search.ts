import { readTexts } from '../filters/read-texts.ts';

const STATES = ['active', 'blocked', 'archived'] as const;

export type WorkflowSearch = {
  readonly state?: (typeof STATES)[number] | undefined;
  readonly useCase?: string | undefined;
};

/** What the address says; anything else is as if nothing stood there. */
export function readWorkflowSearch(search: Readonly<Record<string, unknown>>): WorkflowSearch {
  const state = STATES.find((name) => name === search['state']);
  return { ...readTexts(search, ['useCase']), ...(state === undefined ? {} : { state }) };
}
