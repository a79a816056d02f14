import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { addScoreCaseCommands } from './score-cases.ts';
import { addScoreRuleCommands } from './score-rules.ts';
import type { Write } from './write.ts';

type Explanation = AnswerOf<'explainMyScore'>;
type PeriodOptions = ConnectionOptions & { readonly period?: string };
type Contest = AnswerOf<'contestMyScore'>;

export function addScoreCommands(program: Command, house: CommandHouse): void {
  const { write } = house;
  const scores = program
    .command('scores')
    .description(
      'your score with every point explained, contests, teams in bands, and the rules that all of it goes by',
    )
    .addHelpText(
      'after',
      '\nA score is shown to its own person alone. What counts, and what never does: docs/scores.md.\n' +
        '\nExamples:\n  tokenward scores me\n  tokenward scores explain --period 2026-03\n' +
        '  tokenward scores contest --rule impact --words "pull request 71 is missing"\n  tokenward scores teams',
    );
  withConnection(scores.command('me'))
    .description('your scores, month by month')
    .addHelpText('after', '\nExample:\n  tokenward scores me')
    .action((options: ConnectionOptions) => listMine(options, write));
  withPeriod(scores.command('explain'))
    .description('where every point comes from, how they add up, and what would raise them')
    .addHelpText('after', '\nExample:\n  tokenward scores explain --period 2026-03')
    .action(async (options: PeriodOptions) => {
      const params = { period: periodOf(options) };
      showScore(await openConnection(options).call('explainMyScore', { params }), options, write);
    });
  withPeriod(scores.command('ledger'))
    .description('what was posted to your points and taken back, newest first')
    .addHelpText('after', '\nExample:\n  tokenward scores ledger')
    .action((options: PeriodOptions) => showLedger(options, write));
  withPeriod(scores.command('teams'))
    .description('where teams stand, in bands')
    .option('--team-id <id>', 'only this team')
    .addHelpText('after', '\nExample:\n  tokenward scores teams --period 2026-03')
    .action((options: PeriodOptions & { readonly teamId?: string }) => showTeams(options, write));
  addContests(scores, write);
  addScoreRuleCommands(scores, house);
  addScoreCaseCommands(scores, house);
}

function withPeriod(command: Command): Command {
  return withConnection(command).option('--period <month>', 'of this month, as 2026-03; usually the one that runs');
}

function periodOf({ period }: PeriodOptions): string {
  return period ?? new Date().toISOString().slice(0, 7);
}

async function listMine(options: ConnectionOptions, write: Write): Promise<void> {
  const shown = await openConnection(options).call('listMyScores', {});
  if (options.json === true) return write(JSON.stringify(shown));
  if (shown.rows.length === 0)
    return write('You have no score yet: claim an outcome with "tokenward outcomes claim", or wait for its maturity.');
  for (const { period, sentence, formulaVersion } of shown.rows)
    write(`${period}  ${sentence} Formula ${formulaVersion}.`);
  write('\nNobody else is shown this. "tokenward scores explain --period …" says where each point comes from.');
}

export function showScore(score: Explanation, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(score));
  write(`${score.period}: ${score.sentence}`);
  if (score.state === 'withheld') return;
  write(`${score.arithmetic}\n`);
  for (const { words, points, lines } of score.parts) {
    write(`${signed(points)}  ${words}`);
    for (const line of lines) write(`  ${signed(line.points)}  ${line.words} [${line.rule}]`);
  }
  if (score.raise.length > 0) write('\nWhat would raise it:');
  for (const sentence of score.raise) write(`  ${sentence}`);
  for (const sentence of score.questions) write(`\nSomebody may ask: ${sentence}`);
  for (const { toVersion, points } of score.proposed)
    write(`\nVersion ${toVersion} is proposed: it would make this ${signed(points).trim()} points.`);
  write(`\nFormula ${score.formulaVersion}. Wrong? "tokenward scores contest --period ${score.period} --words …".`);
}

function signed(points: number): string {
  return `${points < 0 ? '-' : '+'}${Math.abs(points).toFixed(3)}`.padStart(8);
}

async function showLedger(options: PeriodOptions, write: Write): Promise<void> {
  const request = { params: { period: periodOf(options) }, query: {} };
  const rows: AnswerOf<'listMyPostings'>['rows'][number][] = [];
  for await (const row of openConnection(options).rows('listMyPostings', request)) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  for (const { postedAt, cause, points, entries, formulaVersion } of rows) {
    write(`${moment(postedAt)}  ${signed(points)}  ${cause}, formula ${formulaVersion}`);
    for (const entry of entries) write(`  ${signed(entry.points)}  ${entry.words} [${entry.rule}]`);
  }
  write(`\nAll of it adds up to the score. ${zoneNote()}`);
}

