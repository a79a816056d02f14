import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { addRecognitionPrivacyCommands } from './recognition-privacy.ts';
import type { Write } from './write.ts';

type Rule = AnswerOf<'publishRecognitionRule'>['rule'];
type Award = AnswerOf<'listRecognition'>['rows'][number];
type RuleOptions = ConnectionOptions & {
  readonly publish?: string;
  readonly note?: string;
  readonly starter?: boolean;
};
type ListOptions = ConnectionOptions & {
  readonly month?: string;
  readonly team?: string;
  readonly category?: string;
};

export function addRecognitionCommands(program: Command, house: CommandHouse): void {
  const { write } = house;
  const recognition = program
    .command('recognition')
    .description(
      'what work is recognised for: 60 to 70 % to teams, by fixed targets over verified results, each with why',
    )
    .addHelpText(
      'after',
      '\nYour own stays with you until you show it. A month is recognised five days after it, once.\n' +
        '\nExamples:\n  tokenward recognition rule\n  tokenward recognition mine\n  tokenward recognition show-to team\n' +
        '  tokenward recognition list --month 2026-03',
    );
  withConnection(recognition.command('rule'))
    .description('show the rule, publish its next version, or print one to start from')
    .option('--publish <file>', 'the next version, as YAML or JSON; it holds from the next month on')
    .option('--note <text>', 'with --publish: why; everybody reads it')
    .option('--starter', 'print a rule to start from')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward recognition rule\n  tokenward recognition rule --starter > recognition.json\n' +
        '  tokenward recognition rule --publish recognition.json --note "the beginning"',
    )
    .action((options: RuleOptions) => rule(options, write));
  withConnection(recognition.command('list'))
    .description('what was recognised, as far as you may see it')
    .option('--month <month>', 'only of this month, for instance 2026-03')
    .option('--team <team>', 'only of this team and its people')
    .option('--category <category>', 'only in this category')
    .addHelpText('after', '\nExample:\n  tokenward recognition list --month 2026-03')
    .action((options: ListOptions) => list(options, write));
  withConnection(recognition.command('mine'))
    .description('what you were recognised for, who sees it, and how far this month has come')
    .addHelpText('after', '\nExample:\n  tokenward recognition mine')
    .action((options: ConnectionOptions) => mine(options, write));
  withConnection(recognition.command('months'))
    .description('months that were recognised, with what teams and people got')
    .addHelpText('after', '\nExample:\n  tokenward recognition months')
    .action((options: ConnectionOptions) => months(options, write));
  withConnection(recognition.command('preview <month>'))
    .description('what recognising a month would give, in numbers')
    .addHelpText('after', '\nExample:\n  tokenward recognition preview 2026-03')
    .action((month: string, options: ConnectionOptions) => preview(month, options, write));
  withConnection(recognition.command('give <month>'))
    .description('recognise a month now, once')
    .addHelpText('after', '\nExample:\n  tokenward recognition give 2026-03')
    .action(async (month: string, options: ConnectionOptions) => {
      const given = await runOperation(openConnection(options), 'recogniseMonth', { params: { month } });
      if (options.json === true) return write(JSON.stringify(given));
      const { teams, teamPoints, personPoints, leftPoints } = given;
      write(
        `Recognised ${given.month}: ${teams} teams with ${teamPoints} points, ${peopleInWords(given.people)} with ${personPoints}; ${leftPoints} stay in the pool.`,
      );
    });
  addRecognitionPrivacyCommands(recognition, house);
}

async function rule(options: RuleOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  if (options.publish !== undefined) {
    if (options.note === undefined) throw new CliFailure('Say why with --note "…": everybody reads it.', 2);
    const body = { rule: await readRule(options.publish), note: options.note };
    const published = await runOperation(client, 'publishRecognitionRule', { body });
    if (options.json === true) return write(JSON.stringify(published));
    write(`Published version ${published.version}. It holds from ${published.fromMonth} on.\n`);
    return showRule(published.rule, write);
  }
  const shown = await client.call('readRecognitionRule', {});
  if (options.starter === true) return write(JSON.stringify(shown.starter, null, 2));
  if (options.json === true) return write(JSON.stringify(shown));
  const { current } = shown;
  if (current === null) write('No rule holds this month: nothing is recognised. "--starter" prints one to start from.');
  else {
    write(`Version ${current.version}, from ${current.fromMonth} on, by ${current.publishedBy}: ${current.note}\n`);
    showRule(current.rule, write);
  }
  for (const { version, fromMonth, note } of shown.others) write(`Version ${version}, from ${fromMonth} on: ${note}`);
}

