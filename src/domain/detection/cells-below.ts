import { isBlank } from './blank-unit.ts';
import type { ScannedText } from './detector.ts';
import { columnOf, mayHeadColumn } from './identifier-windows.ts';

type Span = { readonly start: number; readonly end: number };

const HEAD_REACH = 600;
const TABLE_REACH = 100_000;
/** Characters of tables looked at in one text for all names together. */
const BUDGET = 2_000_000;
const ROWS_MAX = 1000;
const CELL_MAX = 400;
/** `passeport n°`, `Reisepass-Nr.` */
const NUMBER_SIGN = /^\s?(?:nr|no|n)?[.°º#]{1,2}/i;
const none: readonly Span[] = [];
/** Of the view that is looked at. */
const budget = { view: 0, left: BUDGET };
/** The same for columns of delimited lines. */
const COLUMNS_BUDGET = 2_000_000;
const columns = { view: 0, left: COLUMNS_BUDGET };

/** Values of the column that a name, with a sign of markup behind it, heads in an `INSERT` statement or in a table of HTML. */
function cellsInMarkup(scanned: ScannedText, name: Span): readonly Span[] {
  const { text } = scanned;
  const next = signOfMarkup(text, name);
  if (next === null) return none;
  const left = budget.view === scanned.number ? budget.left : BUDGET;
  if (left <= 0) return none;
  budget.view = scanned.number;
  budget.left = left - HEAD_REACH;
  const reach = Math.min(TABLE_REACH, left);
  const table = next === '<' ? headOfTable(text, name) : headOfInsert(text, name);
  if (table === null) return none;
  const window = text.slice(table.end, table.end + reach);
  const body = next === '<' ? (window.split('</table', 1)[0] ?? '') : window;
  const cells = next === '<' ? columnOfTable(body, table.column) : columnOfInsert(body, table.column);
  budget.left = left - HEAD_REACH - (next === '<' ? body.length : (cells.at(-1)?.end ?? 0));
  return cells.map(({ start, end }) => ({ start: start + table.end, end: end + table.end }));
}

/** What ends the name, where it may be that of a column in markup. */
function signOfMarkup(text: string, name: Span): string | null {
  const next = markupSign(text, name.end);
  if (next === '') return null;
  if (next !== '<') return mayBeInserted(text, name.start) ? next : null;
  return text.charCodeAt(name.start - 1) > 0x20 && text.charAt(name.start - 1) !== '>' ? null : next;
}

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
export function cellsBelow(scanned: ScannedText, name: Span): readonly Span[] {
  const signs = signsBehind(scanned.text, name.end);
  const cells = (signs & MARKUP_SIGN) === 0 ? none : cellsInMarkup(scanned, name);
  if (cells.length > 0) return cells;
  // Where every line may be the head of those below it, tables are looked at no further than one large one.
  const rows = columns.view === scanned.number ? columns : { view: scanned.number, left: COLUMNS_BUDGET };
  if (rows.left <= 0) return none;
  const column = columnOf(scanned.text, (signs & NUMBER_PART) === 0 ? name : withNumberSign(scanned.text, name));
  columns.view = scanned.number;
  columns.left = rows.left - HEAD_REACH - Math.max(0, (column.at(-1)?.end ?? name.end) - name.end);
  return column;
}

/** A look round a name that tells of most that there are no cells below. */
export function mayHaveCells({ text }: ScannedText, name: Span): boolean {
  const signs = signsBehind(text, name.end);
  if (mayHeadColumn(text, (signs & NUMBER_PART) === 0 ? name : withNumberSign(text, name))) return true;
  return (signs & MARKUP_SIGN) !== 0 && signOfMarkup(text, name) !== null;
}

function withNumberSign(text: string, name: Span): Span {
  const { start, end } = name;
  const sign = NUMBER_SIGN.exec(text.slice(end, end + 8));
  return { start, end: end + (sign?.[0].length ?? 0) };
}

/** Before the name of a column stand names, commas and quotes, as far as a bracket. */
function mayBeInserted(text: string, start: number): boolean {
  const first = Math.max(0, start - HEAD_REACH);
  for (let at = start - 1; at >= first; at--) {
    const unit = text.charCodeAt(at);
    if (unit === 0x28) return true;
    if (unit < 128 ? IS_OF_COLUMNS[unit] === 0 : !isBlank(unit)) return false;
  }
  return false;
}

/** As `headOfInsert` has them. */
const IS_OF_COLUMNS = Uint8Array.from({ length: 128 }, (_, unit) =>
  /[\w\s,."`[\]]/.test(String.fromCharCode(unit)) ? 1 : 0,
);

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

type Head = { readonly column: number; readonly end: number };

/** `INSERT INTO people (id, name, password) VALUES`. */
function headOfInsert(text: string, name: Span): Head | null {
  const before = text.slice(Math.max(0, name.start - HEAD_REACH), name.start);
  const open = before.lastIndexOf('(');
  const ahead = before.slice(open + 1);
  if (open < 0 || !/^[\w\s,."`[\]]*$/.test(ahead)) return null;
  if (!/\binto\s{1,4}[\w."`[\]]{1,120}\s{0,4}$/i.test(before.slice(0, open))) return null;
  const rest = text.slice(name.end, name.end + HEAD_REACH);
  const close = /^[\w\s,."`[\]]{0,600}\)\s{0,8}values\s{0,8}/i.exec(rest);
  return close === null ? null : { column: ahead.split(',').length - 1, end: name.end + close[0].length };
}

/** Rows in brackets, from the beginning of the window on. */
function columnOfInsert(window: string, column: number): readonly Span[] {
  const cells: Span[] = [];
  let place = -1;
  let start = 0;
  let quote = '';
  for (let at = 0; at < window.length && cells.length < ROWS_MAX; at++) {
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
  return cells;
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

function columnOfTable(window: string, column: number): readonly Span[] {
  const cells: Span[] = [];
  let place = -1;
  for (let at = window.indexOf('<t'); at >= 0 && cells.length < ROWS_MAX; at = window.indexOf('<t', at + 2)) {
    const kind = window.charAt(at + 2);
    if (kind === 'r') place = -1;
    else if (kind === 'd' || (kind === 'h' && window.charAt(at + 3) !== 'e')) place++;
    else if (kind === 'a') break;
    if (kind !== 'd' || place !== column) continue;
    const start = window.indexOf('>', at) + 1;
    const end = window.indexOf('<', start);
    if (start === 0 || end < 0) break;
    cells.push(within(window, start, end));
  }
  return cells;
}

/** Without blanks and quotes round it, and no longer than a value is. */
function within(window: string, first: number, last: number): Span {
  let [start, end] = [first, Math.min(last, first + CELL_MAX)];
  while (start < end && /[\s'"]/.test(window.charAt(start))) start++;
  while (end > start && /[\s'"]/.test(window.charAt(end - 1))) end--;
  return { start, end };
}
