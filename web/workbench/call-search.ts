export type CallSearch = { readonly useCase?: string; readonly model?: string };

/** What the address says of a call. */
export function readCallSearch(search: Readonly<Record<string, unknown>>): CallSearch {
  const { useCase, model } = search;
  return {
    ...(typeof useCase === 'string' ? { useCase } : {}),
    ...(typeof model === 'string' ? { model } : {}),
  };
}
