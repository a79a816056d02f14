import type { AnswerOf } from '../../src/contract/routes.ts';

export type SavedView = AnswerOf<'listMyViews'>['rows'][number];
export type ViewPage = SavedView['page'];
export type ViewSearch = Readonly<Record<string, unknown>>;

/** An address as a view keeps it: texts, and only what is there. */
export function keptSearch(search: ViewSearch): SavedView['search'] {
  const known = Object.entries(search).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}
