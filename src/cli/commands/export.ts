import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { ROUTES } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { openFile } from '../connection/run-operation.ts';
import { thisMonth } from './chargeback-bill.ts';
import type { CommandHouse } from './command-files.ts';
import { isListFile, LIST_FILES, readWhere } from './export-lists.ts';

type ExportOptions = ConnectionOptions & {
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly team?: string;
  readonly useCase?: string;
  readonly model?: string;
  readonly period: string;
  readonly output?: string;
  readonly where?: readonly string[];
};

const TABLES = ['my-calls', 'my-tasks', 'calls', 'protection', 'team-board', 'spending', 'spending-rows'] as const;
type Table = (typeof TABLES)[number];
const NAMES = [...TABLES, ...Object.keys(LIST_FILES)];

/** Files of many rows come as long as they come; this is how long one piece may take. */
const PIECE_TIMEOUT_MS = 300_000;

export function addExportCommand(program: Command, _house: CommandHouse): void {
  withConnection(program.command('export <table>'))
    .description(`a table as CSV, every row of it: ${NAMES.join(', ')}`)
    .option('--last <span>', 'of the last 24h, 7d, 12w')
    .option('--from <moment>', 'from this moment on')
    .option('--to <moment>', 'before this moment')
    .option('--team <id>', 'of this team; a board needs one')
    .option('--use-case <id>', 'of this use case')
    .option('--model <id>', 'of this model')
    .option('--period <name>', 'of spending: 2026-11, 2026-Q4 or 2026', thisMonth())
    .option('--where <name=value...>', 'of the other lists: the filters of the list, for instance state=requested')
    .addOption(new Option('--output <file>', 'into this file instead of to the screen'))
    .addHelpText(
      'after',
      '\nRows of others stand in the audit trail with who took them, and each person in them sees it.\n' +
        '\nExamples:\n  tokenward export my-calls --last 7d --output my-calls.csv\n  tokenward export team-board --team support\n' +
        '  tokenward export exceptions --where state=granted --output exceptions.csv',
    )
    .action((table: string, options: ExportOptions) => saveTable(table, options));
}

async function saveTable(name: string, options: ExportOptions): Promise<void> {
  const pieces = Readable.from(isListFile(name) ? listPieces(name, options) : tablePieces(name, options));
  if (options.output === undefined) await pipeline(pieces, process.stdout, { end: false });
  else await pipeline(pieces, createWriteStream(options.output));
}

function listPieces(name: keyof typeof LIST_FILES, options: ExportOptions): AsyncIterable<Uint8Array> {
  const client = openConnection(options, { timeoutMs: PIECE_TIMEOUT_MS });
  const id = LIST_FILES[name];
  return openFile(client, id, readWhere(options.where ?? [], Object.keys(ROUTES[id].params.shape)));
}

function tablePieces(name: string, options: ExportOptions): AsyncIterable<Uint8Array> {
  const table = TABLES.find((known) => known === name);
  if (table === undefined) throw new CliFailure(`"${name}" is no table: ${NAMES.join(', ')}.`, 2);
  return piecesOf(table, options);
}

function piecesOf(table: Table, options: ExportOptions): AsyncIterable<Uint8Array> {
  const client = openConnection(options, { timeoutMs: PIECE_TIMEOUT_MS });
  const { team, useCase, model } = options;
  const range = readRange(options);
  const ofTeam = team === undefined ? {} : { teamId: team };
  const ofUseCase = useCase === undefined ? {} : { useCaseId: useCase };
  switch (table) {
    case 'my-calls':
      return client.file('exportMyCallsCsv', { query: range });
    case 'my-tasks':
      return client.file('exportMyTasksCsv', { query: { ...range, ...ofUseCase } });
    case 'calls': {
      const ofModel = model === undefined ? {} : { modelId: model };
      return client.file('exportCallsCsv', { query: { ...range, ...ofTeam, ...ofUseCase, ...ofModel } });
    }
    case 'protection':
      return client.file('exportProtectionEventsCsv', { query: { ...range, ...ofTeam, ...ofUseCase } });
    case 'team-board':
      if (team === undefined) throw new CliFailure('Say of which team: --team support.', 2);
      return client.file('exportTeamBoardCsv', { query: { ...range, teamId: team } });
    case 'spending':
      return client.file('exportShowbackCsv', { query: { period: options.period, ...ofTeam, ...ofUseCase } });
    case 'spending-rows':
      return client.file('exportRatedRowsCsv', { query: { period: options.period, ...ofTeam, ...ofUseCase } });
  }
}
