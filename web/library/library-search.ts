const ASSET_KINDS = ['template', 'agent', 'workflow', 'automation', 'playbook'] as const;

export type LibrarySearch = {
  readonly text?: string | undefined;
  readonly kind?: (typeof ASSET_KINDS)[number] | undefined;
  readonly useCase?: string | undefined;
  readonly approved?: true | undefined;
};

/** What the address says of a search. */
export function readLibrarySearch(search: Readonly<Record<string, unknown>>): LibrarySearch {
  const { text, useCase, approved } = search;
  return {
    text: typeof text === 'string' && text !== '' ? text : undefined,
    kind: ASSET_KINDS.find((kind) => kind === search['kind']),
    useCase: typeof useCase === 'string' && useCase !== '' ? useCase : undefined,
    approved: approved === true ? true : undefined,
  };
}
