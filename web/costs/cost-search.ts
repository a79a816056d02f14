import { type Comparison, type RangeSearch, readComparison, readRange } from '../filters/range.ts';
import { readTexts } from '../filters/read-texts.ts';

export type CostSearch = RangeSearch & { readonly compare?: Comparison; readonly useCase?: string };

/** What the address says; anything else is as if nothing stood there. */
export function readCostSearch(search: Readonly<Record<string, unknown>>): CostSearch {
  return { ...readRange(search), ...readComparison(search), ...readTexts(search, ['useCase']) };
}
