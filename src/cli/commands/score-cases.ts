import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { moment } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type Breach = AnswerOf<'openBreach'>;
type Assignment = AnswerOf<'assignWork'>;
type BreachOptions = ConnectionOptions & {
  readonly personId: string;
  readonly severity: string;
  readonly words: string;
  readonly at?: string;
  readonly reportId?: string;
};

/** What scores rest on besides outcomes: breaches, assigned work, reuse that is looked at, how hard work is. */
export function addScoreCaseCommands(scores: Command, { write }: CommandHouse): void {
  addBreaches(scores, write);
  addAssignments(scores, write);
  addChecks(scores, write);
  addSettings(scores, write);
}

function addBreaches(scores: Command, write: Write): void {
  const breaches = scores
    .command('breaches')
    .description('rules that were broken: opened by one person, decided by another')
    .addHelpText('after', '\nExample:\n  tokenward scores breaches list');
  withConnection(breaches.command('list'))
    .description('all of them, with what was found')
    .addOption(new Option('--state <state>', 'only those').choices(['open', 'confirmed', 'cleared']))
    .addHelpText('after', '\nExample:\n  tokenward scores breaches list --state open')
    .action(async (options: ConnectionOptions & { readonly state?: Breach['state'] }) => {
      const query = options.state === undefined ? {} : { state: options.state };
      const rows: Breach[] = [];
      for await (const row of openConnection(options).rows('listBreaches', { query })) rows.push(row);
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('No breaches.');
      for (const row of rows) write(breachLine(row));
    });
  withConnection(breaches.command('open'))
    .description('open a case; a severe one withholds the score until it is decided')
    .requiredOption('--person-id <id>', 'whose')
    .addOption(new Option('--severity <word>', 'how bad').choices(['minor', 'severe']).makeOptionMandatory())
    .requiredOption('--words <text>', 'what happened')
    .option('--at <moment>', 'when it happened; usually now')
    .option('--report-id <id>', 'the report that told of it: who reports oneself loses half as much')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward scores breaches open --person-id ruth --severity minor --words "a customer list in a prompt"',
    )
    .action(async (options: BreachOptions) => {
      const { personId, severity, words, at, reportId } = options;
      const happenedAt = new Date(at ?? Date.now()).toISOString();
      const body = { personId, severity, words, happenedAt, reportId: reportId ?? null };
      tellBreach(await runOperation(openConnection(options), 'openBreach', { body }), options, write);
    });
  withConnection(breaches.command('decide <id>'))
    .description('say what was found')
    .addOption(new Option('--found <word>', 'what').choices(['confirmed', 'cleared']).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward scores breaches decide 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11 --found cleared --reason "test data"',
    )
    .action(async (id: string, options: ConnectionOptions & { readonly found: string; readonly reason: string }) => {
      const body = { state: options.found, reason: options.reason };
      tellBreach(await runOperation(openConnection(options), 'decideBreach', { params: { id }, body }), options, write);
    });
}

function tellBreach(breach: Breach, options: ConnectionOptions, write: Write): void {
  write(options.json === true ? JSON.stringify(breach) : breachLine(breach));
}

function breachLine({ id, state, severity, personId, happenedAt, words, isSelfReported }: Breach): string {
  return `${id}  ${state}, ${severity}${isSelfReported ? ', self-reported' : ''}: ${personId}, ${moment(happenedAt)}: ${words}`;
}

function addAssignments(scores: Command, write: Write): void {
  const assignments = scores
    .command('assignments')
    .description('work that somebody was asked to do: declined, it counts as zero; reassigned, it does not')
    .addHelpText('after', '\nExample:\n  tokenward scores assignments list');
  withConnection(assignments.command('list'))
    .description('what you were asked to do, and what you asked others to do')
    .addHelpText('after', '\nExample:\n  tokenward scores assignments list')
    .action(async (options: ConnectionOptions) => {
      const { mine, asked } = await openConnection(options).call('listMyAssignments', {});
      if (options.json === true) return write(JSON.stringify({ mine, asked }));
      if (mine.length + asked.length === 0) return write('Nothing was asked of you, and you asked nobody.');
      for (const one of mine) write(`You: ${assignmentLine(one)}`);
      for (const one of asked) write(`${one.personId}: ${assignmentLine(one)}`);
    });
  withConnection(assignments.command('ask <person>'))
    .description('ask somebody of your team to do a piece of work')
    .requiredOption('--use-case-id <id>', 'what kind of work it is')
    .requiredOption('--words <text>', 'what it is')
    .addOption(new Option('--difficulty <word>', 'usually as the use case is classed').choices(DIFFICULTIES))
    .addHelpText(
      'after',
      '\nExample:\n  tokenward scores assignments ask ruth --use-case-id support --words "case 411"',
    )
    .action(
      async (
        personId: string,
        options: ConnectionOptions & {
          readonly useCaseId: string;
          readonly words: string;
          readonly difficulty?: string;
        },
      ) => {
        const { useCaseId, words, difficulty } = options;
        const body = { personId, useCaseId, words, difficulty: difficulty ?? null };
        tellAssignment(await runOperation(openConnection(options), 'assignWork', { body }), options, write);
      },
    );
  withConnection(assignments.command('answer <id>'))
    .description('accept or decline it; or, as the manager, give it to somebody else')
    .addOption(new Option('--with <word>', 'how').choices(['accepted', 'declined', 'reassigned']).makeOptionMandatory())
    .option('--reason <text>', 'why; needed to decline')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward scores assignments answer 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11 --with accepted',
    )
    .action(async (id: string, options: ConnectionOptions & { readonly with: string; readonly reason?: string }) => {
      const body = { state: options.with, reason: options.reason ?? null };
      const params = { id };
      tellAssignment(await runOperation(openConnection(options), 'answerAssignment', { params, body }), options, write);
    });
}

