/** A stretch of text in which the value that a name speaks of may stand. */
export type NamedWindow = {
  readonly start: number;
  readonly end: number;
  /** Behind the name, before it, or in its column of a table. */
  readonly place: 'behind' | 'before' | 'column';
};

type Span = { readonly start: number; readonly end: number };

const REACH_BEHIND = 72;
const REACH_BEFORE = 48;
const HEADER_REACH = 400;
const HEADER_WITHIN = 8192;
const ROWS_MAX = 4000;
const ROWS_REACH = 400_000;
const CELL_LENGTH_MAX = 200;

/** Behind the name and before it, as far as its paragraph goes; where a digit is needed and none is near, none. */
export function windowsNear(
  text: string,
  name: Span,
  { needsDigit }: { readonly needsDigit: boolean },
): readonly NamedWindow[] {
  const windows: NamedWindow[] = [];
  const end = Math.min(text.length, name.end + REACH_BEHIND);
  if (hasDigit(text, name.end, end))
    windows.push({ start: name.end, end: paragraphEnd(text, name.end, end), place: 'behind' });
  const start = Math.max(0, name.start - REACH_BEFORE);
  if (name.start > start && (!needsDigit || hasDigit(text, start, name.start))) {
    windows.push({ start: lineStart(text, start, name.start), end: name.start, place: 'before' });
  }
  return windows;
}

function hasDigit(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 48 && unit <= 57) return true;
  }
  return false;
}

/** A value stands in the same paragraph as its name: an empty line ends the window. */
function paragraphEnd(text: string, start: number, end: number): number {
  for (let at = start; at + 1 < end; at++) {
    if (text.charCodeAt(at) !== 10) continue;
    const next = text.charCodeAt(at + 1);
    if (next === 10 || (next === 13 && text.charCodeAt(at + 2) === 10)) return at;
  }
  return end;
}

/** What is before a name belongs to it within its own line only. */
function lineStart(text: string, start: number, end: number): number {
  const last = text.lastIndexOf('\n', end - 1);
  return last >= start ? last + 1 : start;
}

const DELIMITERS = ['\t', '|', ';', ','] as const;

/**
 * Cells under a name that heads a column of delimited lines (CSV, tabs, Markdown). The header stands within the first
 * 8,192 characters; at most 4,000 rows and 400,000 characters are looked at.
 */
export function columnOf(text: string, name: Span): readonly NamedWindow[] {
  if (name.start > HEADER_WITHIN) return [];
  const header = headerLine(text, name);
  if (header === null) return [];
  const delimiter = delimiterOf(text.slice(header.start, header.end));
  if (delimiter === null) return [];
  const column = countOf(text, delimiter, { start: header.start, end: name.start });
  const width = countOf(text, delimiter, header);
  const cells: NamedWindow[] = [];
  const last = Math.min(text.length, header.end + ROWS_REACH);
  let start = header.end + 1;
  for (let row = 0; row < ROWS_MAX && start < last; row++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 || newline > last ? last : newline;
    const cell = cellAt(text, { start, end }, { delimiter, column, width });
    if (cell === null) break;
    cells.push({ ...cell, place: 'column' });
    start = end + 1;
  }
  return cells;
}

/** The line of a name, when the name fills its cell and the line holds no digit but those of names. */
function headerLine(text: string, name: Span): Span | null {
  const from = Math.max(0, name.start - HEADER_REACH);
  const before = name.start === 0 ? -1 : text.lastIndexOf('\n', name.start - 1);
  if (before < from - 1) return null;
  const end = text.indexOf('\n', name.end);
  if (end < 0 || end - name.end > HEADER_REACH) return null;
  const line = { start: before + 1, end };
  return /\d{3}|[.!?] /.test(text.slice(line.start, line.end)) ? null : line;
}

function delimiterOf(line: string): string | null {
  let best: string | null = null;
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = line.split(delimiter).length - 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

function countOf(text: string, delimiter: string, { start, end }: Span): number {
  let count = 0;
  for (let at = text.indexOf(delimiter, start); at >= 0 && at < end; at = text.indexOf(delimiter, at + 1)) count++;
  return count;
}

type Layout = { readonly delimiter: string; readonly column: number; readonly width: number };

/** The cell of a column; quoted cells may hold the delimiter. Null: the line has not as many cells as the header. */
function cellAt(text: string, line: Span, { delimiter, column, width }: Layout): Span | null {
  let place = 0;
  let start = line.start;
  let found: Span | null = null;
  let isQuoted = false;
  for (let at = line.start; at <= line.end; at++) {
    const isEnd = at === line.end;
    const letter = isEnd ? delimiter : text.charAt(at);
    if (letter === '"') isQuoted = !isQuoted;
    if (letter !== delimiter || (isQuoted && !isEnd)) continue;
    if (place === column) found = { start, end: Math.min(at, start + CELL_LENGTH_MAX) };
    place++;
    start = at + 1;
  }
  return place - 1 === width ? found : null;
}
