import { readTexts } from '../filters/read-texts.ts';

export type ContentSearch = {
  /** The granted request within which records are listed. */
  readonly access?: string | undefined;
  readonly person?: string | undefined;
  readonly call?: string | undefined;
};

/** What the address says; anything else is as if nothing stood there. */
export function readContentSearch(search: Readonly<Record<string, unknown>>): ContentSearch {
  return readTexts(search, ['access', 'person', 'call']);
}