const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;

function tellAssignment(assignment: Assignment, options: ConnectionOptions, write: Write): void {
  write(options.json === true ? JSON.stringify(assignment) : assignmentLine(assignment));
}

function assignmentLine({ id, state, difficulty, useCaseId, words, reason }: Assignment): string {
  return `${id}  ${state}, ${difficulty}, ${useCaseId}: ${words}${reason === null ? '' : ` (${reason})`}`;
}

function addChecks(scores: Command, write: Write): void {
  withConnection(scores.command('reuse'))
    .description('reuse that you were drawn to look at')
    .addHelpText('after', '\nExample:\n  tokenward scores reuse')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await openConnection(options).call('listMyAdoptionChecks', {});
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('Nothing waits for you.');
      for (const { id, assetId, adopterId, taskId } of rows)
        write(`Did "${assetId}" carry the result of ${taskId} by ${adopterId}?\n  tokenward scores looked '${id}' …`);
    });
  withConnection(scores.command('looked <id>'))
    .description('say whether the asset carried the result')
    .addOption(new Option('--verdict <word>', 'whether').choices(['carried', 'not_carried']).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why')
    .addHelpText(
      'after',
      '\nThe id is what "tokenward scores reuse" shows.\n\nExample:\n' +
        '  tokenward scores looked \'["ada","person:ada:t1","recap"]\' --verdict carried --reason "it made the draft"',
    )
    .action(async (id: string, options: ConnectionOptions & { readonly verdict: string; readonly reason: string }) => {
      const body = { id, verdict: options.verdict, reason: options.reason };
      const check = await runOperation(openConnection(options), 'decideAdoptionCheck', { body });
      write(options.json === true ? JSON.stringify(check) : 'Thank you: the scores that it touches are told anew.');
    });
}

function addSettings(scores: Command, write: Write): void {
  withConnection(scores.command('classes'))
    .description('how hard work of use cases is, where somebody said so; else it is medium')
    .addHelpText('after', '\nExample:\n  tokenward scores classes')
    .action(async (options: ConnectionOptions) => {
      const rows: AnswerOf<'setScoreClass'>[] = [];
      for await (const row of openConnection(options).rows('listScoreClasses', { query: {} })) rows.push(row);
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('Nobody said so of any use case: all work is medium.');
      for (const { useCaseId, difficulty } of rows) write(`${useCaseId}: ${difficulty}`);
    });
  withConnection(scores.command('profiles'))
    .description('with whom people’s work is compared, where somebody said so; else by their first role')
    .addHelpText('after', '\nExample:\n  tokenward scores profiles')
    .action(async (options: ConnectionOptions) => {
      const rows: AnswerOf<'setScoreProfile'>[] = [];
      for await (const row of openConnection(options).rows('listScoreProfiles', { query: {} })) rows.push(row);
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('Nobody said so of anybody: people of one first role are compared.');
      for (const { personId, roleFamily, isTrained, canBeReused } of rows)
        write(
          `${personId}: ${roleFamily}${isTrained ? '' : ', not trained'}${canBeReused ? '' : ', nothing to reuse'}`,
        );
    });
  withConnection(scores.command('class <use-case> <difficulty>'))
    .description('say how hard work of a use case is: easy, medium or hard; for its owner')
    .addHelpText('after', '\nExample:\n  tokenward scores class legal-review hard')
    .action(async (useCaseId: string, difficulty: string, options: ConnectionOptions) => {
      const request = { params: { useCaseId }, body: { difficulty } };
      const set = await runOperation(openConnection(options), 'setScoreClass', request);
      if (options.json === true) return write(JSON.stringify(set));
      write(`Work of "${set.useCaseId}" is ${set.difficulty}, from the next night on.`);
    });
  withConnection(scores.command('profile <person>'))
    .description('say with whom somebody’s work is compared, and what may be expected of it')
    .requiredOption('--role-family <word>', 'whose work is alike')
    .option('--untrained', 'the training is not done')
    .option('--nothing-to-reuse', 'there is nothing to reuse where they work')
    .addHelpText('after', '\nExample:\n  tokenward scores profile ruth --role-family agent')
    .action(
      async (
        personId: string,
        options: ConnectionOptions & {
          readonly roleFamily: string;
          readonly untrained?: boolean;
          readonly nothingToReuse?: boolean;
        },
      ) => {
        const { roleFamily, untrained = false, nothingToReuse = false } = options;
        const body = { roleFamily, isTrained: !untrained, canBeReused: !nothingToReuse };
        const set = await runOperation(openConnection(options), 'setScoreProfile', { params: { personId }, body });
        if (options.json === true) return write(JSON.stringify(set));
        write(`${set.personId} is compared with "${set.roleFamily}".`);
      },
    );
}
