import type { RowColumn } from '../../contract/row-columns.ts';
import type { TableCell, TableColumn } from '../../domain/chargeback/focus-columns.ts';
import { fromNanodollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';

type Cells = Readonly<Record<string, TableCell>>;

/** Any text may be somebody's: none of them may be taken for a formula. */
export function tableColumnOf({ name, kind }: RowColumn): TableColumn {
  return { name, type: TYPE_OF[kind], nullable: true, fromPeople: true };
}

const TYPE_OF = { text: 'text', number: 'decimal', moment: 'text', dollars: 'decimal', json: 'json' } as const;

/** What a row of an answer has in these columns. */
export function cellsOfRow(columns: readonly RowColumn[], row: object): Cells {
  return Object.fromEntries(columns.map((column) => [column.name, cellOf(column, memberOf(row, column.path))]));
}

/** The line that says of which parts the reader is told nothing. */
export function withheldRow([first]: readonly RowColumn[], withheld: readonly string[]): Cells {
  return first === undefined ? {} : { [first.name]: `withheld (fewer than five people): ${withheld.join(' ')}` };
}

function cellOf({ kind }: RowColumn, value: unknown): TableCell {
  if (value === null || value === undefined) return null;
  if (kind === 'json') return JSON.stringify(value);
  if (kind === 'dollars') return fromNanodollars(nanodollars(BigInt(String(value))));
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function memberOf(row: unknown, path: readonly string[]): unknown {
  let found = row;
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return null;
    found = new Map<string, unknown>(Object.entries(found)).get(name);
  }
  return found;
}
