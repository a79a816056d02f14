import type { MemberSpan } from '../../ports/dialect.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Where the members of the outermost object stand, without building it.
 *
 *   {"model": "m", "messages": [...]}   →   model 1..  value 10..13   messages 15..  value …
 *
 * `text` has one character a byte (latin1), so that offsets are byte offsets; it must already have passed `JSON.parse`, which
 * is why nothing is validated here. Strings are skipped by their closing quote, so long prompts cost little.
 * Names are compared as written: an escape inside a top-level name is answered with `escaped`, a name twice with `duplicate`,
 * since the two readings of such a body are how a call is smuggled past whoever reads it first.
 */
export function scanMembers(
  text: string,
): readonly MemberSpan[] | { readonly duplicate: string } | { readonly escaped: true } {
  const members: MemberSpan[] = [];
  let seen: Set<string> | null = null;
  let at = text.indexOf('{') + 1;
  for (;;) {
    const keyStart = text.indexOf('"', at);
    if (keyStart < 0 || endsBefore(text, at, keyStart)) return members;
    const keyEnd = endOfString(text, keyStart);
    const name = text.slice(keyStart + 1, keyEnd - 1);
    if (name.includes('\\')) return { escaped: true };
    if (seen === null ? isAmong(members, name) : seen.has(name)) return { duplicate: name };
    const start = skipSpace(text, text.indexOf(':', keyEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ name, keyStart, start, end });
    if (seen !== null) seen.add(name);
    else if (members.length === COMPARED_MAX) seen = new Set(members.map((member) => member.name));
    at = end;
  }
}

/** So few names are compared sooner than they are looked up. */
const COMPARED_MAX = 24;

function isAmong(members: readonly MemberSpan[], name: string): boolean {
  for (const member of members) if (member.name === name) return true;
  return false;
}

/** True when the object closes before the next quote. */
function endsBefore(text: string, from: number, quote: number): boolean {
  for (let at = from; at < quote; at++) if (text.charCodeAt(at) === 0x7d) return true;
  return false;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
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

/** Index after the value that begins at `start`. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (code === 0x2c || code <= 0x20)) return at;
    at++;
  }
  return at;
}