async function showTeams(options: PeriodOptions & { readonly teamId?: string }, write: Write): Promise<void> {
  const query = { period: periodOf(options), ...(options.teamId === undefined ? {} : { teamId: options.teamId }) };
  const shown = await openConnection(options).call('listTeamStandings', { query });
  if (options.json === true) return write(JSON.stringify(shown));
  if (shown.rows.length === 0) return write(`Nobody was scored in ${shown.period} yet.`);
  const titles = ['team', 'band', 'what it says'];
  const rows = shown.rows.map(({ teamId, band, words }) => [teamId, band ?? '-', words]);
  write(
    layOutTable(
      titles.map((title) => ({ title, align: 'left' })),
      rows,
    ),
  );
}

function addContests(scores: Command, write: Write): void {
  withPeriod(scores.command('contest'))
    .description('say that your score is wrong: another person answers within a fortnight')
    .requiredOption('--words <text>', 'what is wrong; whoever answers reads it')
    .option('--rule <rule>', 'which rule it is about, as "explain" names it')
    .addHelpText('after', '\nExample:\n  tokenward scores contest --rule impact --words "pull request 71 is missing"')
    .action(async (options: PeriodOptions & { readonly words: string; readonly rule?: string }) => {
      const params = { period: periodOf(options) };
      const body = { words: options.words, rule: options.rule ?? null };
      const opened = await runOperation(openConnection(options), 'contestMyScore', { params, body });
      tellContest(opened, options, write);
    });
  withConnection(scores.command('contests'))
    .description('your contests; --all: of everybody, for those who answer them')
    .option('--all', 'of everybody; needs a key with the scope "control.write"')
    .addHelpText('after', '\nExamples:\n  tokenward scores contests\n  tokenward scores contests --all')
    .action(async (options: ConnectionOptions & { readonly all?: boolean }) => {
      const client = openConnection(options);
      const rows: Parameters<typeof contestLine>[0][] = [];
      if (options.all === true) for await (const row of client.rows('listScoreContests', { query: {} })) rows.push(row);
      else rows.push(...(await client.call('listMyContests', {})).rows);
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('No contests.');
      for (const row of rows) write(contestLine(row));
    });
  withConnection(scores.command('answer <id>'))
    .description('answer a contest; without --decision: read it with the score that it is about')
    .addOption(new Option('--decision <word>', 'how').choices(['upheld', 'rejected']))
    .option('--words <text>', 'with --decision: why; the contestant reads it')
    .addHelpText(
      'after',
      '\nThat you looked is written down, and the contestant sees it.\n' +
        '\nExample:\n  tokenward scores answer 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11 --decision upheld --words "booked now"',
    )
    .action((id: string, options: AnswerOptions) => answerContest(id, options, write));
  withConnection(scores.command('withdraw-contest <id>'))
    .description('take back a contest of yours')
    .addHelpText('after', '\nExample:\n  tokenward scores withdraw-contest 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11')
    .action(async (id: string, options: ConnectionOptions) =>
      tellContest(await runOperation(openConnection(options), 'withdrawContest', { params: { id } }), options, write),
    );
}

type AnswerOptions = ConnectionOptions & { readonly decision?: string; readonly words?: string };

async function answerContest(id: string, options: AnswerOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  if (options.decision !== undefined) {
    const body = { decision: options.decision, answer: options.words ?? '' };
    return tellContest(await runOperation(client, 'decideScoreContest', { params: { id }, body }), options, write);
  }
  const read = await client.call('readScoreContest', { params: { id } });
  if (options.json === true) return write(JSON.stringify(read));
  write(contestLine(read.contest));
  if (read.score !== null) showScore(read.score, options, write);
}

function tellContest(contest: Contest, options: ConnectionOptions, write: Write): void {
  write(options.json === true ? JSON.stringify(contest) : contestLine(contest));
}

function contestLine({
  id,
  state,
  personId,
  period,
  rule,
  words,
  dueAt,
  isOverdue,
  answer,
}: Omit<Contest, 'points'>): string {
  const about = rule === null ? '' : ` about "${rule}"`;
  const clock = state === 'open' ? `, to be answered by ${moment(dueAt)}${isOverdue ? ' (overdue)' : ''}` : '';
  return `${id}  ${state}${clock}: ${personId}, ${period}${about}: ${words}${answer === null ? '' : `\n  Answer: ${answer}`}`;
}
