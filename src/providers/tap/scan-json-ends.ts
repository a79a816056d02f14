/** A member found in JSON of which only one end is at hand: how deep it stands (1 is the outermost object), and its value. */
export type FoundMember = { readonly name: string; readonly depth: number; readonly value: unknown };

/**
 * Reads complete JSON backwards from its end and hands over the members whose names are wanted, last first, until
 * `found` answers false or the bytes are used up. It needs no beginning, so the tail of a long answer is enough; and
 * since it knows strings from structure, content that looks like a usage object cannot pass for one.
 */
export function scanJsonBackwards(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
  found: (member: FoundMember) => boolean,
): void {
  const ends: number[] = [];
  let depth = 0;
  let at = bytes.length - 1;
  while (at >= 0) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = openingQuote(bytes, at) - 1;
      continue;
    }
    if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth += 1;
      ends[depth] = at;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth -= 1;
      if (depth <= 0) return;
    } else if (byte === COMMA) {
      ends[depth] = at;
    } else if (byte === COLON) {
      const key = keyBefore(bytes, at);
      if (key === null) return;
      if (wanted.has(key.name)) {
        const value = parsedValue(bytes.subarray(at + 1, ends[depth]));
        if (value !== undefined && !found({ name: key.name, depth, value })) return;
      }
      at = key.start - 1;
      continue;
    }
    at -= 1;
  }
}

/**
 * Reads the beginning of JSON forwards and collects the outermost members with a string for value whose names are
 * wanted, as far as the bytes reach. A name counts once.
 */
export function readLeadingStrings(bytes: Uint8Array, wanted: ReadonlySet<string>): Record<string, string> {
  const values: Record<string, string> = {};
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/gsy;
  let depth = 0;
  let key: string | null = null;
  let latest: string | null = null;
  const inert = /[^"{}[\]:,]*/gy;
  let at = 0;
  let left = wanted.size;
  while (at < text.length && left > 0) {
    inert.lastIndex = at;
    inert.exec(text);
    token.lastIndex = inert.lastIndex;
    const match = token.exec(text);
    if (match === null) break;
    at = token.lastIndex;
    const piece = match[0];
    if (piece === '{' || piece === '[') depth += 1;
    else if (piece === '}' || piece === ']') depth -= 1;
    else if (depth === 1 && piece === ':') key = latest;
    else if (depth === 1 && piece === ',') key = null;
    else if (depth === 1 && piece.startsWith('"')) {
      const value = parsedString(piece);
      if (key !== null && wanted.has(key)) {
        values[key] = value;
        left -= 1;
      }
      latest = value;
    }
  }
  return values;
}

function keyBefore(bytes: Uint8Array, colon: number): { readonly name: string; readonly start: number } | null {
  let close = colon - 1;
  while (close >= 0 && isSpace(bytes[close])) close -= 1;
  if (bytes[close] !== QUOTE) return null;
  const start = openingQuote(bytes, close);
  if (start < 0) return null;
  return { name: latin1(bytes.subarray(start + 1, close)), start };
}

/** The quote that opens the string closed at `close`: the nearest one that no odd run of backslashes precedes. */
function openingQuote(bytes: Uint8Array, close: number): number {
  let at = close;
  do {
    at = at === 0 ? -1 : bytes.lastIndexOf(QUOTE, at - 1);
    let slash = at - 1;
    while (slash >= 0 && bytes[slash] === BACKSLASH) slash -= 1;
    if ((at - 1 - slash) % 2 === 0) return at;
  } while (at >= 0);
  return -1;
}

function parsedValue(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

function parsedString(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return '';
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
