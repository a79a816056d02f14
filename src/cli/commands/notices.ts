import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type Notice = AnswerOf<'retryNotice'>;
type State = Notice['deliveries'][number]['state'];
type ListOptions = ConnectionOptions & { readonly state?: string; readonly envelope?: string; readonly limit: string };

const STATES: readonly State[] = ['waiting', 'sent', 'dead'];

export function addNoticeCommands(program: Command, { write }: CommandHouse): void {
  const notices = program
    .command('notices')
    .description('what people were told about envelopes, and what became of it')
    .addHelpText('after', '\nExamples:\n  tokenward notices list --state dead\n  tokenward notices test ops');
  withConnection(notices.command('list'))
    .description('notices, newest first, with each delivery')
    .addOption(new Option('--state <state>', 'only those with a delivery in this state').choices(STATES))
    .option('--envelope <id>', 'only those of this envelope')
    .option('--limit <number>', 'how many at most', '50')
    .addHelpText('after', '\nExample:\n  tokenward notices list --state dead')
    .action((options: ListOptions) => list(options, write));
  withConnection(notices.command('retry <id> [channel]'))
    .description('let deliveries that were given up begin anew, on one channel or on all')
    .addHelpText('after', '\nExample:\n  tokenward notices retry threshold/team-support/1793491200000/80 ops')
    .action(async (id: string, channel: string | undefined, options: ConnectionOptions) => {
      const notice = await runOperation(openConnection(options), 'retryNotice', {
        body: { id, ...(channel === undefined ? {} : { channel }) },
      });
      if (options.json === true) return write(JSON.stringify(notice));
      write(`${notice.id} goes out again:\n\n${tableOf([notice])}\n\n${zoneNote()}`);
    });
  withConnection(notices.command('channels'))
    .description('the ways out that the server is configured with, and what each gets')
    .addHelpText('after', '\nExample:\n  tokenward notices channels')
    .action((options: ConnectionOptions) => listChannels(options, write));
  withConnection(notices.command('test <channel>'))
    .description('send a notice that means nothing through a channel, now')
    .addHelpText('after', '\nExample:\n  tokenward notices test ops')
    .action(async (channel: string, options: ConnectionOptions) => {
      const tested = await runOperation(openConnection(options), 'testNoticeChannel', { body: { channel } });
      if (options.json === true) write(JSON.stringify(tested));
      else if (tested.sent) write(`The ${tested.kind} channel "${channel}" took it.`);
      if (!tested.sent) throw new CliFailure(`The ${tested.kind} channel "${channel}" did not take it: ${tested.why}.`);
    });
}

async function list(options: ListOptions, write: Write): Promise<void> {
  const most = Number(options.limit);
  if (!Number.isInteger(most) || most < 1) throw new CliFailure('--limit must be a whole number, 1 or more.', 2);
  const state = STATES.find((known) => known === options.state);
  const rows: Notice[] = [];
  const query = {
    ...(state === undefined ? {} : { state }),
    ...(options.envelope === undefined ? {} : { envelopeId: options.envelope }),
  };
  for await (const row of openConnection(options).rows('listNotices', { query })) {
    rows.push(row);
    if (rows.length === most) break;
  }
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('There are no notices of this kind: nobody had to be told anything.');
  write(`${tableOf(rows)}\n\n${zoneNote()}`);
}

async function listChannels(options: ConnectionOptions, write: Write): Promise<void> {
  const answer = await runOperation(openConnection(options), 'listNoticeChannels', {});
  if (options.json === true) return write(JSON.stringify(answer));
  if (answer.rows.length === 0) return write('No channel is configured: see docs/notices.md.');
  const cells = answer.rows.map(({ name, kind, kinds, envelopeIds }) => [
    ...[name, kind, kinds?.join(', ') ?? 'every kind', envelopeIds?.join(', ') ?? 'every envelope'],
  ]);
  const titles = ['channel', 'kind', 'gets', 'of'];
  write(
    layOutTable(
      titles.map((title) => ({ title, align: 'left' })),
      cells,
    ),
  );
}

function tableOf(rows: readonly Notice[]): string {
  const titles = ['raised', 'notice', 'what', 'channel', 'state', 'tries', 'next or sent', 'last error'];
  return layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.flatMap((row) => {
      const { raisedAt, id, subject, deliveries } = row;
      if (deliveries.length === 0) return [[moment(raisedAt), id, subject, '-', 'no channel wants it', '', '', '']];
      return deliveries.map(({ channel, state, attempts, notBefore, sentAt, lastError }) => [
        ...[moment(raisedAt), id, subject, channel, state, String(attempts)],
        ...[state === 'dead' ? '-' : moment(sentAt ?? notBefore), lastError ?? '-'],
      ]);
    }),
  );
}
