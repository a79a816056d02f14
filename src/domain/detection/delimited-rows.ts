import type { ScannedText } from './detector.ts';

type Span = { readonly start: number; readonly end: number };

const ROW_LENGTH_MAX = 4000;
const ROWS_MAX = 4000;
const ROWS_REACH = 400_000;
/** Characters looked at for all columns of a table together. */
const TABLE_REACH = 4_000_000;
const CELL_LENGTH_MAX = 200;
/** What a cell costs whoever looks at it, in characters. */
const CELL_COST = 16;
const LINE_END = 0x0a;
const QUOTE = 0x22;
/** In this order: of two that stand as often the first counts. */
const DELIMITERS = '\t|;,';
const ROOM_MIN = 4096;
const none: readonly Span[] = [];

/**
 * The rows that were read last, of one view: further columns of their table, and rows that are heads themselves, are not
 * read again. Of each row its start, and where each of its cells begins and the row behind it.
 */
const table = {
  ...{ view: 0, delimiter: 0, width: 0, header: 0, rows: 0 },
  /** Where the next row begins that was not read. */
  next: 0,
  /** The line there is no row. */
  isEnded: false,
  ...{ starts: new Int32Array(0), bounds: new Int32Array(0) },
  /** By who asked, and by column and name: rows whose cells were had already. */
  had: new Map<object, Map<number, { from: number; to: number }>>(),
};

/** Who looks at cells, and of whose names; the same of them has each cell once. */
export type CellReader = {
  readonly by: object;
  readonly name: string;
  /** Written here: the head is a row below one that this reader had the cells of. */
  hadThem: boolean;
};

/**
 * Cells under a name in the header of delimited lines (CSV, tabs, Markdown). At most 4,000 rows and 400,000 characters are
 * looked at, fewer when there are more than ten columns.
 */
export function cellsOfColumn(scanned: ScannedText, head: Head, reader: CellReader): readonly Span[] {
  const { text } = scanned;
  const { name, header } = head;
  if (!scanned.mayLookAt(CELL_COST)) return none;
  const delimiter = delimiterOf(text, header);
  const column = countOf(text, delimiter, { start: header.start, end: name.start });
  const width = countOf(text, delimiter, header);
  const first = firstRow(scanned, header, { delimiter, width });
  const last = Math.min(text.length, header.end + Math.min(ROWS_REACH, TABLE_REACH / (width + 1)));
  const from = table.next;
  while (table.rows < first + ROWS_MAX && table.next < last && !table.isEnded) readRow(text);
  const end = endOfRows(first, last);
  // Most lines that could be a head have no rows.
  if (end === first && table.had.size === 0) {
    reader.hadThem = false;
    return none;
  }
  const start = rowNotHad(reader, column, { start: first, end });
  if (end <= start || !scanned.mayLookAt(table.next - from + CELL_COST * (end - start))) return none;
  const cells: Span[] = [];
  for (let row = start; row < end; row += 1) {
    const at = row * (width + 2) + column;
    const start = table.bounds[at] ?? 0;
    cells.push({ start, end: Math.min((table.bounds[at + 1] ?? 0) - 1, start + CELL_LENGTH_MAX) });
  }
  return cells;
}

/** A name, and the header that it stands in. */
type Head = { readonly name: Span; readonly header: Span };

/** The first of some rows whose cell of a column this reader did not have; it has them from here on. */
function rowNotHad(reader: CellReader, column: number, rows: Span): number {
  const { by, name } = reader;
  const byName = table.had.get(by) ?? new Map<number, { from: number; to: number }>();
  table.had.set(by, byName);
  const key = column * 2 ** 32 + signOf(name);
  const had = byName.get(key);
  reader.hadThem = had !== undefined && had.from <= rows.start && rows.start <= had.to;
  if (had === undefined || !reader.hadThem) {
    byName.set(key, { from: rows.start, to: rows.end });
    return rows.start;
  }
  const first = had.to;
  had.to = Math.max(had.to, rows.end);
  return first;
}

/** Of a name that is not kept itself. */
function signOf(name: string): number {
  let sign = name.length;
  for (let at = 0; at < name.length; at += 1) sign = Math.imul(sign ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return sign;
}

type Layout = { readonly delimiter: number; readonly width: number };

/** The row behind a header, among those that were read or as the first of a new table. */
function firstRow({ number }: ScannedText, header: Span, { delimiter, width }: Layout): number {
  if (table.view === number && table.delimiter === delimiter && table.width === width) {
    if (table.header === header.start) return 0;
    const row = rowFrom(header.start);
    if (row < table.rows && table.starts[row] === header.start) return row + 1;
  }
  table.view = number;
  table.delimiter = delimiter;
  table.width = width;
  table.header = header.start;
  table.rows = 0;
  table.next = header.end + 1;
  table.isEnded = false;
  if (table.had.size > 0) table.had.clear();
  return 0;
}

/** How many rows begin before a place. */
function rowFrom(place: number): number {
  let low = 0;
  let high = table.rows;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table.starts[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Behind the last of the rows that a header may have. */
function endOfRows(first: number, last: number): number {
  return Math.max(first, Math.min(table.rows, first + ROWS_MAX, rowFrom(last)));
}

/** Reads the next row, whose quoted cells may hold the delimiter; one with not as many cells as the header ends the table. */
function readRow(text: string): void {
  const { delimiter, width, rows, next: start } = table;
  const first = rows * (width + 2);
  table.starts = withRoom(table.starts, rows + 1);
  table.bounds = withRoom(table.bounds, first + width + 2);
  const { bounds } = table;
  const limit = Math.min(text.length, start + ROW_LENGTH_MAX);
  let place = 0;
  let isQuoted = false;
  let at = start;
  bounds[first] = start;
  for (; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_END) break;
    if (unit === QUOTE) isQuoted = !isQuoted;
    if (unit !== delimiter || isQuoted) continue;
    place += 1;
    if (place > width) break;
    bounds[first + place] = at + 1;
  }
  if (place !== width) {
    table.isEnded = true;
    return;
  }
  bounds[first + width + 1] = at + 1;
  table.starts[rows] = start;
  table.rows = rows + 1;
  table.next = at + 1;
}

function withRoom(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  if (array.length >= size) return array;
  const grown = new Int32Array(Math.max(ROOM_MIN, size, array.length * 2));
  grown.set(array);
  return grown;
}

/** The sign that stands most often in a header. */
function delimiterOf(text: string, { start, end }: Span): number {
  counts.fill(0);
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    const place = unit < 128 ? (DELIMITER_PLACES[unit] ?? 0) : 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  let best = DELIMITERS.length;
  for (let place = best; place > 0; place--) if ((counts[place] ?? 0) >= Math.max(1, counts[best] ?? 0)) best = place;
  return DELIMITERS.charCodeAt(best - 1);
}

/** Of each ASCII character its place among the delimiters, from one on. */
const DELIMITER_PLACES = Uint8Array.from(
  { length: 128 },
  (_, unit) => DELIMITERS.indexOf(String.fromCharCode(unit)) + 1,
);
/** Of one header at a time, by place. */
const counts = new Uint32Array(DELIMITERS.length + 1);

function countOf(text: string, sign: number, { start, end }: Span): number {
  let count = 0;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === sign) count++;
  return count;
}
