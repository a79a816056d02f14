import type { ConnectionOptions } from '../connection/open-connection.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { Write } from './write.ts';

const CELL_CHARACTERS_MAX = 56;

/** Some members of some rows as a table, or all of them as JSON. */
export async function showRows<Row extends object>(
  rows: AsyncIterable<Row> | readonly Row[],
  members: readonly string[],
  out: { readonly options: ConnectionOptions; readonly write: Write },
): Promise<void> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  if (out.options.json === true) return out.write(JSON.stringify({ rows: all }));
  if (all.length === 0) return out.write('There is nothing here yet.');
  const table = layOutTable(
    members.map((title) => ({
      title: title.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      align: 'left',
    })),
    all.map((row) => members.map((member) => cellOf(member, new Map(Object.entries(row)).get(member)))),
  );
  out.write(table);
  if (members.some((member) => member.endsWith('At'))) out.write(`\n${zoneNote()}`);
}

function cellOf(member: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (member.endsWith('At') && typeof value === 'string') return moment(value);
  const text = typeof value === 'object' ? partsOf(value) : String(value);
  return text.length <= CELL_CHARACTERS_MAX ? text : `${text.slice(0, CELL_CHARACTERS_MAX - 1)}…`;
}

function partsOf(value: object): string {
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.join(', ');
  const parts = Object.entries(value).map(([name, part]) => `${name} ×${String(part)}`);
  return parts.length === 0 ? '-' : parts.join(', ');
}
