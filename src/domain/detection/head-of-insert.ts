import { isBlank } from './blank-unit.ts';

type Span = { readonly start: number; readonly end: number };

/** How far before and behind a name the head that it stands in reaches. */
export const HEAD_REACH = 600;
/** Longer than `into` with the longest name of a table. */
const INTO_REACH = 140;
const TABLE_NAME_MAX = 120;
const BLANKS_MAX = 4;
const BLANKS_AT_VALUES_MAX = 8;
const COMMA = 0x2c;
const CLOSING = 0x29;
const INTO = 'into';
const VALUES = 'values';

/** Which column of which rows a name heads. */
export type Head = { readonly column: number; readonly end: number };

/** `INSERT INTO people (id, name, password) VALUES`: of a name among columns the head, whose bracket opens at a place. */
export function headOfInsert(text: string, name: Span, open: number): Head | null {
  if (!isBehindInto(text, Math.max(0, name.start - HEAD_REACH, open - INTO_REACH), open)) return null;
  const end = endOfHead(text, name.end, Math.min(text.length, name.end + HEAD_REACH));
  if (end < 0) return null;
  let column = 0;
  for (let at = open + 1; at < name.start; at++) if (text.charCodeAt(at) === COMMA) column++;
  return { column, end };
}

/** Whether `into` and the name of a table stand before a bracket. */
function isBehindInto(text: string, from: number, open: number): boolean {
  let end = open;
  while (end > from && open - end < BLANKS_MAX && isBlank(text.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > from && end - start <= TABLE_NAME_MAX && isOfName(text.charCodeAt(start - 1))) start--;
  if (start === end || end - start > TABLE_NAME_MAX) return false;
  let at = start;
  while (at > from && start - at < BLANKS_MAX && isBlank(text.charCodeAt(at - 1))) at--;
  const word = at - INTO.length;
  if (at === start || word < from || !isWordAt(text, word, INTO)) return false;
  return word === from || !isWordUnit(text.charCodeAt(word - 1));
}

/** Where `values` and the blanks behind it end, with names of columns and a bracket before it; −1: they do not stand there. */
function endOfHead(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && isOfColumns(text.charCodeAt(at))) at++;
  if (at >= limit || text.charCodeAt(at) !== CLOSING) return -1;
  at = behindBlanks(text, at + 1, limit);
  if (at + VALUES.length > limit || !isWordAt(text, at, VALUES)) return -1;
  return behindBlanks(text, at + VALUES.length, limit);
}

function behindBlanks(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && at - from < BLANKS_AT_VALUES_MAX && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Whatever the case of its letters. */
function isWordAt(text: string, start: number, word: string): boolean {
  for (let at = 0; at < word.length; at++) if ((text.charCodeAt(start + at) | 32) !== word.charCodeAt(at)) return false;
  return true;
}

function isWordUnit(unit: number): boolean {
  return unit < 128 && IS_OF_WORD[unit] === 1;
}

function isOfName(unit: number): boolean {
  return unit < 128 && IS_OF_NAME[unit] === 1;
}

/** Of the names of columns, with what stands between them. */
export function isOfColumns(unit: number): boolean {
  return unit < 128 ? IS_OF_COLUMNS[unit] === 1 : isBlank(unit);
}

function signsOf(signs: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, unit) => (signs.test(String.fromCharCode(unit)) ? 1 : 0));
}

const IS_OF_WORD = signsOf(/\w/);
const IS_OF_NAME = signsOf(/[\w."`[\]]/);
const IS_OF_COLUMNS = signsOf(/[\w\s,."`[\]]/);
