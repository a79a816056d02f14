import { isBlank } from './blank-unit.ts';
import { type CellReader, cellsOfColumn } from './delimited-rows.ts';
import type { ScannedText } from './detector.ts';
import { HEAD_REACH, type Head, headOfInsert, isOfColumns } from './head-of-insert.ts';
import { headerOf, isNearBeginning } from './identifier-windows.ts';

type Span = { readonly start: number; readonly end: number };

const TABLE_REACH = 100_000;
/** What a look for a head in a statement and in a page costs, in characters looked at: a few words are compared. */
const STATEMENT_COST = 100;
const PAGE_COST = 200;
const ROWS_MAX = 1000;
const CELL_MAX = 400;
/** `passeport n°`, `Reisepass-Nr.` */
const NUMBER_SIGN = /^\s?(?:nr|no|n)?[.°º#]{1,2}/i;
const none: readonly Span[] = [];

/** Values of the column that a name, with a sign of markup behind it, heads in an `INSERT` statement or in a table of HTML. */
function cellsInMarkup(scanned: ScannedText, name: Span): readonly Span[] {
  const { text } = scanned;
  const next = signOfMarkup(scanned, name);
  if (next === null || !scanned.mayLookAt(next === '<' ? PAGE_COST : STATEMENT_COST)) return none;
  const table = next === '<' ? headOfTable(text, name) : headOfInsert(text, name, insert.sign);
  if (table === null) return none;
  const cells: Span[] = [];
  const window = text.slice(table.end, table.end + TABLE_REACH);
  const end = next === '<' ? readTable(window, table.column, cells) : readInsert(window, table.column, cells);
  if (!scanned.mayLookAt(end >> 1)) return none;
  return cells.map(({ start, end }) => ({ start: start + table.end, end: end + table.end }));
}

/** What ends the name, where it may be that of a column in markup. */
function signOfMarkup(scanned: ScannedText, name: Span): string | null {
  const { text } = scanned;
  const unit = text.charCodeAt(name.end);
  if (unit < 128 && MAY_END_NAME[unit] !== 1) return null;
  const next = markupSign(text, name.end);
  if (next === '') return null;
  if (next !== '<') return mayBeInserted(scanned, name.start) ? next : null;
  return text.charCodeAt(name.start - 1) > 0x20 && text.charAt(name.start - 1) !== '>' ? null : next;
}

/** One of them, what ends a quoted name, or a blank. */
const MAY_END_NAME = Uint8Array.from({ length: 128 }, (_, unit) =>
  /[,)<`"\]\s]/.test(String.fromCharCode(unit)) ? 1 : 0,
);

/** Of `,` `)` `<` the one that stands there, behind what ends a quoted name and a blank; empty: none. */
function markupSign(text: string, from: number): string {
  const unit = text.charCodeAt(from);
  const isClosed = unit === 0x60 || unit === 0x22 || unit === 0x5d || unit === 0x29;
  const at = isClosed ? from + 1 : from;
  const sign = text.charAt(isBlank(text.charCodeAt(at)) ? at + 1 : at);
  if (sign === ',' || sign === ')' || sign === '<') return sign;
  return unit === 0x29 ? ')' : '';
}

/** The same in markup and in delimited lines. */
export function cellsBelow(scanned: ScannedText, name: Span, reader: CellReader): readonly Span[] {
  reader.hadThem = false;
  if (!isNearBeginning(name)) return cellsInMarkup(scanned, name);
  const signs = signsBehind(scanned.text, name.end);
  const cells = (signs & MARKUP_SIGN) === 0 ? none : cellsInMarkup(scanned, name);
  if (cells.length > 0) return cells;
  const whole = (signs & NUMBER_PART) === 0 ? name : withNumberSign(scanned.text, name);
  const header = headerOf(scanned, whole);
  return header === null ? none : cellsOfColumn(scanned, { name: whole, header }, reader);
}

/** A look round a name that tells of most that there are no cells below. */
export function mayHaveCells(scanned: ScannedText, name: Span): boolean {
  const { text } = scanned;
  if (!isNearBeginning(name)) return signOfMarkup(scanned, name) !== null;
  const signs = signsBehind(text, name.end);
  if (headerOf(scanned, (signs & NUMBER_PART) === 0 ? name : withNumberSign(text, name)) !== null) return true;
  return (signs & MARKUP_SIGN) !== 0 && signOfMarkup(scanned, name) !== null;
}

function withNumberSign(text: string, name: Span): Span {
  const { start, end } = name;
  const sign = NUMBER_SIGN.exec(text.slice(end, end + 8));
  return { start, end: end + (sign?.[0].length ?? 0) };
}

/** Where names of columns were looked back from last, of one view, and the sign before all of them. */
const insert = { view: 0, from: 0, sign: 0 };

/** Before the name of a column stand names, commas and quotes, as far as a bracket: what was looked at once is not again. */
function mayBeInserted({ text, number }: ScannedText, start: number): boolean {
  const first = Math.max(0, start - HEAD_REACH);
  const isKnown = insert.view === number && insert.from <= start && insert.from >= first;
  const last = isKnown ? insert.from : first;
  let at = start - 1;
  while (at >= last && isOfColumns(text.charCodeAt(at))) at--;
  if (at >= last || !isKnown) insert.sign = at;
  insert.view = number;
  insert.from = start;
  return insert.sign >= first && text.charCodeAt(insert.sign) === 0x28;
}

/** What stands behind the name of a column in markup, and what a sign for "number" is made of. */
const MARKUP_SIGN = 1;
const NUMBER_PART = 2;
const SIGNS = Uint8Array.from({ length: 256 }, (_, unit) => {
  const sign = String.fromCharCode(unit);
  return (',)<'.includes(sign) ? MARKUP_SIGN : 0) | ('.°º#'.includes(sign) ? NUMBER_PART : 0);
});
const SIGNS_REACH = 4;

/** Which kinds of signs stand among the next four characters. */
function signsBehind(text: string, from: number): number {
  let signs = 0;
  for (let at = from; at < from + SIGNS_REACH; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 256) signs |= SIGNS[unit] ?? 0;
  }
  return signs;
}

/** Rows in brackets, from the beginning of the window on, as far as it tells. */
function readInsert(window: string, column: number, cells: Span[]): number {
  let place = -1;
  let start = 0;
  let quote = '';
  let at = 0;
  for (; at < window.length && cells.length < ROWS_MAX; at++) {
    const sign = window.charAt(at);
    if (quote !== '') {
      if (sign === '\\') at++;
      else if (sign === quote) quote = '';
      continue;
    }
    if (sign === "'" || sign === '"') quote = sign;
    else if (place < 0) {
      if (sign === '(') [place, start] = [0, at + 1];
      else if (sign !== ',' && sign > ' ') break;
    } else if (sign === ',' || sign === ')') {
      if (place === column) cells.push(within(window, start, at));
      place = sign === ')' ? -1 : place + 1;
      start = at + 1;
    }
  }
  return at;
}

/** `<tr><th>Name</th><th>Passport</th></tr>`. */
function headOfTable(text: string, name: Span): Head | null {
  const from = Math.max(0, name.start - HEAD_REACH);
  const before = text.slice(from, name.start);
  const row = before.lastIndexOf('<tr');
  if (row < 0 || !/<th[^<>]{0,80}>\s{0,8}$/.test(before.slice(-100))) return null;
  const behind = text.slice(name.end, name.end + HEAD_REACH * 2);
  const end = behind.indexOf('</tr');
  const column = (before.slice(row).match(/<t[hd][\s>]/g) ?? []).length - 1;
  return end < 0 ? null : { column, end: name.end + end };
}

/** Rows of the table that goes on where the window begins, as far as it tells. */
function readTable(window: string, column: number, cells: Span[]): number {
  const close = window.indexOf('</table');
  const body = close < 0 ? window : window.slice(0, close);
  let place = -1;
  let at = body.indexOf('<t');
  for (; at >= 0 && cells.length < ROWS_MAX; at = body.indexOf('<t', at + 2)) {
    const kind = body.charAt(at + 2);
    if (kind === 'r') place = -1;
    else if (kind === 'd' || (kind === 'h' && body.charAt(at + 3) !== 'e')) place++;
    else if (kind === 'a') break;
    if (kind !== 'd' || place !== column) continue;
    const start = body.indexOf('>', at) + 1;
    const end = body.indexOf('<', start);
    if (start === 0 || end < 0) break;
    cells.push(within(body, start, end));
  }
  return at < 0 ? body.length : at;
}

/** Without blanks and quotes round it, and no longer than a value is. */
function within(window: string, first: number, last: number): Span {
  let [start, end] = [first, Math.min(last, first + CELL_MAX)];
  while (start < end && /[\s'"]/.test(window.charAt(start))) start++;
  while (end > start && /[\s'"]/.test(window.charAt(end - 1))) end--;
  return { start, end };
}
