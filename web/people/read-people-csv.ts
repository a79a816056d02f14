/** A line of a list of people as it stands in the file; `line` counts from 1. */
export type CsvPerson = {
  readonly line: number;
  readonly name: string;
  readonly email: string;
  readonly team: string;
  /** False where the line has not the three columns. */
  readonly isWhole: boolean;
};

const COLUMNS = ['name', 'email', 'team'] as const;
type Column = (typeof COLUMNS)[number];
const COLUMN_NAMES: Readonly<Record<string, Column>> = {
  ...{ name: 'name', 'full name': 'name', 'display name': 'name', displayname: 'name' },
  ...{ email: 'email', 'e-mail': 'email', 'e-mail address': 'email', 'email address': 'email', mail: 'email' },
  ...{ team: 'team', 'team id': 'team', teamid: 'team', department: 'team' },
};

/** Reads name, e-mail and team from CSV: commas, semicolons or tabs, quotes doubled within quotes, with or without a line of titles. */
export function readPeopleCsv(text: string): readonly CsvPerson[] {
  const rows = readRows(text.replace(/^\uFEFF/, ''));
  const [first] = rows;
  if (first === undefined) return [];
  const titles = first.cells.map((cell) => COLUMN_NAMES[cell.trim().toLowerCase()]);
  const isTitled = titles.includes('email') && titles.includes('name');
  const places = isTitled ? titles : COLUMNS;
  const cell = (cells: readonly string[], column: Column) => (cells[places.indexOf(column)] ?? '').trim();
  return rows.slice(isTitled ? 1 : 0).map(({ line, cells }) => ({
    line,
    name: cell(cells, 'name'),
    email: cell(cells, 'email').toLowerCase(),
    team: cell(cells, 'team'),
    isWhole: COLUMNS.every((column) => places.indexOf(column) >= 0 && places.indexOf(column) < cells.length),
  }));
}

type Row = { readonly line: number; readonly cells: readonly string[] };

/** Cells of each line that has any; a quoted cell may go over several lines. */
function readRows(text: string): readonly Row[] {
  const separator = separatorOf(text);
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let startLine = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: startLine, cells });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '\n') line += 1;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (letter === separator) {
      cells.push(cell);
      cell = '';
    } else if (letter === '\n') {
      endRow();
      startLine = line;
    } else if (letter !== '\r') cell += letter;
  }
  endRow();
  return rows;
}

/** What stands most often on the first line. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, times: first.split(mark).length }));
  return counted.toSorted((one, other) => other.times - one.times)[0]?.mark ?? ',';
}
