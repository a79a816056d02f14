import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { writeOutputFile } from '../output/named-file.ts';
import { wholeNumber } from '../output/words.ts';
import { BILL_TIMEOUT_MS, pour } from './chargeback-bill.ts';
import type { Write } from './write.ts';

export type ExportOptions = ConnectionOptions & {
  readonly focus: '1.3' | '1.2';
  readonly format: 'csv' | 'parquet';
  readonly output?: string;
  readonly metadata?: string;
};

export async function exportFocus(period: string, options: ExportOptions, write: Write): Promise<void> {
  const { focus: version, format, output, metadata } = options;
  if (format === 'parquet' && output === undefined && process.stdout.isTTY) {
    throw new CliFailure('Parquet is not for a screen: name a file by --output.', 2);
  }
  const client = openConnection(options, { timeoutMs: BILL_TIMEOUT_MS });
  const id = format === 'csv' ? 'exportFocusCsv' : 'exportFocusParquet';
  await pour(client.file(id, { query: { period, version } }), output);
  const said = metadata === undefined ? undefined : await saveMetadata(period, { ...options, metadata });
  if (output === undefined) return;
  if (options.json === true)
    return write(JSON.stringify({ file: output, version, format, metadata: metadata ?? null }));
  write(`${output} has the rows of ${period} as FOCUS ${version}.`);
  if (said !== undefined && said !== '0') write(`Left out are ${wholeNumber(said)} calls whose price is not known.`);
}

async function saveMetadata(month: string, options: ExportOptions & { readonly metadata: string }): Promise<string> {
  const client = openConnection(options, { timeoutMs: BILL_TIMEOUT_MS });
  const query = { version: options.focus };
  const found = await runOperation(client, 'readFocusMetadata', { params: { month }, query });
  writeOutputFile(options.metadata, `${JSON.stringify(found, null, 2)}\n`);
  const unpriced = found['x_Unpriced'];
  return typeof unpriced === 'object' && unpriced !== null && 'Calls' in unpriced ? String(unpriced.Calls) : '0';
}
