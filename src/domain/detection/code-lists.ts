import { hexDigit } from './escapes.ts';
import { isDigit } from './identifier-value.ts';
import { CODE_MAX, CODES_MIN, type Code, mayBeRead, readCodes } from './read-codes.ts';
import type { SpelledUnit } from './spelled-runs.ts';

/** Tells the next place, one in each block of a text, behind whose next digit a list may go on; -1: there is none. */
export type NextCodes = (from: number) => number;

/** A list is looked for at one place of each block. */
const BLOCK = 64;
/** The first digit is not further off. */
const WINDOW = 40;
const LENGTH_DIFFERS_MAX = 4;
const GROUP_LENGTH = 4;
/** So many groups of four that begin with no zero. */
const GROUPS_MAX = 5;
const CODES_MAX = 2048;
const CODE_MIN = 2;
const SIGNS_MAX = 14;
const BLANKS_MAX = 80;

/**
 * Lists of characters by their codes, the same signs between all of them: `65, 75`, `0x41,0x4b`, `\101\113`, `chr(65)+chr(75)`,
 * `U+0041 U+004B`, `41 4b`. Each as its characters, in order.
 */
export function findCodeLists(text: string, next: NextCodes): readonly (readonly SpelledUnit[])[] {
  const lists: (readonly SpelledUnit[])[] = [];
  let until = 0;
  for (let probe = next(0); probe >= 0; probe = next(Math.max((probe | (BLOCK - 1)) + 1, until))) {
    const codes = codesRound(text, probe, until);
    if (codes === null) continue;
    until = Math.max(until, codes.at(-1)?.end ?? 0);
    const list = codes.length < CODES_MIN ? digitsInGroups(text, codes) : readCodes(text, codes);
    if (list !== null) lists.push(list);
  }
  return lists;
}

/** The codes of the list in which the first digit behind a place stands; null: it stands in none. */
function codesRound(text: string, probe: number, from: number): readonly Code[] | null {
  let at = probe;
  while (at < probe + WINDOW && !isDigit(text.charCodeAt(at))) at += 1;
  if (at === probe + WINDOW) return null;
  const first = codeRound(text, at, from);
  const next = first === null ? null : nextCode(text, first.end);
  if (first === null || next === null || !areAlike(lengthOf(first), lengthOf(next))) return null;
  const signs = { start: first.end, end: next.start };
  // Read as an address is.
  if (text.charCodeAt(next.start - 1) === 0x25) return null;
  const isGroup = first.end - first.start === GROUP_LENGTH && text.charCodeAt(first.start) !== 0x30;
  // A number in groups is read as it stands.
  if (isGroup && behindBlanks(text, signs.start) === signs.end) return null;
  // Most numbers end here: what stands behind the next is something else.
  const third = codeBehind(text, next, signs);
  if (third === null) return null;
  const earlier = codeBefore(text, first, signs);
  // A time of day: three are a list where they are long.
  if (third.end - first.start < NUMBER_MIN && earlier === null && codeBehind(text, third, signs) === null) return null;
  const most = isGroup ? GROUPS_MAX : CODES_MAX;
  const early = firstCodes(text, first, signs);
  if (!isGroup && early.length === CODES_MIN && !mayBeRead(text, early.slice(0, -1))) return early;
  const before: Code[] = [];
  for (let code = earlier; code !== null && code.start >= from; ) {
    if (before.length === most) break;
    before.push(code);
    code = codeBefore(text, code, signs);
  }
  const codes = [...before.reverse(), first];
  for (let code = codeBehind(text, first, signs); code !== null && codes.length < most; ) {
    codes.push(code);
    code = codeBehind(text, code, signs);
  }
  return codes;
}

/** As many as a list has at least, where there are so many. */
function firstCodes(text: string, first: Code, signs: Code): readonly Code[] {
  const codes = [first];
  for (let code = codeBehind(text, first, signs); code !== null && codes.length < CODES_MIN; ) {
    codes.push(code);
    code = codeBehind(text, code, signs);
  }
  return codes;
}

