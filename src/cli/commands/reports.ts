import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type MakeOptions = ConnectionOptions & { readonly about?: string; readonly call?: string; readonly unnamed?: boolean };
type HandleOptions = ConnectionOptions & { readonly close?: boolean; readonly answer?: string };

export function addReportCommands(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('report [words]'))
    .description(
      'report a mistake or misuse, your own or others, without blame; without words, see what became of yours',
    )
    .addOption(new Option('--about <what>', 'what it is').choices(['mistake', 'misuse']))
    .option('--call <id>', 'the call that it is about')
    .option('--unnamed', 'show who reports to nobody but yourself')
    .addHelpText(
      'after',
      '\nUnnamed, you are shown neither to those who handle reports nor in the audit trail; whoever runs the database could\n' +
        'look it up, and a call that you name may lead to you.\n' +
        '\nExamples:\n  tokenward report "I pasted a customer list" --about mistake --call 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11\n  tokenward report',
    )
    .action((words: string | undefined, options: MakeOptions) =>
      words === undefined ? listOwn(options, write) : make(words, options, write),
    );
  withConnection(program.command('reports [id]'))
    .description('reports that came in; with an id, take one a step on')
    .option('--close', 'close it; otherwise it is marked as looked at')
    .option('--answer <text>', 'what its reporter is told')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward reports 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11 --close --answer "Thank you."',
    )
    .action((id: string | undefined, options: HandleOptions) =>
      id === undefined ? listAll(options, write) : handle(id, options, write),
    );
}

async function make(words: string, options: MakeOptions, write: Write): Promise<void> {
  if (options.about === undefined) throw new CliFailure('Say what it is: --about mistake, or --about misuse.', 2);
  const body = {
    words,
    about: options.about,
    unnamed: options.unnamed === true,
    ...(options.call === undefined ? {} : { callId: options.call }),
  };
  const made = await runOperation(openConnection(options), 'makeReport', { body });
  if (options.json === true) return write(JSON.stringify(made));
  write(`Thank you. Your report ${made.id} was received; "tokenward report" tells what becomes of it.`);
}

async function handle(id: string, options: HandleOptions, write: Write): Promise<void> {
  const body = {
    state: options.close === true ? 'closed' : 'looked_at',
    ...(options.answer === undefined ? {} : { answer: options.answer }),
  };
  const handled = await runOperation(openConnection(options), 'handleReport', { params: { id }, body });
  if (options.json === true) return write(JSON.stringify(handled));
  write(`The report is ${handled.state.replace('_', ' ')}.`);
}

async function listOwn(options: ConnectionOptions, write: Write): Promise<void> {
  const { rows } = await openConnection(options).call('listMyReports', {});
  show(rows, options, write);
}

async function listAll(options: ConnectionOptions, write: Write): Promise<void> {
  const rows: AnswerOf<'readReport'>[] = [];
  for await (const row of openConnection(options).rows('listReports', { query: {} })) rows.push(row);
  show(rows, options, write);
}

function show(rows: readonly AnswerOf<'readReport'>[], options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('There are no reports.');
  const titles = ['report', 'made', 'about', 'state', 'by', 'call', 'words', 'answer'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      row.id,
      moment(row.createdAt),
      row.about,
      row.state.replace('_', ' '),
      row.reporterId ?? 'unnamed',
      row.callId ?? '',
      oneLine(row.words),
      row.answer === null ? '' : oneLine(row.answer),
    ]),
  );
  write(`${table}\n\n${zoneNote()}`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
