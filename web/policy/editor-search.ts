import { readTexts } from '../filters/read-texts.ts';

const TEXTS = ['row', 'useCase', 'dataClass'] as const;

export type EditorSearch = { readonly from?: string } & {
  /** The row to open; or of which use case and class a new one begins. */
  readonly [Name in (typeof TEXTS)[number]]?: string;
};

const NUMBER = /^[1-9]\d{0,8}$/;

/** The version to begin from; the router reads a number where one stands alone. */
export function readEditorSearch(search: Readonly<Record<string, unknown>>): EditorSearch {
  const from = String(search['from'] ?? '');
  return { ...readTexts(search, TEXTS), ...(NUMBER.test(from) ? { from } : {}) };
}
