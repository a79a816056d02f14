const TEXT_MAX = 200;

/** Those members of an address that are short texts and have one of the names. */
export function readTexts<Name extends string>(
  search: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): { readonly [N in Name]?: string } {
  const read: { [N in Name]?: string } = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' && value !== '' && value.length <= TEXT_MAX) read[name] = value;
  }
  return read;
}
