const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/** A body that has passed `JSON.parse`, one character a byte, and where the members of its outermost object stand. */
export type WrittenBody = {
  readonly text: string;
  readonly members: readonly { readonly name: string; readonly start: number; readonly end: number }[];
};

/**
 * The form by which two bodies count as equal: the outermost members in the order of their names, without those that
 * are left out, and without the spaces between tokens.
 *
 *   { "temperature": 0, "model": "m", "messages": [ … ] }   →   {"messages":[…],"temperature":0}
 *
 * Nothing is decoded and nothing inside a member is put into another order: a model reads its tools and schemas in the
 * order in which they are written, a vendor may read a name that stands twice otherwise than we do, and a number that is
 * parsed loses digits. So what is equal here is the same request, and what is merely alike is a miss.
 */
export function normalForm({ text, members }: WrittenBody, leftOut: ReadonlySet<string>): string {
  const kept = members.filter(({ name }) => !leftOut.has(name));
  kept.sort((one, other) => (one.name < other.name ? -1 : 1));
  let form = '{';
  for (const { name, start, end } of kept) {
    if (form.length > 1) form += ',';
    form += `"${name}":${withoutSpaces(text, { start, end })}`;
  }
  return `${form}}`;
}

function withoutSpaces(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  let written = '';
  let from = start;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code <= SPACE) {
      written += text.slice(from, at);
      while (at < end && text.charCodeAt(at) <= SPACE) at++;
      from = at;
    } else at++;
  }
  return written === '' ? text.slice(from, end) : written + text.slice(from, end);
}

/** Index after the closing quote of the string that opens at `open`. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close > 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close < 0 ? text.length : close + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}
