import { Buffer } from 'node:buffer';
import type { TableCell, TableColumn } from '../../domain/chargeback/focus-columns.ts';
import { femtodollars, formatDecimalDollars } from '../../domain/money/femtodollars.ts';
import type { TableWriter } from '../../ports/table-writer.ts';

const ROWS_AT_ONCE = 500;
/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * CSV as RFC 4180 has it: a head, CRLF, quotes where they are needed, nothing for null. Text that people wrote gets an
 * apostrophe before what a spreadsheet would take for a formula.
 */
export const writeCsv: TableWriter = async function* (columns, rows) {
  let text = `${columns.map(({ name }) => name).join(',')}\r\n`;
  let waiting = 0;
  for await (const row of rows) {
    text += `${columns.map((column) => cellOf(column, row[column.name] ?? null)).join(',')}\r\n`;
    waiting += 1;
    if (waiting < ROWS_AT_ONCE) continue;
    yield Buffer.from(text);
    text = '';
    waiting = 0;
  }
  yield Buffer.from(text);
};

function cellOf({ type, fromPeople }: TableColumn, cell: TableCell): string {
  if (cell === null) return '';
  switch (type) {
    case 'decimal':
      // Decimals of a table have the places of a femtodollar, and are written alike.
      return typeof cell === 'bigint' ? formatDecimalDollars(femtodollars(cell)) : String(cell);
    case 'moment':
      return new Date(Number(cell)).toISOString().replace('.000Z', 'Z');
    case 'json':
      return quoted(String(cell));
    case 'text':
      return quoted(fromPeople === true && FORMULA.test(String(cell)) ? `'${String(cell)}` : String(cell));
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
