import { type RangeSearch, readRange, type Span } from '../filters/range.ts';
import { readTexts } from '../filters/read-texts.ts';

export const REUSE_ROWS = ['asset', 'version', 'team'] as const;
export type ReuseRows = (typeof REUSE_ROWS)[number];

export type ReuseSearch = RangeSearch & {
  readonly asset?: string | undefined;
  /** Left out: a row for each asset. */
  readonly by?: ReuseRows | undefined;
};

/** The same for the server. */
export type ReuseQuery = Span & { readonly by: ReuseRows; readonly assetId?: string };

/** What the address says; anything else is as if nothing stood there. */
export function readReuseSearch(search: Readonly<Record<string, unknown>>): ReuseSearch {
  const by = REUSE_ROWS.find((name) => name === search['by']);
  const narrowed = readTexts(search, ['asset']);
  return { ...readRange(search), ...narrowed, ...(by === undefined || by === 'asset' ? {} : { by }) };
}
