import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type Transfer = AnswerOf<'proposeTransfer'>;
type ProposeOptions = ConnectionOptions & {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly why: string;
};
type ListOptions = ConnectionOptions & { readonly all?: boolean };

export function addTransferCommands(program: Command, { write }: CommandHouse): void {
  const transfers = program
    .command('transfers')
    .description('hand over what is free in an envelope: proposed by one owner, carried out when the other consents')
    .addHelpText(
      'after',
      '\nNear the end of a period the house offers to take back what will probably not be needed. Consenting gives it to the\n' +
        'pool; declining, or doing nothing, keeps it, and nobody writes down who did.\n' +
        '\nExamples:\n  tokenward transfers propose --from support --to sales --amount 30 --why "you need it more"\n' +
        '  tokenward transfers list\n  tokenward transfers consent 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11',
    );
  withConnection(transfers.command('propose'))
    .description('propose to hand over; for the owner of either envelope')
    .requiredOption('--from <envelope>', 'the envelope that gives')
    .requiredOption('--to <envelope>', 'the envelope that gets')
    .requiredOption('--amount <amount>', 'how much: dollars, or what the envelopes count')
    .requiredOption('--why <text>', 'why; the other owner reads it')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward transfers propose --from support --to sales --amount 30 --why "you need it more"',
    )
    .action((options: ProposeOptions) => propose(options, write));
  withConnection(transfers.command('list'))
    .description('what waits for your answer, what you proposed, what you agreed to; --all: of everybody')
    .option('--all', 'of everybody; needs a key with the scope "control.read"')
    .addHelpText('after', '\nExample:\n  tokenward transfers list')
    .action((options: ListOptions) => (options.all === true ? listAll(options, write) : listMine(options, write)));
  withConnection(transfers.command('consent <id>'))
    .description('consent: it is handed over in the same moment')
    .addHelpText('after', '\nExample:\n  tokenward transfers consent 019a3c1e…')
    .action(async (id: string, options: ConnectionOptions) =>
      tell(await runOperation(openConnection(options), 'consentToTransfer', { params: { id } }), options, write),
    );
  withConnection(transfers.command('decline <id>'))
    .description('say no, and why; of an offer to give back: keep it, without a word')
    .option('--reason <text>', 'why; whoever proposed it reads it')
    .addHelpText('after', '\nExample:\n  tokenward transfers decline 019a3c1e… --reason "not this month"')
    .action(async (id: string, options: ConnectionOptions & { readonly reason?: string }) => {
      const body = options.reason === undefined ? {} : { reason: options.reason };
      tell(await runOperation(openConnection(options), 'declineTransfer', { params: { id }, body }), options, write);
    });
  withConnection(transfers.command('withdraw <id>'))
    .description('take back what you proposed')
    .addHelpText('after', '\nExample:\n  tokenward transfers withdraw 019a3c1e…')
    .action(async (id: string, options: ConnectionOptions) =>
      tell(await runOperation(openConnection(options), 'withdrawTransfer', { params: { id } }), options, write),
    );
}

async function propose(options: ProposeOptions, write: Write): Promise<void> {
  const { from, to, amount, why } = options;
  const body = { fromEnvelopeId: from, toEnvelopeId: to, amount, why };
  const proposed = await runOperation(openConnection(options), 'proposeTransfer', { body });
  tell(proposed, options, write);
  if (options.json !== true) write(`${proposed.consenterId} has to consent: ${proposed.consenterWhy}`);
}

function tell(transfer: Transfer, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(transfer));
  write(`Transfer ${transfer.id} is ${wordOf(transfer.state)}: ${transfer.sentence}`);
  if (transfer.state === 'proposed') write(`It can be answered until ${moment(transfer.expiresAt)}.`);
}

async function listMine(options: ListOptions, write: Write): Promise<void> {
  const mine = await openConnection(options).call('listMyTransfers', {});
  if (options.json === true) return write(JSON.stringify(mine));
  const parts = [
    ['Nothing waits for your answer.', 'These wait for your answer:', mine.toAnswer],
    ['You have proposed nothing.', 'You proposed:', mine.proposed],
    ['You have agreed to nothing.', 'You agreed to:', mine.agreed],
  ] as const;
  for (const [empty, title, rows] of parts) write(rows.length === 0 ? `${empty}\n` : `${title}\n\n${tableOf(rows)}\n`);
  write(zoneNote());
}

async function listAll(options: ListOptions, write: Write): Promise<void> {
  const rows: Transfer[] = [];
  for await (const row of openConnection(options).rows('listTransfers', { query: {} })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('Nobody has handed over anything yet.');
  write(`${tableOf(rows)}\n\n${zoneNote()}`);
}

function tableOf(rows: readonly Transfer[]): string {
  const titles = ['id', 'what', 'state', 'until', 'proposed by', 'answers', 'why'];
  return layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      row.id,
      row.sentence,
      wordOf(row.state),
      moment(row.expiresAt),
      row.proposedBy ?? 'the house',
      row.consenterId,
      row.why.length > 60 ? `${row.why.slice(0, 59)}…` : row.why,
    ]),
  );
}

function wordOf(state: Transfer['state']): string {
  return state.replace('_', ' ');
}
