import { type RangeSearch, readRange } from '../filters/range.ts';
import { readTexts } from '../filters/read-texts.ts';

const TEXTS = ['team', 'project', 'useCase', 'model', 'person', 'task'] as const;

export type CallsSearch = RangeSearch & { readonly [Name in (typeof TEXTS)[number]]?: string };

/** What the address says; anything else is as if nothing stood there. */
export function readCallsSearch(search: Readonly<Record<string, unknown>>): CallsSearch {
  return { ...readRange(search), ...readTexts(search, TEXTS) };
}
