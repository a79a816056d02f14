import { isQuote } from './bare-password.ts';
import { isBehindUser, setsVariable } from './name-lead.ts';
import { isHeadSign } from './secret-column.ts';
import { isAlphanumeric } from './token-form.ts';

type Span = { readonly start: number; readonly end: number };

/**
 * Whether the word stands alone in a sentence, with blanks round it and a word behind it: it is the whole name then, no column's
 * head, and nothing joins a value to it. A look at a few characters, since most words for passwords and keys stand so; false
 * also where it is not known.
 */
export function isOnlyMentioned(text: string, { start, end }: Span): boolean {
  if (text.charCodeAt(end) !== 0x20 || !isAlphanumeric(text.charCodeAt(end + 1))) return false;
  const before = text.charCodeAt(start - 1);
  if (before !== 0x20 && before !== 0x0a) return false;
  const last = text.charCodeAt(end - 1);
  // In capitals it may be a variable; `identified by` links with a blank.
  if (last <= 0x60 || (last === 0x79 && (text.charCodeAt(end - 2) | 32) === 0x62)) return false;
  const third = text.charCodeAt(end + 2);
  if (isHeadSign(third) || isQuote(third) || isQuote(text.charCodeAt(end + 3)) || mayBeType(text, end + 1))
    return false;
  return !isBehindUser(text, start) && !setsVariable(text, start);
}

/** The first two letters of `value`, `default`, `string`, `char`. */
export function mayBeType(text: string, at: number): boolean {
  const first = text.charCodeAt(at) | 32;
  if (first === 0x76) return (text.charCodeAt(at + 1) | 32) === 0x61;
  if (first === 0x64) return (text.charCodeAt(at + 1) | 32) === 0x65;
  if (first === 0x73) return (text.charCodeAt(at + 1) | 32) === 0x74;
  return first === 0x63 && (text.charCodeAt(at + 1) | 32) === 0x68;
}
