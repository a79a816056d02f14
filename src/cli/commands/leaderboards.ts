import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutTable } from '../output/table.ts';
import { count, wholeNumber } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { showRows } from './show-rows.ts';
import type { Write } from './write.ts';

type ImportOptions = ConnectionOptions & {
  readonly source: string;
  readonly label?: string;
  readonly day?: string;
  readonly people?: string;
};
type ChangeOptions = ConnectionOptions & {
  readonly name?: string;
  readonly frozenFrom?: string;
  readonly programmeId?: string;
};

export function addLeaderboardCommands(program: Command, { write }: CommandHouse): void {
  const leaderboards = program
    .command('leaderboards')
    .description('leave a token leaderboard that is there already, step by step')
    .addHelpText(
      'after',
      '\nIts files are archived and never scored. "show" says which step is next.\n' +
        '\nExamples:\n  tokenward leaderboards create --id tokens-2026 --name "Token legends"\n' +
        '  tokenward leaderboards import tokens-2026 board.csv --source csv --day 2026-01-01\n  tokenward leaderboards show tokens-2026',
    );
  addArchiveCommands(leaderboards, write);
  addMoveCommands(leaderboards, write);
}

function addArchiveCommands(leaderboards: Command, write: Write): void {
  withConnection(leaderboards.command('list'))
    .description('leaderboards that were there before')
    .addHelpText('after', '\nExample:\n  tokenward leaderboards list')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await openConnection(options).call('listLeaderboards', { query: { limit: 500 } });
      await showRows(rows, ['id', 'name', 'frozenFrom', 'programmeId', 'announcedAt'], { options, write });
    });
  withConnection(leaderboards.command('create'))
    .description('name an old leaderboard')
    .requiredOption('--id <id>', 'lower-case letters, digits and dashes')
    .requiredOption('--name <name>', 'as people know it')
    .addHelpText('after', '\nExample:\n  tokenward leaderboards create --id tokens-2026 --name "Token legends"')
    .action(async (options: ConnectionOptions & { readonly id: string; readonly name: string }) => {
      const body = { id: options.id, name: options.name };
      const made = await runOperation(openConnection(options), 'createLeaderboard', { body });
      write(
        options.json === true
          ? JSON.stringify(made)
          : `Next: tokenward leaderboards import ${made.id} <file> --source …`,
      );
    });
  withConnection(leaderboards.command('import <id> <file>'))
    .description('archive a file of it, unscored; the same file again changes nothing')
    .requiredOption('--source <source>', 'ccusage, tokscale or csv')
    .option('--label <name>', 'whose file it is, where it names nobody')
    .option('--day <day>', 'the first day of what it counts, where it names no days')
    .option('--people <pairs>', 'who names are here, as name=person, by commas')
    .addHelpText(
      'after',
      '\nA table needs a heading: name (or user, login, email), tokens, and perhaps day and cost.\n' +
        '\nExamples:\n  ccusage daily --json | tokenward leaderboards import tokens-2026 - --source ccusage --label ada\n' +
        '  tokenward leaderboards import tokens-2026 board.csv --source csv --day 2026-01-01 --people "bene=ben"',
    )
    .action((id: string, file: string, options: ImportOptions) => importFile({ id, file }, options, write));
  withConnection(leaderboards.command('show <id>'))
    .description('what was archived, what is still to be done, and teams of five and more')
    .addHelpText('after', '\nExample:\n  tokenward leaderboards show tokens-2026')
    .action(async (id: string, options: ConnectionOptions) => {
      tell(await openConnection(options).call('readLeaderboard', { params: { id } }), options, write);
    });
  withConnection(leaderboards.command('mine'))
    .description('where you stood, beside your score; for you alone')
    .addHelpText('after', '\nExample:\n  tokenward leaderboards mine')
    .action((options: ConnectionOptions) => mine(options, write));
}

function addMoveCommands(leaderboards: Command, write: Write): void {
  withConnection(leaderboards.command('change <id>'))
    .description('set the day from which it counts nothing, and the programme that takes its place')
    .option('--name <name>', 'as people know it')
    .option('--frozen-from <day>', 'for instance 2026-03-01')
    .option('--programme-id <id>', 'what takes its place')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward leaderboards change tokens-2026 --frozen-from 2026-03-01 --programme-id spring',
    )
    .action(async (id: string, options: ChangeOptions) => {
      const { name, frozenFrom, programmeId } = options;
      const said = Object.entries({ name, frozenFrom, programmeId }).filter(([, value]) => value !== undefined);
      const request = { params: { id }, body: Object.fromEntries(said) };
      const client = openConnection(options);
      await runOperation(client, 'changeLeaderboard', request);
      tell(await client.call('readLeaderboard', { params: { id } }), options, write);
    });
  withConnection(leaderboards.command('cap <id>'))
    .description('caps for the riskiest use cases that have none: shown, and set with --yes')
    .option('--yes', 'set them')
    .addHelpText(
      'after',
      '\nEach becomes a strict envelope of a month, of whoever owns the use case. Change one with "tokenward envelopes change".\n' +
        '\nExamples:\n  tokenward leaderboards cap tokens-2026\n  tokenward leaderboards cap tokens-2026 --yes',
    )
    .action((id: string, options: ConnectionOptions & { readonly yes?: boolean }) => capUseCases(id, options, write));
  withConnection(leaderboards.command('announcement <id>'))
    .description('a text to begin from')
    .addHelpText('after', '\nExample:\n  tokenward leaderboards announcement tokens-2026 > announcement.txt')
    .action(async (id: string, options: ConnectionOptions) => {
      const { text } = await openConnection(options).call('draftLeaderboardAnnouncement', { params: { id } });
      write(options.json === true ? JSON.stringify({ text }) : text);
    });
  withConnection(leaderboards.command('announce <id> <file>'))
    .description('record what people were told')
    .addHelpText('after', '\nExample:\n  tokenward leaderboards announce tokens-2026 announcement.txt')
    .action(async (id: string, file: string, options: ConnectionOptions) => {
      const client = openConnection(options);
      await runOperation(client, 'announceLeaderboard', { params: { id }, body: { text: readInputFile(file) } });
      tell(await client.call('readLeaderboard', { params: { id } }), options, write);
    });
  withConnection(leaderboards.command('move-to-teams <id>'))
    .description('from now on nobody sees a place of their own in it')
    .addHelpText('after', '\nExample:\n  tokenward leaderboards move-to-teams tokens-2026')
    .action(async (id: string, options: ConnectionOptions) => {
      const client = openConnection(options);
      await client.call('moveLeaderboardToTeams', { params: { id }, body: {} });
      tell(await client.call('readLeaderboard', { params: { id } }), options, write);
    });
}

