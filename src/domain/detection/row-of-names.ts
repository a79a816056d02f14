import { isBlank } from './blank-unit.ts';
import type { TextLine } from './text-line.ts';
import { KINDS, WORD } from './unit-kinds.ts';

type Span = { readonly start: number; readonly end: number };

/** A sentence ends in the line: it is too long for a cell before its first comma. */
const FIRST_CELL_MAX = 124;
const NAME_MAX = 40;
const QUOTES_MAX = 2;
const BLANKS_MAX = 40;
const BLANKS_BEHIND_BAR = 4;
const BAR = 0x7c;
const NAMED_CELL = /^\s{0,40}["'*`]{0,2}\p{L}[\p{L}\p{N} _./#-]{0,39}["'*`]{0,2}\s{0,40}$/u;

/** Whether a line is the head of a table in delimited text: two cells or more, a name in each. */
export function isRowOfNames(text: string, line: TextLine): boolean {
  if (!line.isWhole) return false;
  const start = text.charCodeAt(line.start) === BAR ? line.start + 1 : line.start;
  const end = endOfCells(text, { start, end: line.end });
  let cells = 0;
  for (let from = start; from <= end; cells += 1) {
    let to = from;
    while (to < end && !isDelimiter(text.charCodeAt(to))) to += 1;
    if (cells === 0 && (to === line.end || to - start > FIRST_CELL_MAX)) return false;
    if (!isName(text, { start: from, end: to })) return false;
    from = to + 1;
  }
  return cells > 1;
}

/** Without the bar that ends a row of Markdown. */
function endOfCells(text: string, { start, end }: Span): number {
  let at = end;
  while (at > start && end - at < BLANKS_BEHIND_BAR && isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at > start && text.charCodeAt(at - 1) === BAR ? at - 1 : end;
}

/** A few words, in quotes or marks or not: of a cell with letters beyond ASCII an expression tells. */
function isName(text: string, { start, end }: Span): boolean {
  let at = start;
  while (at < end && at - start < BLANKS_MAX && isBlank(text.charCodeAt(at))) at += 1;
  const first = at;
  while (at < end && at - first < QUOTES_MAX && isQuote(text.charCodeAt(at))) at += 1;
  if (at === end) return false;
  const lead = text.charCodeAt(at);
  if (lead >= 128) return NAMED_CELL.test(text.slice(start, end));
  if ((lead | 32) < 0x61 || (lead | 32) > 0x7a) return false;
  const limit = Math.min(end, at + NAME_MAX);
  for (; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 128) return NAMED_CELL.test(text.slice(start, end));
    if (!isOfName(unit)) break;
  }
  const behind = at;
  while (at < end && at - behind < QUOTES_MAX && isQuote(text.charCodeAt(at))) at += 1;
  const last = at;
  while (at < end && at - last < BLANKS_MAX && isBlank(text.charCodeAt(at))) at += 1;
  return at === end;
}

/** Letters, digits, blank, `_ . / # -` */
function isOfName(unit: number): boolean {
  if (((KINDS[unit] ?? 0) & WORD) !== 0) return true;
  return unit === 0x20 || unit === 0x2d || unit === 0x2e || unit === 0x2f || unit === 0x23;
}

function isQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27 || unit === 0x2a || unit === 0x60;
}

function isDelimiter(unit: number): boolean {
  return unit === 0x2c || unit === 0x3b || unit === BAR || unit === 0x09;
}
