type Span = { readonly start: number; readonly end: number };

/** The names that members of the faces have most. */
const USUAL = [
  ...['role', 'content', 'type', 'text', 'name', 'id', 'input', 'output', 'arguments', 'function', 'parameters'],
  ...['properties', 'description', 'required', 'enum', 'items', 'status', 'summary', 'call_id', 'tool_call_id'],
  ...['tool_use_id', 'tool_calls', 'cache_control', 'source', 'media_type', 'data', 'image_url', 'url', 'detail'],
  ...['thinking', 'signature', 'encrypted_content', 'delta', 'index', 'model', 'object', 'additionalProperties'],
];
const PLACES = 256;
const NAMES: (string | undefined)[] = Array.from({ length: PLACES });
for (const name of USUAL) NAMES[placeOf(name, { start: 0, end: name.length })] ??= name;

/**
 * The name that stands in a stretch. A usual one is given as the text that is in the tables already: a new text of the
 * same letters would have to be looked up among all texts of the process before each table could be asked.
 */
export function memberName(text: string, span: Span): string {
  const usual = NAMES[placeOf(text, span)];
  return usual !== undefined && isAt(usual, text, span) ? usual : text.slice(span.start, span.end);
}

/** Each usual name has a place of its own. */
function placeOf(text: string, { start, end }: Span): number {
  const middle = text.charCodeAt((start + end) >> 1);
  const ends = text.charCodeAt(start) * 0x61 + text.charCodeAt(end - 1) * 0x29;
  return (end - start + ends + middle * 0x25) & (PLACES - 1);
}

function isAt(name: string, text: string, { start, end }: Span): boolean {
  if (name.length !== end - start) return false;
  for (let at = 0; at < name.length; at += 1) if (text.charCodeAt(start + at) !== name.charCodeAt(at)) return false;
  return true;
}
