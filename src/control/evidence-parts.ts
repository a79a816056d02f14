import { Buffer } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { TRAIL_FOLDER } from '../domain/audit/evidence-pack.ts';
import type { ExportLine } from '../domain/audit/export-lines.ts';
import type { CallTally } from '../domain/audit/tally-calls.ts';
import type { TableCell, TableColumn } from '../domain/chargeback/focus-columns.ts';
import type { TableWriter } from '../ports/table-writer.ts';

/** A file of a section before it is summed, and how many rows of the section it has. */
export type EvidencePart = { readonly name: string; readonly bytes: Uint8Array; readonly rows: number };

type Cells = Readonly<Record<string, TableCell>>;

/** What one file may hold: the most that is in memory of a section. */
const TABLE_ROWS_MAX = 10_000;
const TRAIL_CHARACTERS = 4 * 1024 * 1024;
const LEAVES_AT_ONCE = 200;

/** A table as CSV; a long one in several files, each with its head: `keys.csv`, `keys-2.csv`. */
export async function* tableParts(
  csv: TableWriter,
  table: { readonly name: string; readonly columns: readonly TableColumn[]; readonly rows: AsyncIterable<Cells> },
): AsyncGenerator<EvidencePart> {
  let number = 0;
  for await (const rows of groupsOf(table.rows, TABLE_ROWS_MAX)) {
    number += 1;
    const name = number === 1 ? `${table.name}.csv` : `${table.name}-${number}.csv`;
    const pieces = await Array.fromAsync(csv(table.columns, inTurn(rows)));
    yield { name, bytes: Buffer.concat(pieces), rows: rows.length };
  }
}

/** The trail's export as it is, in files that are joined in order; its calls are counted on the way. */
export async function* trailParts(lines: AsyncIterable<ExportLine>, tally: CallTally): AsyncGenerator<EvidencePart> {
  let number = 0;
  let waiting: string[] = [];
  let characters = 0;
  let events = 0;
  const cut = (): EvidencePart => {
    number += 1;
    const name = `${TRAIL_FOLDER}trail-${String(number).padStart(5, '0')}.ndjson`;
    const part = { name, bytes: Buffer.from(waiting.join('')), rows: events };
    waiting = [];
    characters = 0;
    events = 0;
    return part;
  };
  for await (const line of lines) {
    const text = `${JSON.stringify(line)}\n`;
    waiting.push(text);
    characters += text.length;
    if (line.kind === 'event') events += 1;
    if (line.kind === 'leaves') await count(line.leaves, tally);
    if (characters >= TRAIL_CHARACTERS) yield cut();
  }
  if (waiting.length > 0) yield cut();
}

/** Calls are served by the same thread: it is let go between some leaves. */
async function count(leaves: readonly string[], tally: CallTally): Promise<void> {
  for (const [at, leaf] of leaves.entries()) {
    tally.add(leaf);
    if (at % LEAVES_AT_ONCE === LEAVES_AT_ONCE - 1) await nextTurn();
  }
}

/** At least one group, so that an empty table is a file with its head. */
async function* groupsOf(rows: AsyncIterable<Cells>, most: number): AsyncGenerator<readonly Cells[]> {
  let group: Cells[] = [];
  let isFirst = true;
  for await (const row of rows) {
    group.push(row);
    if (group.length < most) continue;
    yield group;
    isFirst = false;
    group = [];
  }
  if (isFirst || group.length > 0) yield group;
}

async function* inTurn<Value>(values: Iterable<Value>): AsyncGenerator<Value> {
  yield* values;
}
