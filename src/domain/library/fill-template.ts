const PLACEHOLDER = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;

export type ParameterValue = string | number | boolean;
export type ParameterValues = ReadonlyMap<string, ParameterValue>;

/** Names that stand in a template, each once, in the order in which they first do. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))];
}

/** What a template says between its parameters, piece by piece. */
export function piecesOf(template: string): readonly string[] {
  return template.split(/\{\{\s*[A-Za-z_][A-Za-z0-9_]*\s*\}\}/);
}

/** The template with values in place of their names, each put through `write`; what has no value stays as it stands. */
export function fillTemplate(
  template: string,
  values: ParameterValues,
  write: (value: ParameterValue) => string = String,
): string {
  // One pass: what a value says is never taken for a placeholder.
  return template.replaceAll(PLACEHOLDER, (written, name: string) => {
    const value = values.get(name);
    return value === undefined ? written : write(value);
  });
}
