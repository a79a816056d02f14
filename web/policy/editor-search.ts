export type EditorSearch = { readonly from?: string };

const NUMBER = /^[1-9]\d{0,8}$/;

/** The version to begin from; the router reads a number where one stands alone. */
export function readEditorSearch(search: Readonly<Record<string, unknown>>): EditorSearch {
  const from = String(search['from'] ?? '');
  return NUMBER.test(from) ? { from } : {};
}
