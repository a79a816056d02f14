import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type Permission = AnswerOf<'proposeRecognitionExport'>;
type Decision = 'approve' | 'decline' | 'end';
type PrivateOptions = ConnectionOptions & { readonly reason: string; readonly end?: boolean };
type ProposeOptions = ConnectionOptions & { readonly purpose: string; readonly agreedWith: string };
type DecideOptions = ConnectionOptions & { readonly decision: Decision; readonly reason: string };

/** Who sees what of recognition, what may leave the house, and who looked. */
export function addRecognitionPrivacyCommands(recognition: Command, { write }: CommandHouse): void {
  withConnection(recognition.command('show-to <whom>'))
    .description('choose who sees what you are recognised for: nobody, team or organisation')
    .addHelpText('after', '\nExample:\n  tokenward recognition show-to team')
    .action((shownTo: string, options: ConnectionOptions) => choose({ shownTo }, options, write));
  withConnection(recognition.command('export-mine <yes-or-no>'))
    .description('whether yours may be in an export for performance reviews, should one ever be permitted')
    .addHelpText('after', '\nNobody is told who said what.\n\nExample:\n  tokenward recognition export-mine no')
    .action((said: string, options: ConnectionOptions) => {
      if (said !== 'yes' && said !== 'no') throw new CliFailure('Say yes or no.', 2);
      return choose({ exportable: said === 'yes' }, options, write);
    });
  withConnection(recognition.command('looks'))
    .description('who looked at what is kept of you, at what of it, and why')
    .addHelpText('after', '\nExample:\n  tokenward recognition looks')
    .action((options: ConnectionOptions) => looks(options, write));
  withConnection(recognition.command('private-team <team>'))
    .description('keep the scorecards of a team to itself: regulated work, or work of high risk')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .option('--end', 'let them be seen again')
    .addHelpText('after', '\nExample:\n  tokenward recognition private-team trading --reason "regulated work"')
    .action(async (teamId: string, options: PrivateOptions) => {
      const body = { teamId, private: options.end !== true, reason: options.reason };
      const set = await runOperation(openConnection(options), 'setPrivateScorecard', { body });
      if (options.json === true) return write(JSON.stringify(set));
      write(
        `The scorecards of "${teamId}" are ${set.status === 'active' ? 'for itself alone' : 'seen by others again'}.`,
      );
    });
  withConnection(recognition.command('private-teams'))
    .description('teams whose scorecards are for themselves alone')
    .addHelpText('after', '\nExample:\n  tokenward recognition private-teams')
    .action((options: ConnectionOptions) => privateTeams(options, write));
  addExportCommands(recognition, write);
}

