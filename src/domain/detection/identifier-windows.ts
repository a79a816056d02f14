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
/** In this order: of two that stand as often the first counts. */
const DELIMITERS = '\t|;,';

/**
 * Cells under a name that heads a column of delimited lines (CSV, tabs, Markdown). The header stands within the first
 * 8,192 characters; at most 4,000 rows and 400,000 characters are looked at, fewer
 * when there are more than ten columns.
 */
export function columnOf(text: string, name: Span): readonly Span[] {
  const header = headerOf(text, name);
  if (header === null) return none;
  const delimiter = delimiterOf(text, header);
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
  return headerOf(text, name) !== null;
}

/** Whether a name is followed, but for a word or a quote, by a delimiter or the end of its line. */
function endsCell(text: string, from: number): boolean {
  for (let at = from; at < from + CELL_REST_MAX; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x2c || unit === 0x3b || unit === 0x09 || unit === 0x7c || unit === 0x0a || unit === 0x0d) return true;
    if (!isAlphanumeric(unit) && unit !== 0x20 && unit !== 0x22 && unit !== 0x5f && unit !== 0x23 && unit !== 0x2e)
      return false;
  }
  return false;
}

/**
 * The line of a name, where it may be a header: the name fills its cell, both ends are within reach, it has a delimiter, no
 * digits but those of names, and no sentence ends in it.
 */
function headerOf(text: string, name: Span): Span | null {
  if (name.start > HEADER_WITHIN || !endsCell(text, name.end)) return null;
  const limit = Math.min(text.length, name.end + HEADER_REACH);
  const end = endOfNames(text, { start: name.end, end: limit });
  if (end < 0) return null;
  const from = Math.max(0, name.start - HEADER_REACH);
  let start = name.start;
  while (start > from && text.charCodeAt(start - 1) !== 0x0a) start--;
  const isBegun = start > from || from === 0 || text.charCodeAt(from - 1) === 0x0a;
  const opening = fieldBefore(text, { start, end: name.start });
  // `"content": "id,token`: the field of JSON that holds the table is no part of its head.
  if (opening >= 0) start = opening + 1;
  else if (!isBegun) return null;
  if (!hasDelimiter(text, { start, end: name.start }) && !hasDelimiter(text, { start: name.end, end })) return null;
  return endOfNames(text, { start, end: end + 1 }) === end ? { start, end } : null;
}

/** The last quote of a stretch where it opens the value of a field, `"content": "`; −1: it does not, or there is none. */
export function fieldBefore(text: string, { start, end }: Span): number {
  let quote = end - 2;
  while (quote > start && text.charCodeAt(quote) !== 0x22) quote--;
  if (quote <= start) return -1;
  const at = text.charCodeAt(quote - 1) === 0x20 ? quote - 2 : quote - 1;
  return text.charCodeAt(at) === 0x3a && text.charCodeAt(at - 1) === 0x22 ? quote : -1;
}

/** Where the line ends; −1: behind the stretch, or a sentence or a number stands before. */
function endOfNames(text: string, { start, end }: Span): number {
  let digits = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return at;
    digits = unit >= 0x30 && unit <= 0x39 ? digits + 1 : 0;
    if (digits === DIGITS_OF_NUMBER || (endsSentence(unit) && text.charCodeAt(at + 1) === 0x20 && !isShort(text, at)))
      return -1;
  }
  return -1;
}

const DIGITS_OF_NUMBER = 3;
const ABBREVIATION_MAX = 4;

/** Whether few letters stand before a full stop: `amtl. Kennzeichen`, `Passport No. |`. */
function isShort(text: string, stop: number): boolean {
  if (text.charCodeAt(stop) !== 0x2e) return false;
  let at = stop;
  while (at > 0 && stop - at <= ABBREVIATION_MAX && isAlphanumeric(text.charCodeAt(at - 1))) at--;
  return stop - at <= ABBREVIATION_MAX;
}

function hasDelimiter(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (isDelimiter(text.charCodeAt(at))) return true;
  return false;
}

function isDelimiter(unit: number): boolean {
  return unit === 0x2c || unit === 0x3b || unit === 0x09 || unit === 0x7c;
}

function endsSentence(unit: number): boolean {
  return unit === 0x2e || unit === 0x21 || unit === 0x3f;
}

/** The sign that stands most often in a header. */
function delimiterOf(text: string, { start, end }: Span): string {
  counts.fill(0);
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    const place = unit < 128 ? (DELIMITER_PLACES[unit] ?? 0) : 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  let best = DELIMITERS.length;
  for (let place = best; place > 0; place--) if ((counts[place] ?? 0) >= Math.max(1, counts[best] ?? 0)) best = place;
  return DELIMITERS.charAt(best - 1);
}

/** Of each ASCII character its place among the delimiters, from one on. */
const DELIMITER_PLACES = Uint8Array.from(
  { length: 128 },
  (_, unit) => DELIMITERS.indexOf(String.fromCharCode(unit)) + 1,
);
/** Of one header at a time, by place. */
const counts = new Uint32Array(DELIMITERS.length + 1);

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
