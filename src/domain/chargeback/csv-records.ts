/** One record of a CSV file: its fields by the names of the head, and the line it begins on. */
export type CsvRecord = { readonly line: number; readonly fields: ReadonlyMap<string, string> };

export type CsvFault = { readonly kind: 'fault'; readonly line: number; readonly detail: string };

type Record = { readonly line: number; readonly cells: readonly string[] };

/** Reads RFC 4180: commas, quotes doubled within quotes, line breaks within them, LF or CRLF, a BOM or none. */
export function readCsv(text: string): readonly CsvRecord[] | CsvFault {
  const records = splitRecords(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if ('kind' in records) return records;
  const [head, ...rest] = records;
  if (head === undefined) return { kind: 'fault', line: 1, detail: 'is empty' };
  const names = head.cells.map((name) => name.trim().toLowerCase());
  const read: CsvRecord[] = [];
  for (const { line, cells } of rest) {
    if (cells.length === 1 && cells[0] === '') continue;
    if (cells.length !== names.length) {
      return { kind: 'fault', line, detail: `has ${cells.length} fields where the head has ${names.length}` };
    }
    read.push({ line, fields: new Map(names.map((name, at) => [name, cells[at] ?? ''])) });
  }
  return read;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function splitRecords(text: string): readonly Record[] | CsvFault {
  const records: Record[] = [];
  let cells: string[] = [];
  let at = 0;
  let line = 1;
  let beganOn = 1;
  for (;;) {
    CELL.lastIndex = at;
    const match = CELL.exec(text);
    if (match === null) return { kind: 'fault', line, detail: 'has quotes that are not closed, or text beside them' };
    const [whole, quoted, plain = '', end] = match;
    at = CELL.lastIndex;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    if (end === ',') continue;
    records.push({ line: beganOn, cells });
    cells = [];
    beganOn = line;
    if (end === '' || at >= text.length) return records;
  }
}
