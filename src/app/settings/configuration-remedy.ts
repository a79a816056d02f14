import { z } from 'zod';

/** What to do about a fault of the file, in words. */
export function remedyOf(
  issue: z.core.$ZodIssue,
  at: { readonly path: readonly string[]; readonly key: string | undefined; readonly schema: z.ZodType },
): string {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = membersAt(at.schema, at.path);
      const near = known.find((name) => isNear({ one: name, other: at.key ?? '' }));
      if (near !== undefined) return `did you mean "${near}"?`;
      return known.length === 0 ? 'take it out' : `take it out, or use one of: ${known.join(', ')}`;
    }
    case 'invalid_type':
      if (issue.expected === 'object' && SECRETS.has(at.path.at(-1) ?? ''))
        return 'no secret stands in the file: write where it is, for instance { kind: environment, variable: OPENAI_API_KEY }';
      return `write a value of type ${issue.expected}`;
    case 'invalid_value':
      return `use one of: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `use at least ${String(issue.minimum)}`;
    case 'too_big':
      return `use at most ${String(issue.maximum)}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return 'see the schema: npx tokenward schema';
  }
}

/** Members that say where a secret is found. */
const SECRETS: ReadonlySet<string> = new Set(['key', 'secret', 'reference']);

/** The members that a schema knows at a path; list indices are passed over. */
function membersAt(schema: z.ZodType, path: readonly string[]): readonly string[] {
  let at: unknown = z.toJSONSchema(schema, { io: 'input', reused: 'inline' });
  const root = at;
  for (const step of path)
    at = /^\d+$/.test(step)
      ? member(resolved(at, root), 'items')
      : member(member(resolved(at, root), 'properties'), step);
  const properties = member(resolved(at, root), 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** Follows `$ref` into the schema's own definitions. */
function resolved(schema: unknown, root: unknown): unknown {
  const reference = member(schema, '$ref');
  if (typeof reference !== 'string') return schema;
  return reference
    .split('/')
    .slice(1)
    .reduce((at: unknown, step) => member(at, step), root);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

/** Alike but for case, dashes and underscores, the order of letters, or one letter. */
export function isNear({ one, other }: { readonly one: string; readonly other: string }): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '');
  const [a, b] = [plain(one), plain(other)];
  if (a === b || [...a].sort().join('') === [...b].sort().join('')) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  const shorter = a.length < b.length ? a : b;
  const longer = a.length < b.length ? b : a;
  for (let at = 0; at <= shorter.length; at++) {
    const rest = a.length === b.length ? shorter.slice(at + 1) : shorter.slice(at);
    if (shorter.slice(0, at) === longer.slice(0, at) && rest === longer.slice(at + 1)) return true;
  }
  return false;
}