/** Where its hexadecimal digits end, or it becomes too long. */
function endOfCode(text: string, start: number): number {
  let end = start;
  while (end - start <= CODE_MAX && isHexDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function codeRound(text: string, at: number, from: number): Code | null {
  let start = at;
  while (start > from && at - start < CODE_MAX && isHexDigit(text.charCodeAt(start - 1))) start -= 1;
  return codeAt(text, isPrefixed(text, start) ? start + 2 : start);
}

/** Hexadecimal digits that begin with a decimal one, as all codes of ASCII do. */
function codeAt(text: string, start: number): Code | null {
  if (!isDigit(text.charCodeAt(start))) return null;
  const end = endOfCode(text, start);
  return isCodeLength(text, start, end) ? { start, end } : null;
}

/** A code of ASCII above two digits begins with a zero, or with a one; groups of a number have four. */
function isCodeLength(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length < CODE_MIN || length > CODE_MAX) return false;
  if (length === 2 || length === GROUP_LENGTH) return true;
  const first = text.charCodeAt(start);
  return first === 0x30 || (first === 0x31 && length === 3);
}

/** `0x` */
function isPrefixed(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x30 && (text.charCodeAt(at + 1) | 32) === 0x78;
}

/** Codes of one list are of one length, or of two and three digits, with a zero before them or not. */
function areAlike(width: number, other: number): boolean {
  if (width === other) return true;
  return Math.abs(width - other) === 1 && Math.max(width, other) <= LENGTH_DIFFERS_MAX;
}

function lengthOf({ start, end }: Code): number {
  return end - start;
}

function nextCode(text: string, from: number): Code | null {
  let at = from;
  let signs = 0;
  for (; signs < SIGNS_MAX && at - from < BLANKS_MAX && !isDigit(text.charCodeAt(at)); at += 1) {
    if (!isBlank(text.charCodeAt(at))) signs += 1;
  }
  if (at === from) return null;
  return codeAt(text, isPrefixed(text, at) ? at + 2 : at);
}

/** The code behind another, with signs between that are as those of a stretch, however they are spaced. */
function codeBehind(text: string, { start, end }: Code, signs: Code): Code | null {
  let at = end;
  for (let sign = signs.start; sign < signs.end; sign += 1) {
    const unit = text.charCodeAt(sign);
    if (isBlank(unit)) continue;
    at = behindBlanks(text, at);
    if (text.charCodeAt(at) !== unit) return null;
    at += 1;
  }
  at = behindBlanks(text, at);
  const code = at === end ? null : codeAt(text, at);
  return code !== null && areAlike(end - start, lengthOf(code)) ? code : null;
}

/** The same before another. */
function codeBefore(text: string, { start, end }: Code, signs: Code): Code | null {
  let at = start;
  for (let sign = signs.end - 1; sign >= signs.start; sign -= 1) {
    const unit = text.charCodeAt(sign);
    if (isBlank(unit)) continue;
    at = beforeBlanks(text, at);
    if (text.charCodeAt(at - 1) !== unit) return null;
    at -= 1;
  }
  at = beforeBlanks(text, at);
  if (at === start) return null;
  let first = at;
  while (first > 0 && at - first <= CODE_MAX && isHexDigit(text.charCodeAt(first - 1))) first -= 1;
  const code = codeAt(text, first);
  return code?.end === at && areAlike(end - start, lengthOf(code)) ? code : null;
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at - from < BLANKS_MAX && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function beforeBlanks(text: string, from: number): number {
  let at = from;
  while (from - at < BLANKS_MAX && isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

const GROUPS_MIN = 3;
const NUMBER_MIN = 13;
const NUMBER_MAX = 19;
/** Signs by which people part a number so that it is none; rows of a table have commas, bars or blanks. */
const PARTING = /^(?:_|\*{1,4}|\+|`{1,2}|\)\(|[#~^=]|<\/\w{1,6}><\w{1,6}>)$/;

/** The digits of a number in groups of one length, the last of which may be shorter; null: they are none. */
function digitsInGroups(text: string, codes: readonly Code[]): readonly SpelledUnit[] | null {
  const [first, second] = codes;
  if (first === undefined || second === undefined || codes.length < GROUPS_MIN) return null;
  const digits = codes.reduce((sum, code) => sum + lengthOf(code), 0);
  if (digits < NUMBER_MIN || digits > NUMBER_MAX) return null;
  const width = lengthOf(first);
  const isOdd = (code: Code, index: number): boolean =>
    lengthOf(code) > width || (lengthOf(code) < width && index < codes.length - 1);
  if (codes.some(isOdd)) return null;
  const places = codes.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at));
  if (!PARTING.test(text.slice(first.end, second.start).replace(/\s+/g, ''))) return null;
  const units = places.map((start) => ({ unit: text.charCodeAt(start), start, width: 1 }));
  return units.every(({ unit }) => isDigit(unit)) ? units : null;
}

/** Where the signs before a code begin that are of it alone: `0x`, `\\u`, `U+`. */
export function startOfSigns(text: string, code: number): number {
  let at = code;
  while (code - at < CODE_MAX && at > 0 && CODE_SIGNS.includes(text.charAt(at - 1))) at -= 1;
  return at;
}

const CODE_SIGNS = '0xXuU%+&#\\';

const HEX_DIGITS = Uint8Array.from({ length: 128 }, (_, unit) => (hexDigit(unit) >= 0 ? 1 : 0));

function isHexDigit(unit: number): boolean {
  return HEX_DIGITS[unit] === 1;
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
