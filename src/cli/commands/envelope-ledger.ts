import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { runOperation } from '../connection/run-operation.ts';
import { amount } from '../output/amount.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { Write } from './write.ts';

type EntryOptions = ConnectionOptions & { readonly kind?: string; readonly at?: string; readonly limit: number };
type AdjustOptions = ConnectionOptions & {
  readonly amount: string;
  readonly reason: string;
  readonly anyway?: boolean;
};
type ReportOptions = ConnectionOptions & { readonly value: string; readonly at?: string };
type Entry = AnswerOf<'listEnvelopeEntries'>['rows'][number];

const KINDS = ['grant', 'carry_over', 'transfer', 'adjustment', 'hold', 'release', 'commit', 'expire', 'suspense'];

/** What stands in an envelope's ledger, what people correct there, and what is reported of its metric. */
export function addLedgerCommands(group: Command, write: Write): void {
  withConnection(group.command('entries <id>'))
    .description('lines of its ledger in one period, newest first; their sum is its balance')
    .addOption(new Option('--kind <kind>', 'only these').choices(KINDS))
    .option('--at <moment>', 'in the period of this moment; usually the one that runs')
    .option('--limit <lines>', 'so many, up to 500', readLimit, 50)
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward envelopes entries support\n  tokenward envelopes entries support --kind adjustment',
    )
    .action((id: string, options: EntryOptions) => showEntries(id, options, write));
  withConnection(group.command('adjust <id>'))
    .description('correct the limit of the period that runs, with a reason')
    .requiredOption('--amount <amount>', 'added to the limit; with a minus, taken away')
    .requiredOption('--reason <text>', 'why; it stands in the ledger')
    .option('--anyway', 'also when more is spent than the new limit allows')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward envelopes adjust support --amount=-25.00 --reason "refund of the vendor"',
    )
    .action(async (id: string, options: AdjustOptions) => {
      const body = { amount: options.amount, reason: options.reason, anyway: options.anyway === true };
      const adjusted = await runOperation(openConnection(options), 'adjustEnvelope', { params: { id }, body });
      if (options.json === true) return write(JSON.stringify(adjusted));
      write(`"${id}": ${adjusted.balance.sentence}`);
      for (const warning of adjusted.warnings) write(`Mind: ${warning}`);
    });
  withConnection(group.command('report <id>'))
    .description("report a value of its metric; a later report of a moment takes the earlier one's place")
    .requiredOption('--value <number>', 'the value')
    .option('--at <moment>', 'of this moment; usually now')
    .addHelpText('after', '\nExample:\n  tokenward envelopes report support --value 41.5 --at 2026-11-30T00:00:00Z')
    .action(async (id: string, options: ReportOptions) => {
      const at = options.at ?? new Date().toISOString();
      const body = { values: [{ at, value: Number(options.value) }] };
      const taken = await runOperation(openConnection(options), 'reportMetricValues', { params: { id }, body });
      write(options.json === true ? JSON.stringify(taken) : `Taken: ${options.value} at ${moment(at)}.`);
    });
}

async function showEntries(id: string, options: EntryOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  const query = {
    limit: options.limit,
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(options.at === undefined ? {} : { at: options.at }),
  };
  const page = await runOperation(client, 'listEnvelopeEntries', { params: { id }, query });
  if (options.json === true) return write(JSON.stringify(page));
  const { unit } = await runOperation(client, 'readEnvelope', { params: { id } });
  if (page.periodStart === null || page.periodEnd === null)
    return write(`No call has fallen into "${id}" by then: its ledger begins with the first.`);
  if (page.rows.length === 0) return write('There are no such lines in this period.');
  const titles = ['id', 'at', 'kind', 'amount', 'by', 'reason'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: title === 'amount' ? 'right' : 'left' })),
    page.rows.map((entry: Entry) => [
      entry.id,
      moment(entry.at),
      entry.kind.replace('_', '-'),
      amount(entry.amount, unit),
      entry.actor ?? entry.gatewayId ?? '-',
      entry.reason ?? '-',
    ]),
  );
  const more = page.next === null ? '' : `\nOlder lines: --limit, up to 500, or the API, page by page.`;
  write(`From ${moment(page.periodStart)} to ${moment(page.periodEnd)}\n\n${table}\n${more}\n${zoneNote()}`);
}
