import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { amount } from '../output/amount.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type ListOptions = ConnectionOptions & { readonly envelopeId?: string };
type ResolveOptions = ConnectionOptions & { readonly spent: string; readonly reason: string };
type Suspense = AnswerOf<'listSuspense'>['rows'][number];

export function addSuspenseCommands(program: Command, { write }: CommandHouse): void {
  const group = program
    .command('suspense')
    .description('what gateways drew that were not heard of since: neither spent nor free until somebody knows')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward suspense list\n  tokenward suspense resolve <id> --spent 1.25 --reason "the invoice"',
    );
  withConnection(group.command('list'))
    .description('what is in suspense, longest first')
    .option('--envelope-id <id>', 'of this envelope only')
    .addHelpText('after', '\nExample:\n  tokenward suspense list --envelope-id support')
    .action((options: ListOptions) => list(options, write));
  withConnection(group.command('resolve <id>'))
    .description('say how much of it was spent; the rest is free again')
    .requiredOption('--spent <amount>', 'in the unit of the envelope; 0 frees all of it')
    .requiredOption('--reason <text>', 'how you know; it stands in the ledger and in the audit trail')
    .addHelpText(
      'after',
      '\nA gateway that starts again on its own data directory settles what it drew by itself: do that first where its disk is left.\n' +
        'Where it still lives and tells its calls later, what is resolved here counts twice: too much spent, never too little.\n' +
        '\nExample:\n  tokenward suspense resolve support:1793491200000:gateway-1a2b3c4d:3 --spent 1.25 --reason "invoice of 30 November"',
    )
    .action(async (id: string, options: ResolveOptions) => {
      const body = { spent: options.spent, reason: options.reason };
      const resolved = await runOperation(openConnection(options), 'resolveSuspense', { params: { id }, body });
      write(options.json === true ? JSON.stringify(resolved) : resolved.sentence);
    });
}

async function list(options: ListOptions, write: Write): Promise<void> {
  const query = options.envelopeId === undefined ? {} : { envelopeId: options.envelopeId };
  const rows: Suspense[] = [];
  for await (const row of openConnection(options).rows('listSuspense', { query })) rows.push(row);
  rows.sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('Nothing is in suspense.');
  const titles = ['since', 'envelope', 'amount', 'gateway', 'id'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: title === 'amount' ? 'right' : 'left' })),
    rows.map((row) => [moment(row.since), row.envelopeId, amount(row.amount, row.unit), row.gatewayId, row.id]),
  );
  write(`${table}\n\n${zoneNote()}`);
}