async function importFile(
  { id, file }: { readonly id: string; readonly file: string },
  options: ImportOptions,
  write: Write,
): Promise<void> {
  const { source, label, day, people = '' } = options;
  const pairs = people.split(',').flatMap((pair) => {
    const at = pair.lastIndexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
  const named = Object.entries({ label, day }).filter(([, value]) => value !== undefined);
  const body = { source, text: readInputFile(file), people: Object.fromEntries(pairs), ...Object.fromEntries(named) };
  const imported = await runOperation(openConnection(options), 'importLeaderboard', { params: { id }, body });
  if (options.json === true) return write(JSON.stringify(imported));
  write(`${count(imported.rows)} rows of ${count(imported.names)} names are archived. None of it is scored.`);
  if (imported.rowsAfterFreeze > 0)
    write(`${count(imported.rowsAfterFreeze)} rows of the freeze date and later were left out.`);
  if (imported.unknown.length > 0)
    write(
      `Nobody here has these names: ${imported.unknown.join(', ')}. Say who they are with --people, and import again.`,
    );
}

function tell(move: AnswerOf<'readLeaderboard'>, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(move));
  const { leaderboard, names, tokens, fromDay, toDay, steps, teams } = move;
  const span = fromDay === null ? '' : `, ${fromDay} to ${toDay}`;
  write(
    `${leaderboard.name}: ${wholeNumber(tokens)} tokens of ${count(names)} names${span}. Archived, never scored.\n`,
  );
  for (const { isDone, words } of steps) write(`${isDone ? 'done' : 'open'}  ${words}`);
  if (teams.length === 0) return write('\nNo team had five people on it that are known here.');
  write('');
  write(
    layOutTable(
      [
        { title: 'team', align: 'left' },
        { title: 'people', align: 'right' },
        { title: 'tokens', align: 'right' },
      ],
      teams.map((team) => [team.teamId, String(team.people), wholeNumber(team.tokens)]),
    ),
  );
}

async function capUseCases(
  id: string,
  options: ConnectionOptions & { readonly yes?: boolean },
  write: Write,
): Promise<void> {
  const client = openConnection(options);
  const { caps } = await client.call('readLeaderboard', { params: { id } });
  if (options.yes === true)
    for (const { useCaseId, ownerPersonId, hardCap } of caps) {
      const named = { id: `cap-${useCaseId}`.slice(0, 63), name: `Cap of ${useCaseId}`.slice(0, 200) };
      const owner = ownerPersonId === null ? {} : { ownerPersonId };
      await client.call('createEnvelope', { body: { ...named, ...owner, scope: { useCaseId }, hardCap } });
    }
  if (options.json === true) return write(JSON.stringify({ caps, isSet: options.yes === true }));
  if (caps.length === 0) return write('Every use case of the highest tier has a cap of its own.');
  for (const { useCaseId, hardCap, why } of caps) write(`${useCaseId}: $${hardCap} a month, ${why}.`);
  write(options.yes === true ? '\nThey are set.' : '\nNothing is set yet: say --yes to set them.');
}

async function mine(options: ConnectionOptions, write: Write): Promise<void> {
  const { rows } = await openConnection(options).call('listMyOldPlaces', {});
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('No old leaderboard names you.');
  for (const { name, frozenFrom, place, of, tokens, periodId, score, scoreLower, scoreUpper } of rows) {
    const old =
      place === null ? 'it shows only teams now' : `place ${place} of ${of}, by ${wholeNumber(tokens ?? '0')} tokens`;
    write(`${name}${frozenFrom === null ? '' : ` (until ${frozenFrom})`}: ${old}.`);
    write(
      score === null
        ? '  Your score: nothing is scored yet.'
        : `  Your score of ${periodId}: ${score.toFixed(1)} of 100, between ${(scoreLower ?? 0).toFixed(1)} and ${(scoreUpper ?? 100).toFixed(1)}. It counts no tokens.`,
    );
  }
  write('\nYou alone see this.');
}
