import { basename } from 'node:path';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { readInputFile } from '../output/named-file.ts';
import { type Column, layOutTable } from '../output/table.ts';
import { count, exactDollars, moment } from '../output/words.ts';
import { BILL_TIMEOUT_MS, thisMonth } from './chargeback-bill.ts';
import type { Write } from './write.ts';

export type ImportOptions = ConnectionOptions & { readonly vendor: string; readonly project?: readonly string[] };
export type ReconcileOptions = ConnectionOptions & { readonly vendor: string };

type ReconciledRow = AnswerOf<'readReconciliation'>['rows'][number];

// biome-ignore format: a table is read down
const REASONS: ReadonlyMap<string, string> = new Map([
  ['no_model',           'a tool, storage or fee: no model’s'],
  ['not_in_report',      'the vendor does not bill it that day: billed later, or to another account'],
  ['no_calls',           'no call of it went through the gateway'],
  ['unpriced',           'some of our calls have no price'],
  ['estimated',          'some of our calls are estimated'],
  ['interrupted',        'some of our calls broke off'],
  ['around_the_gateway', 'calls that went round the gateway, or a higher price'],
  ['rounding',           'rounding: less than half a cent'],
  ['billed_less',        'a discount or credit, or a lower price than ours'],
]);

export async function importReport(file: string, options: ImportOptions, write: Write): Promise<void> {
  const { vendor } = options;
  const body = {
    vendor,
    fileName: basename(file),
    text: readInputFile(file),
    projects: readPairs(options.project ?? []),
  };
  const kept = await runOperation(openConnection(options, { timeoutMs: BILL_TIMEOUT_MS }), 'importCostReport', {
    body,
  });
  if (options.json === true) return write(JSON.stringify(kept));
  const what = `${count(kept.lines)} lines of ${kept.fromDay} to ${kept.toDay}, ${exactDollars(kept.costDollars)}`;
  write(kept.isKnown ? `This content was imported before (${what}); nothing was changed.` : `Imported: ${what}.`);
  for (const warning of kept.warnings) write(`Mind: ${warning}`);
  write(`Compare with: tokenward chargeback reconcile ${kept.toDay.slice(0, 7)} --vendor ${vendor}`);
}

export async function listReports(options: ConnectionOptions, write: Write): Promise<void> {
  const rows = [];
  for await (const row of openConnection(options).rows('listCostReports', {})) rows.push(row);
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('Nothing was imported yet.');
  const titles = ['imported', 'by', 'vendor', 'file', 'from', 'to', 'lines', 'cost'];
  write(
    layOutTable(
      titles.map((title, at): Column => ({ title, align: at > 5 ? 'right' : 'left' })),
      rows.map((row) => [
        ...[moment(row.importedAt), row.importedBy, row.vendor, row.fileName, row.fromDay, row.toDay],
        ...[count(row.lines), exactDollars(row.costDollars)],
      ]),
    ),
  );
}

export async function reconcileMonth(
  month: string | undefined,
  options: ReconcileOptions,
  write: Write,
): Promise<void> {
  const query = { vendor: options.vendor, month: month ?? thisMonth() };
  const found = await runOperation(openConnection(options, { timeoutMs: BILL_TIMEOUT_MS }), 'readReconciliation', {
    query,
  });
  if (options.json === true) return write(JSON.stringify(found));
  if (found.days === 0) {
    return write(`No report of ${found.vendor} has a day of ${found.month}. "tokenward chargeback import" takes one.`);
  }
  const titles = ['day (UTC)', 'model', 'project', 'calls', 'ours', 'theirs', 'residual', 'because'];
  const columns = titles.map((title, at): Column => ({ title, align: at > 2 && at < 7 ? 'right' : 'left' }));
  const total = [
    'all',
    '',
    '',
    '',
    ...[found.oursDollars, found.theirsDollars, found.residualDollars].map(exactDollars),
    '',
  ];
  write(layOutTable(columns, [...found.rows.map(cellsOf), total]));
  const reasons = [...new Set(found.rows.flatMap((row) => row.reasons))];
  if (reasons.length > 0) write('');
  for (const reason of reasons) write(`${reason}: ${REASONS.get(reason) ?? reason}.`);
}

function cellsOf(row: ReconciledRow): readonly string[] {
  return [
    ...[row.day, row.model ?? '(no model)', row.projectId ?? '', count(row.calls)],
    ...[row.oursDollars, row.theirsDollars, row.residualDollars].map(exactDollars),
    row.reasons.join(', '),
  ];
}

function readPairs(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at <= 0) throw new CliFailure(`--project "${pair}" is no pair: write proj_abc=help-desk.`, 2);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
