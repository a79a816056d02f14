import { Buffer } from 'node:buffer';
import type { ByteWriter, ParquetWriter, SchemaElement } from 'hyparquet-writer';
import { DECIMAL_PLACES, type TableCell, type TableColumn } from '../../domain/chargeback/focus-columns.ts';
import { DECIMAL_PRECISION } from '../../domain/chargeback/focus-metadata.ts';
import type { TableWriter } from '../../ports/table-writer.ts';

/** A row group is held in memory while it is written. */
const ROWS_OF_A_GROUP = 5_000;
/** Bytes that hold a decimal of 38 digits. */
const DECIMAL_BYTES = 16;

type Row = Readonly<Record<string, TableCell>>;

/** Parquet: decimals of 38 digits and 15 places, exact; moments in UTC milliseconds; JSON and text as UTF-8. */
export const writeParquet: TableWriter = async function* (columns, rows) {
  // Loaded where it is first needed: a gateway that exports no tables holds none of it.
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'Tokenward' });
  let group: Row[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < ROWS_OF_A_GROUP) continue;
    writeGroup(writer, columns, group);
    group = [];
    yield taken(bytes);
  }
  if (group.length > 0) writeGroup(writer, columns, group);
  await writer.finish();
  yield taken(bytes);
};

function writeGroup(writer: ParquetWriter, columns: readonly TableColumn[], rows: readonly Row[]): void {
  const columnData = columns.map(({ name, type }) => ({
    name,
    data: rows.map((row) => parquetValue(type, row[name] ?? null)),
    statistics: type !== 'json',
  }));
  void writer.write({ columnData, rowGroupSize: ROWS_OF_A_GROUP });
}

/** Moments are numbers, everything else is written as it is. */
function parquetValue(type: TableColumn['type'], cell: TableCell): TableCell | Date {
  return type === 'moment' && cell !== null ? new Date(Number(cell)) : cell;
}

/** What was written since the last time; the writer goes on at the beginning of its buffer. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = Buffer.from(bytes.getBytes());
  bytes.index = 0;
  return piece;
}

function schemaOf(columns: readonly TableColumn[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)];
}

function elementOf({ name, type, nullable }: TableColumn): SchemaElement {
  const common = { name, repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED' } as const;
  switch (type) {
    case 'decimal':
      return {
        ...common,
        type: 'FIXED_LEN_BYTE_ARRAY',
        type_length: DECIMAL_BYTES,
        converted_type: 'DECIMAL',
        scale: DECIMAL_PLACES,
        precision: DECIMAL_PRECISION,
      };
    case 'moment':
      return { ...common, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
    case 'json':
    case 'text':
      return { ...common, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  }
}
