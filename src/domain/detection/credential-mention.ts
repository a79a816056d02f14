import { isQuote } from './bare-password.ts';
import { isBehindLogin, isBehindUser, setsVariable } from './name-lead.ts';
import { isAlphanumeric } from './token-form.ts';

type Span = { readonly start: number; readonly end: number };

/**
 * Whether a name stands in a sentence, with blanks round it and a word behind it: it is no column's head then, and nothing
 * joins a value to it. A look at a few characters, since most names of passwords and keys stand so; false also where it is
 * not known.
 */
export function isOnlyMentioned(text: string, { start, end }: Span): boolean {
  if (text.charCodeAt(end) !== 0x20 || !isAlphanumeric(text.charCodeAt(end + 1))) return false;
  const before = text.charCodeAt(start - 1);
  if ((before !== 0x20 && before !== 0x0a) || text.charCodeAt(start) === 0x2d) return false;
  const last = text.charCodeAt(end - 1);
  // `identified by` links with a blank.
  if ((last | 32) === 0x79 && (text.charCodeAt(end - 2) | 32) === 0x62) return false;
  const third = text.charCodeAt(end + 2);
  if (setsVariable(text, start) || isTyped(text, end)) return false;
  const mayLink =
    isQuote(third) || isQuote(text.charCodeAt(end + 3)) || mayBeType(text, end + 1) || isBehindUser(text, start);
  // A name in capitals may be a variable.
  return !mayLink || (last > 0x60 && !isBehindLogin(text, start));
}

/** `apiKey string = `, `apiKey As String = `: a type, and then a value. */
export function isTyped(text: string, end: number): boolean {
  const first = text.charCodeAt(end + 1) | 32;
  const second = text.charCodeAt(end + 2) | 32;
  const isType = first === 0x61 ? second === 0x73 : first === 0x73 && second === 0x74;
  if (!isType) return false;
  TYPE_NOTE.lastIndex = end;
  return TYPE_NOTE.test(text);
}

const TYPE_NOTE = /\s(?:as\s)?string\s{0,4}=/iy;

/** The first three letters of `value`, `default`, `string`, `char`. */
export function mayBeType(text: string, at: number): boolean {
  const first = text.charCodeAt(at) | 32;
  if (first !== 0x76 && first !== 0x64 && first !== 0x73 && first !== 0x63) return false;
  const rest = ((text.charCodeAt(at + 1) | 32) << 8) | (text.charCodeAt(at + 2) | 32);
  if (first === 0x76) return rest === 0x616c;
  if (first === 0x64) return rest === 0x6566;
  return rest === (first === 0x73 ? 0x7472 : 0x6861);
}
