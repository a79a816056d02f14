import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { readCsv } from '../../domain/chargeback/csv-records.ts';
import type { TableCell, TableColumn } from '../../domain/chargeback/focus-columns.ts';
import type { TableWriter } from '../../ports/table-writer.ts';
import { writeCsv } from './write-csv.ts';
import { writeParquet } from './write-parquet.ts';

const COLUMNS: readonly TableColumn[] = [
  { name: 'Cost', type: 'decimal', nullable: true },
  { name: 'Start', type: 'moment', nullable: false },
  { name: 'Name', type: 'text', nullable: true, fromPeople: true },
  { name: 'Tags', type: 'json', nullable: true },
];
const DAY_MS = Date.UTC(2026, 10, 3);

type Row = Readonly<Record<string, TableCell>>;

async function* rowsOf(rows: Iterable<Row>): AsyncGenerator<Row> {
  yield* rows;
}

async function written(writer: TableWriter, rows: Iterable<Row>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writer(COLUMNS, rowsOf(rows))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function rowAt(at: number): Row {
  const cost = at % 7 === 0 ? null : BigInt(at) * 123_456_789_012_345_678n - 5n * 10n ** 20n;
  return { Cost: cost, Start: DAY_MS + at * 1_000, Name: `team ${at}`, Tags: at % 3 === 0 ? null : `{"a":"${at}"}` };
}

test('Parquet of several row groups gives back every row, and decimals of 38 digits exactly', async () => {
  const count = 12_345;
  const rows = Array.from({ length: count }, (_, at) => rowAt(at));
  const bytes = await written(writeParquet, rows);
  const file = new Uint8Array(bytes).buffer;
  const metadata = parquetMetadata(file);
  assert.ok(metadata.row_groups.length > 2);
  // Without the word DECIMAL the reader gives the bytes that were written, and no float.
  const schema = metadata.schema.map(({ name, converted_type, ...rest }) =>
    name === 'Cost' || converted_type === undefined ? { name, ...rest } : { name, converted_type, ...rest },
  );
  const read = await parquetReadObjects({ file, metadata: { ...metadata, schema }, utf8: false });
  assert.equal(read.length, count);
  for (const [at, row] of read.entries()) {
    const expected = rowAt(at);
    assert.equal(row['Cost'] === null ? null : fromBytes(row['Cost']), expected['Cost']);
    assert.equal(new Date(row['Start']).getTime(), expected['Start']);
    assert.deepEqual([row['Name'], row['Tags'] ?? null], [expected['Name'], expected['Tags']]);
  }
});

test('a table without a row is a file with its columns', async () => {
  const bytes = await written(writeParquet, []);
  assert.equal(parquetMetadata(new Uint8Array(bytes).buffer).num_rows, 0n);
  assert.equal((await written(writeCsv, [])).toString(), 'Cost,Start,Name,Tags\r\n');
});

// what a person wrote, what stands in the file, what a program reads
const texts: readonly (readonly [string, string, string])[] = [
  ['plain', 'plain', 'plain'],
  ['a,b', '"a,b"', 'a,b'],
  ['say "no"', '"say ""no"""', 'say "no"'],
  ['two\r\nlines', '"two\r\nlines"', 'two\r\nlines'],
  ['=1+1', "'=1+1", "'=1+1"],
  ['+49 30', "'+49 30", "'+49 30"],
  ['-5', "'-5", "'-5"],
  ['@here', "'@here", "'@here"],
  ['\t=1', "'\t=1", "'\t=1"],
  ['5-3', '5-3', '5-3'],
];
for (const [text, cell, back] of texts) {
  test(`${JSON.stringify(text)} of a person stands in CSV as ${JSON.stringify(cell)}`, async () => {
    const csv = (
      await written(writeCsv, [{ Cost: -1_500_000_000_000_000n, Start: DAY_MS, Name: text, Tags: '{"a":1}' }])
    ).toString();
    assert.equal(
      csv,
      `Cost,Start,Name,Tags\r\n-1.5,2026-11-03T00:00:00Z,${cell},"{""a"":1}"\r\n`.replace('"{""a"":1}"', '"{""a"":1}"'),
    );
    const read = readCsv(csv);
    assert.ok(!('kind' in read));
    assert.equal(read[0]?.fields.get('name'), back);
  });
}

test('what is null stands as nothing in CSV, and no amount has an exponent', async () => {
  const csv = (await written(writeCsv, [{ Cost: 1n, Start: DAY_MS, Name: null, Tags: null }])).toString();
  assert.equal(csv.split('\r\n')[1], '0.000000000000001,2026-11-03T00:00:00Z,,');
});

test('rows are written as they come: none waits for the last', async () => {
  let taken = 0;
  const endless = async function* (): AsyncGenerator<Row> {
    for (;;) {
      taken += 1;
      yield rowAt(taken);
    }
  };
  for (const writer of [writeCsv, writeParquet]) {
    taken = 0;
    for await (const piece of writer(COLUMNS, endless())) {
      assert.ok(piece.length > 0);
      break;
    }
    assert.ok(taken <= 5_000);
  }
});

function fromBytes(bytes: Uint8Array): bigint {
  return BigInt.asIntN(128, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}