function showRule(said: Rule, write: Write): void {
  const { poolPoints, teamSharePercent, peopleShown, pointMeans, complianceMinPercent } = said;
  const means = pointMeans === null ? '' : `; a point is ${pointMeans}`;
  write(`${poolPoints} points a month, ${teamSharePercent} % to teams, ${100 - teamSharePercent} % to people${means}.`);
  write(
    `People may show their own to: ${peopleShown}. Below ${complianceMinPercent} % compliance nothing is recognised.\n`,
  );
  const rows = said.categories.flatMap(({ name, levels }) =>
    levels.map((level) => [
      name,
      level.name,
      String(level.points),
      String(level.teamPoints),
      level.months === 1 ? '-' : `${level.months} in a row`,
      String(level.weight),
    ]),
  );
  write(table(['category', 'level', 'points of a score', 'mean of a team', 'months', 'weight'], rows));
}

async function list(options: ListOptions, write: Write): Promise<void> {
  const query = {
    ...(options.month === undefined ? {} : { month: options.month }),
    ...(options.team === undefined ? {} : { teamId: options.team }),
    ...(options.category === undefined ? {} : { categoryId: options.category }),
  };
  const rows: Award[] = [];
  for await (const row of openConnection(options).rows('listRecognition', { query })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('Nothing that you may see was recognised yet.');
  for (const row of rows) showAward(row, `${row.recipientKind} ${row.recipientId}`, write);
}

function showAward(award: Award, who: string, write: Write): void {
  const { month, categoryName, level, givenLevel, points, citation, changeReason } = award;
  const title = level === null ? `withdrawn (was ${givenLevel})` : level;
  write(`${month}  ${who}: ${categoryName}, ${title}, ${points} points`);
  write(`  ${citation}`);
  if (changeReason !== null) write(`  Changed: ${changeReason}`);
}

async function mine(options: ConnectionOptions, write: Write): Promise<void> {
  const shown = await openConnection(options).call('readMyRecognition', {});
  if (options.json === true) return write(JSON.stringify(shown));
  if (shown.awards.length === 0) write('You have not been recognised for anything yet.');
  for (const award of shown.awards) showAward(award, 'you', write);
  const why = shown.privateTeam ? ' (your team has private scorecards)' : '';
  write(
    `\nShown to: ${shown.shownTo}${why}. In exports for reviews, if there ever is one: ${shown.choice.exportable ? 'yes' : 'no'}.`,
  );
  if (shown.progress.length === 0) return write('No rule holds this month.');
  write(`\nThis month so far (${shown.month}):\n`);
  const rows = shown.progress.map(({ name, scorePoints, reached, next }) => {
    const asks =
      next === null ? '-' : `${next.level} at ${next.points}${next.months === 1 ? '' : `, ${next.months} months`}`;
    return [name, scorePoints.toFixed(1), reached ?? '-', asks];
  });
  write(table(['category', 'points', 'reached', 'next'], rows));
}

async function months(options: ConnectionOptions, write: Write): Promise<void> {
  const rows: AnswerOf<'recogniseMonth'>[] = [];
  for await (const row of openConnection(options).rows('listRecognitionMonths', { query: {} })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('No month was recognised yet.');
  const titles = ['month', 'teams', 'points', 'people', 'points', 'left', 'rule', 'when'];
  const cells = rows.map((row) => [
    ...[row.month, String(row.teams), String(row.teamPoints), peopleInWords(row.people), String(row.personPoints)],
    ...[String(row.leftPoints), String(row.ruleVersion), moment(row.givenAt)],
  ]);
  write(`${table(titles, cells)}\n\n${zoneNote()}`);
}

async function preview(month: string, options: ConnectionOptions, write: Write): Promise<void> {
  const seen = await openConnection(options).call('previewRecognition', { params: { month } });
  if (options.json === true) return write(JSON.stringify(seen));
  write(
    `${month} by version ${seen.ruleVersion}: ${seen.teamPoints} points to teams, ${seen.personPoints} to people, ${seen.leftPoints} left.`,
  );
  if (seen.counts.length === 0) return write('Nobody reached a level.');
  const rows = seen.counts.map(({ recipientKind, categoryId, level, many }) => [
    recipientKind,
    categoryId,
    level,
    many === null ? 'fewer than 5' : String(many),
  ]);
  write(`\n${table(['for', 'category', 'level', 'how many'], rows)}`);
}

function peopleInWords(people: number | null): string {
  return people === null ? 'fewer than 5 people' : `${people} people`;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows,
  );
}

/** YAML reads JSON as well; each fault is told with its place in the file. */
async function readRule(file: string): Promise<unknown> {
  const { parseYamlFile } = await import('../../app/settings/parse-yaml-file.ts');
  const { RecognitionRule } = await import('../../contract/recognition-rule.ts');
  const parsed = parseYamlFile(readInputFile(file), file, RecognitionRule);
  if (parsed.kind === 'faults') throw new CliFailure(parsed.lines.join('\n'), 2);
  return parsed.value;
}
