export type CallSearch = { readonly useCase?: string; readonly model?: string; readonly template?: string };

/** What the address says of a call. */
export function readCallSearch(search: Readonly<Record<string, unknown>>): CallSearch {
  const { useCase, model, template } = search;
  return {
    ...(typeof useCase === 'string' ? { useCase } : {}),
    ...(typeof model === 'string' ? { model } : {}),
    ...(typeof template === 'string' ? { template } : {}),
  };
}
