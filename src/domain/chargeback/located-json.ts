/** A JSON value that remembers the line it begins on, and numbers as they were written. */
export type LocatedJson = { readonly line: number } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly source: string }
  | { readonly kind: 'list'; readonly items: readonly LocatedJson[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, LocatedJson> }
);

export type JsonFault = { readonly kind: 'fault'; readonly line: number; readonly detail: string };

const TOKEN =
  /[\t\r ]*(?:(\n)|([[\]{}:,])|("(?:[^"\\\n]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;
const DEPTH_MAX = 64;

type Cursor = { readonly text: string; at: number; line: number };
type Token = { readonly kind: 'mark' | 'string' | 'number' | 'word'; readonly text: string; readonly line: number };
type Stopped = { readonly kind: 'end'; readonly line: number } | JsonFault;

/** Reads one value after another until the text ends: one document, or one a line. */
export function readLocatedJson(text: string): readonly LocatedJson[] | JsonFault {
  const cursor: Cursor = { text: text.startsWith('\uFEFF') ? text.slice(1) : text, at: 0, line: 1 };
  const values: LocatedJson[] = [];
  for (;;) {
    const token = nextToken(cursor);
    if (token.kind === 'end') return values;
    if (token.kind === 'fault') return token;
    const value = readValue(cursor, token, 0);
    if (value.kind === 'fault') return value;
    values.push(value);
  }
}

function nextToken(cursor: Cursor): Token | Stopped {
  for (;;) {
    TOKEN.lastIndex = cursor.at;
    const match = TOKEN.exec(cursor.text);
    if (match === null) {
      const isEnd = cursor.text.slice(cursor.at).trim() === '';
      return isEnd ? { kind: 'end', line: cursor.line } : fault(cursor, 'is not JSON here');
    }
    cursor.at = TOKEN.lastIndex;
    const [, feed, mark, string, number, word] = match;
    const { line } = cursor;
    if (feed !== undefined) cursor.line += 1;
    else if (mark !== undefined) return { kind: 'mark', text: mark, line };
    else if (string !== undefined) return { kind: 'string', text: string, line };
    else if (number !== undefined) return { kind: 'number', text: number, line };
    else return { kind: 'word', text: word ?? '', line };
  }
}

function readValue(cursor: Cursor, token: Token, depth: number): LocatedJson | JsonFault {
  const { line, text } = token;
  if (depth > DEPTH_MAX) return fault(cursor, 'is nested too deeply');
  switch (token.kind) {
    case 'number':
      return { kind: 'number', source: text, line };
    case 'word':
      return text === 'null' ? { kind: 'null', line } : { kind: 'flag', value: text === 'true', line };
    case 'string': {
      const value = unquote(text);
      return value === undefined ? fault(cursor, 'has a text that cannot be read') : { kind: 'text', value, line };
    }
    case 'mark':
      if (text === '[') return readList(cursor, line, depth);
      if (text === '{') return readObject(cursor, line, depth);
      return fault(cursor, `has an unexpected "${text}"`);
  }
}

function readList(cursor: Cursor, line: number, depth: number): LocatedJson | JsonFault {
  const items: LocatedJson[] = [];
  for (;;) {
    const token = nextToken(cursor);
    if (token.kind === 'fault') return token;
    if (token.kind === 'end') return fault(cursor, 'ends in the middle of a list');
    if (token.text === ']' && items.length === 0) return { kind: 'list', items, line };
    const item = readValue(cursor, token, depth + 1);
    if (item.kind === 'fault') return item;
    items.push(item);
    const next = nextToken(cursor);
    if (next.kind === 'mark' && next.text === ']') return { kind: 'list', items, line };
    if (next.kind !== 'mark' || next.text !== ',') return fault(cursor, 'lacks a comma or the end of a list');
  }
}

function readObject(cursor: Cursor, line: number, depth: number): LocatedJson | JsonFault {
  const members = new Map<string, LocatedJson>();
  for (;;) {
    const name = nextToken(cursor);
    if (name.kind === 'mark' && name.text === '}' && members.size === 0) return { kind: 'object', members, line };
    const key = name.kind === 'string' ? unquote(name.text) : undefined;
    const colon = nextToken(cursor);
    const token = nextToken(cursor);
    if (key === undefined || colon.kind !== 'mark' || colon.text !== ':' || token.kind === 'end') {
      return fault(cursor, 'has an object that is not whole');
    }
    if (token.kind === 'fault') return token;
    const value = readValue(cursor, token, depth + 1);
    if (value.kind === 'fault') return value;
    members.set(key, value);
    const next = nextToken(cursor);
    if (next.kind === 'mark' && next.text === '}') return { kind: 'object', members, line };
    if (next.kind !== 'mark' || next.text !== ',') return fault(cursor, 'lacks a comma or the end of an object');
  }
}

function fault({ line }: Cursor, detail: string): JsonFault {
  return { kind: 'fault', line, detail };
}

function unquote(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