function addExportCommands(recognition: Command, write: Write): void {
  withConnection(recognition.command('export'))
    .description('recognition of people who agreed to it, for performance reviews; off unless permitted')
    .requiredOption('--why <text>', 'each person in it reads this')
    .option('--csv', 'as a file of comma-separated values, to the screen')
    .addHelpText('after', '\nExample:\n  tokenward recognition export --why "reviews of spring" --csv > reviews.csv')
    .action(async (options: ConnectionOptions & { readonly why: string; readonly csv?: true }) => {
      if (options.csv === true) {
        const pieces = openConnection(options).file('exportRecognitionForReviewsCsv', { query: { why: options.why } });
        return pipeline(Readable.from(pieces), process.stdout, { end: false });
      }
      const rows: AnswerOf<'exportRecognition'>['rows'][number][] = [];
      const query = { why: options.why };
      for await (const row of openConnection(options).rows('exportRecognition', { query })) rows.push(row);
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('Nobody agreed to be in it.');
      const cells = rows.map((row) => [row.recipientId, row.month, row.categoryName, row.level ?? '-', row.citation]);
      write(table(['person', 'month', 'category', 'level', 'why'], cells));
    });
  withConnection(recognition.command('export-propose'))
    .description('propose that recognition may be exported to performance reviews')
    .requiredOption('--purpose <text>', 'what for; everybody reads it')
    .requiredOption('--agreed-with <text>', 'who speaks for the people concerned, and when they agreed')
    .addHelpText(
      'after',
      '\nA second person approves it; exports begin 30 days later, and only of people who say yes themselves.\n' +
        '\nExample:\n  tokenward recognition export-propose --purpose "reviews of spring" --agreed-with "works council, 3 March"',
    )
    .action(async (options: ProposeOptions) => {
      const body = { purpose: options.purpose, agreedWith: options.agreedWith };
      tell(await runOperation(openConnection(options), 'proposeRecognitionExport', { body }), options, write);
    });
  withConnection(recognition.command('export-decide <id>'))
    .description('approve or decline a proposal as a second person, or end a permission at once')
    .addOption(
      new Option('--decision <decision>', 'what you decide')
        .choices(['approve', 'decline', 'end'])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward recognition export-decide 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11 --decision decline --reason "not agreed"',
    )
    .action(async (id: string, options: DecideOptions) => {
      const body = { decision: options.decision, reason: options.reason };
      const order = { params: { id }, body };
      tell(await runOperation(openConnection(options), 'decideRecognitionExport', order), options, write);
    });
  withConnection(recognition.command('export-permissions'))
    .description('proposals to export recognition, and what became of them')
    .addHelpText('after', '\nExample:\n  tokenward recognition export-permissions')
    .action((options: ConnectionOptions) => permissions(options, write));
}

async function choose(body: object, options: ConnectionOptions, write: Write): Promise<void> {
  const mine = await runOperation(openConnection(options), 'chooseMyRecognition', { body });
  if (options.json === true) return write(JSON.stringify(mine));
  const { choice, shownTo, privateTeam } = mine;
  const narrowed = shownTo === choice.shownTo ? '' : ` You chose ${choice.shownTo}, and the rule allows no more.`;
  const team = privateTeam ? ' Your team has private scorecards.' : narrowed;
  write(`Shown to: ${shownTo}.${team} In exports for reviews: ${choice.exportable ? 'yes' : 'no'}.`);
}

async function looks(options: ConnectionOptions, write: Write): Promise<void> {
  const seen = await openConnection(options).call('listLooksAtMe', {});
  if (options.json === true) return write(JSON.stringify(seen));
  if (seen.rows.length === 0) return write('Nobody looked at what is kept of you in the last 30 days.');
  const cells = seen.rows.map(({ lookedAt, lookerId, what, why }) => [moment(lookedAt), lookerId, what, why]);
  write(`${table(['when', 'who', 'at what', 'why'], cells)}\n\n${zoneNote()}`);
}

async function privateTeams(options: ConnectionOptions, write: Write): Promise<void> {
  const rows: AnswerOf<'setPrivateScorecard'>[] = [];
  const query = { status: 'active' } as const;
  for await (const row of openConnection(options).rows('listPrivateScorecards', { query })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('No team has private scorecards.');
  write(
    table(
      ['team', 'why'],
      rows.map(({ teamId, reason }) => [teamId, reason]),
    ),
  );
}

async function permissions(options: ConnectionOptions, write: Write): Promise<void> {
  const rows: Permission[] = [];
  for await (const row of openConnection(options).rows('listExportPermissions', { query: {} })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('Nobody ever proposed to export recognition.');
  for (const row of rows) tell(row, options, write);
}

function tell(permission: Permission, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(permission));
  const { id, state, purpose, agreedWith, startsAt, endsAt } = permission;
  write(`Permission ${id} is ${state}. Purpose: ${purpose}. Agreed with: ${agreedWith}.`);
  if (state === 'approved' && startsAt !== null && endsAt !== null)
    write(`Exports from ${moment(startsAt)} to ${moment(endsAt)}. Everybody is told.`);
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows,
  );
}
