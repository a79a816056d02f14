import { isAlphanumeric } from './identifier-value.ts';

type Span = { readonly start: number; readonly end: number };

const HEADER_REACH = 400;
const HEADER_WITHIN = 8192;
/** Of a cell, behind the name in it. */
const CELL_REST_MAX = 20;
const ROW_LENGTH_MAX = 4000;
const ROWS_MAX = 4000;
const ROWS_REACH = 400_000;
/** Characters looked at for all columns of a table together. */
const TABLE_REACH = 4_000_000;
const CELL_LENGTH_MAX = 200;

/** Where the value of a name may stand: in its line before it, and behind it up to the end of the paragraph. */
export function stretchAround(
  text: string,
  name: Span,
  reach: { readonly before: number; readonly behind: number },
): Span {
  const start = lineStart(text, Math.max(0, name.start - reach.before), name.start);
  const end = paragraphEnd(text, name.end, Math.min(text.length, name.end + reach.behind));
  return { start, end };
}

/** A value stands in the same paragraph as its name: an empty line ends the stretch. */
function paragraphEnd(text: string, start: number, end: number): number {
  for (let at = start; at + 1 < end; at++) {
    if (text.charCodeAt(at) !== 10) continue;
    const next = text.charCodeAt(at + 1);
    if (next === 10 || (next === 13 && text.charCodeAt(at + 2) === 10)) return at;
  }
  return end;
}

/** Where the line of a place begins, as far as `start`. */
function lineStart(text: string, start: number, end: number): number {
  for (let at = end - 1; at >= start; at--) if (text.charCodeAt(at) === 10) return at + 1;
  return start;
}

/** Where the line of a place ends; −1: not within reach. */
function lineEnd(text: string, at: number, reach: number): number {
  const last = Math.min(text.length, at + reach);
  for (let end = at; end < last; end++) if (text.charCodeAt(end) === 10) return end;
  return -1;
}

const none: readonly Span[] = [];
const DELIMITERS = ['\t', '|', ';', ','] as const;

/**
 * Cells under a name that heads a column of delimited lines (CSV, tabs, Markdown). The header stands within the first
 * 8,192 characters; at most 4,000 rows and 400,000 characters are looked at, fewer
 * when there are more than ten columns.
 */
export function columnOf(text: string, name: Span): readonly Span[] {
  if (!mayHeadColumn(text, name)) return none;
  const header = headerLine(text, name);
  if (header === null) return [];
  const delimiter = delimiterOf(text.slice(header.start, header.end));
  if (delimiter === null) return [];
  const column = countOf(text, delimiter, { start: header.start, end: name.start });
  const width = countOf(text, delimiter, header);
  const cells: Span[] = [];
  const last = Math.min(text.length, header.end + Math.min(ROWS_REACH, TABLE_REACH / (width + 1)));
  let start = header.end + 1;
  for (let row = 0; row < ROWS_MAX && start < last; row++) {
    const newline = lineEnd(text, start, ROW_LENGTH_MAX);
    const end = newline < 0 ? Math.min(text.length, start + ROW_LENGTH_MAX) : newline;
    const cell = cellAt(text, { start, end }, { delimiter, column, width });
    if (cell === null) break;
    cells.push(cell);
    start = end + 1;
  }
  return cells;
}

/** Whether a name may stand in a header: most do not. */
export function mayHeadColumn(text: string, name: Span): boolean {
  return name.start <= HEADER_WITHIN && endsCell(text, name.end) && mayBeHeader(text, name);
}

/** Whether a name is followed, but for a word or a quote, by a delimiter or the end of its line. */
function endsCell(text: string, from: number): boolean {
  for (let at = from; at < from + CELL_REST_MAX; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x2c || unit === 0x3b || unit === 0x09 || unit === 0x7c || unit === 0x0a || unit === 0x0d) return true;
    if (!isAlphanumeric(unit) && unit !== 0x20 && unit !== 0x22 && unit !== 0x5f && unit !== 0x23) return false;
  }
  return false;
}

/** A look at the line of a name: a header ends within reach, has a delimiter, and no sentence ends in it. */
function mayBeHeader(text: string, name: Span): boolean {
  let hasDelimiter = false;
  const last = Math.min(text.length, name.end + HEADER_REACH);
  let at = name.end;
  for (; at < last; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) break;
    if (isDelimiter(unit)) hasDelimiter = true;
    else if (endsSentence(unit) && text.charCodeAt(at + 1) === 0x20) return false;
  }
  if (at === last) return false;
  const first = Math.max(0, name.start - HEADER_REACH);
  for (at = name.start - 1; at >= first; at--) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) break;
    if (isDelimiter(unit)) hasDelimiter = true;
    else if (endsSentence(unit) && text.charCodeAt(at + 1) === 0x20) return false;
  }
  return hasDelimiter;
}

function isDelimiter(unit: number): boolean {
  return unit === 0x2c || unit === 0x3b || unit === 0x09 || unit === 0x7c;
}

function endsSentence(unit: number): boolean {
  return unit === 0x2e || unit === 0x21 || unit === 0x3f;
}

/** The line of a name, when the name fills its cell and the line holds no digit but those of names. */
function headerLine(text: string, name: Span): Span | null {
  const from = Math.max(0, name.start - HEADER_REACH);
  const start = lineStart(text, from, name.start);
  if (start === from && from > 0 && text.charCodeAt(from - 1) !== 10) return null;
  const end = lineEnd(text, name.end, HEADER_REACH);
  if (end < 0) return null;
  return /\d{3}|[.!?] /.test(text.slice(start, end)) ? null : { start, end };
}

function delimiterOf(line: string): string | null {
  let best: string | null = null;
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = countOf(line, delimiter, { start: 0, end: line.length });
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

function countOf(text: string, delimiter: string, { start, end }: Span): number {
  const sign = delimiter.charCodeAt(0);
  let count = 0;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === sign) count++;
  return count;
}

type Layout = { readonly delimiter: string; readonly column: number; readonly width: number };

/** The cell of a column; quoted cells may hold the delimiter. Null: the line has not as many cells as the header. */
function cellAt(text: string, line: Span, { delimiter, column, width }: Layout): Span | null {
  const sign = delimiter.charCodeAt(0);
  let place = 0;
  let start = line.start;
  let found: Span | null = null;
  let isQuoted = false;
  for (let at = line.start; at <= line.end; at++) {
    const unit = at === line.end ? sign : text.charCodeAt(at);
    if (unit === 0x22) isQuoted = !isQuoted;
    if (unit !== sign || (isQuoted && at < line.end)) continue;
    if (place === column) found = { start, end: Math.min(at, start + CELL_LENGTH_MAX) };
    place++;
    start = at + 1;
  }
  return place - 1 === width ? found : null;
}
