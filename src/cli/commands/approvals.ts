import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readSpan } from '../connection/read-span.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { showRow } from './rows.ts';
import type { Write } from './write.ts';

type Approval = AnswerOf<'readApproval'>;
type ListOptions = ConnectionOptions & { readonly all?: boolean; readonly state?: string };
type ApproveOptions = ConnectionOptions & { readonly for?: string; readonly reason?: string };
type DeclineOptions = ConnectionOptions & { readonly reason: string };

const STATES = ['pending', 'approved', 'declined', 'expired', 'withdrawn'];

export function addApprovalCommands(program: Command, { write }: CommandHouse): void {
  const approvals = program
    .command('approvals')
    .description('calls that wait for a person: what you asked, what waits for you, yes and no')
    .addHelpText(
      'after',
      '\nWhoever answers sees who asks, for what and what was found, never the content. Nobody answers their own.\n' +
        '\nExamples:\n  tokenward approvals list\n  tokenward approvals approve approval-3f1a… --for 2h\n' +
        '  tokenward approvals decline approval-3f1a… --reason "use the approved template"',
    );
  withConnection(approvals.command('list'))
    .description('what waits for you and what you asked; --all: of everybody')
    .option('--all', 'of everybody; needs a key with the scope "control.read"')
    .addOption(new Option('--state <state>', 'only those; with --all').choices(STATES))
    .addHelpText('after', '\nExamples:\n  tokenward approvals list\n  tokenward approvals list --all --state pending')
    .action((options: ListOptions) => (options.all === true ? listAll(options, write) : listMine(options, write)));
  withConnection(approvals.command('show <id>'))
    .description('one approval: who asks, for what, what was found, who answered')
    .addHelpText('after', '\nExample:\n  tokenward approvals show approval-3f1a…')
    .action(async (id: string, options: ConnectionOptions) =>
      showRow(await runOperation(openConnection(options), 'readApproval', { params: { id } }), options, write),
    );
  withConnection(approvals.command('approve <id>'))
    .description('say yes: the same call of the same caller then goes through for a while')
    .option('--for <span>', 'how long: 30m, 2h, 7d (usually 60m)')
    .option('--reason <text>', 'why; whoever asked reads it')
    .addHelpText('after', '\nExample:\n  tokenward approvals approve approval-3f1a… --for 2h')
    .action((id: string, options: ApproveOptions) => approve(id, options, write));
  withConnection(approvals.command('decline <id>'))
    .description('say no')
    .requiredOption('--reason <text>', 'why; whoever asked reads it')
    .addHelpText('after', '\nExample:\n  tokenward approvals decline approval-3f1a… --reason "not with customer data"')
    .action(async (id: string, options: DeclineOptions) => {
      const request = { params: { id }, body: { reason: options.reason } };
      tell(await runOperation(openConnection(options), 'declineCall', request), options, write);
    });
  withConnection(approvals.command('withdraw <id>'))
    .description('take back what you asked, or give up a yes')
    .addHelpText('after', '\nExample:\n  tokenward approvals withdraw approval-3f1a…')
    .action(async (id: string, options: ConnectionOptions) =>
      tell(await runOperation(openConnection(options), 'withdrawApproval', { params: { id } }), options, write),
    );
}

async function approve(id: string, options: ApproveOptions, write: Write): Promise<void> {
  const body = {
    ...(options.for === undefined ? {} : { minutes: Math.ceil(readSpan('--for', options.for) / 60_000) }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  };
  tell(await runOperation(openConnection(options), 'approveCall', { params: { id }, body }), options, write);
}

function tell(approval: Approval, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(approval));
  const until = approval.grantedUntil === null ? '' : ` until ${moment(approval.grantedUntil)}`;
  write(`${approval.id} of ${approval.ownerId} for "${approval.useCaseId}" is ${approval.state}${until}.`);
  const met = new Set(approval.given.map(({ requirement }) => requirement));
  const open = approval.requirements.filter((requirement) => !met.has(requirement));
  if (approval.state === 'pending' && open.length > 0) write(`It still waits for: ${open.join(', ')}.`);
}

async function listMine(options: ListOptions, write: Write): Promise<void> {
  const mine = await openConnection(options).call('listMyApprovals', {});
  if (options.json === true) return write(JSON.stringify(mine));
  write(mine.toDecide.length === 0 ? 'Nothing waits for your answer.' : 'These wait for your answer:\n');
  if (mine.toDecide.length > 0) write(tableOf(mine.toDecide));
  write(mine.asked.length === 0 ? '\nYou have asked for nothing.' : '\nYou asked:\n');
  if (mine.asked.length > 0) write(tableOf(mine.asked));
  write(`\n${zoneNote()}`);
}

async function listAll(options: ListOptions, write: Write): Promise<void> {
  const rows: Approval[] = [];
  const state = STATES.find((known) => known === options.state);
  for await (const row of openConnection(options).rows('listApprovals', { query: {} })) {
    if (state === undefined || row.state === state) rows.push(row);
  }
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('No call waits for anybody.');
  write(`${tableOf(rows)}\n\n${zoneNote()}`);
}

function tableOf(rows: readonly Approval[]): string {
  const titles = ['id', 'asks', 'use case', 'model', 'class', 'found', 'state', 'until', 'waits for'];
  return layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      row.id,
      row.ownerId,
      row.useCaseId,
      row.modelId,
      row.dataClass,
      foundIn(row),
      row.state,
      moment(row.grantedUntil ?? row.expiresAt),
      row.state === 'pending' ? row.requirements.join(', ') : '-',
    ]),
  );
}

function foundIn({ findings }: Approval): string {
  const types = Object.entries(findings).map(([type, times]) => `${type} ×${times}`);
  return types.length === 0 ? '-' : types.join(', ');
}
