/** What a line holds wherever it holds something that PostgreSQL cannot. */
export const UNSTORABLE_START = '\\u';

/**
 * A journal line as PostgreSQL can read it: what its texts cannot hold (NUL, unpaired surrogates) becomes U+FFFD. A client
 * that puts `\u0000` into a session id must not slip past the meter by it. Audit leaves keep the line as it was.
 */
export function storableLine(line: string): string {
  return line.includes(UNSTORABLE_START) ? line.replace(escapes, replaceUnstorable) : line;
}

// An escaped backslash is matched first, so that the text `\\u0000` (a backslash, then letters) stays as it is.
const escapes =
  /\\(?:\\|u(?:0000|[dD][89abAB][0-9a-fA-F]{2}(\\u[dD][c-fC-F][0-9a-fA-F]{2})?|[dD][c-fC-F][0-9a-fA-F]{2}))/g;

function replaceUnstorable(escaped: string, lowSurrogate: string | undefined): string {
  return escaped === '\\\\' || lowSurrogate !== undefined ? escaped : '\\ufffd';
}
