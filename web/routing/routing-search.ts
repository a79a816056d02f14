import { type RangeSearch, readRange } from '../filters/range.ts';
import { readTexts } from '../filters/read-texts.ts';

export type RoutingSearch = RangeSearch & { readonly useCase?: string };

/** What the address says; anything else is as if nothing stood there. */
export function readRoutingSearch(search: Readonly<Record<string, unknown>>): RoutingSearch {
  return { ...readRange(search), ...readTexts(search, ['useCase']) };
}
