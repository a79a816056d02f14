import type { Command } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import type { CommandHouse } from './command-files.ts';
import {
  listAllOutcomes,
  listMyOutcomes,
  type OutcomeListOptions,
  showCosts,
  showOutcome,
  tellOutcome,
} from './outcome-answers.ts';
import { addOutcomeQueueCommands } from './outcome-queue.ts';
import type { Write } from './write.ts';

type MarkOptions = {
  readonly task?: readonly string[];
  readonly workItem?: readonly string[];
  readonly branch?: readonly string[];
};
type ClaimOptions = ConnectionOptions &
  MarkOptions & { readonly evidence?: string; readonly useCase?: string; readonly note: string };
type ReasonOptions = ConnectionOptions & { readonly reason: string };
type CostOptions = ConnectionOptions & {
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly team?: string;
  readonly useCase?: string;
};

export function addOutcomeCommands(program: Command, { write }: CommandHouse): void {
  const outcomes = program
    .command('outcomes')
    .description('what came of work: claim it, have it judged, see what it waits for, and what it costs')
    .addHelpText(
      'after',
      '\nA claim counts for nothing until somebody who is drawn by lot, or a connected system, says so too, and it has stood.\n' +
        '\nExamples:\n' +
        '  tokenward outcomes claim hours_saved 4 --note "the fair’s letters" --task fair-letters\n' +
        '  tokenward outcomes list\n  tokenward outcomes queue\n  tokenward outcomes cost --last 12w\n' +
        '  tokenward outcome-types list',
    );
  addClaim(outcomes, write);
  addReading(outcomes, write);
  addOutcomeQueueCommands(outcomes, write);
  addSteps(outcomes, write);
}

function addClaim(outcomes: Command, write: Write): void {
  withMarks(withConnection(outcomes.command('claim <kind> <amount>')))
    .description('say what came of your work, in the unit of the kind; below zero where fewer is better')
    .requiredOption('--note <text>', 'what came of it, for who judges it')
    .option('--evidence <address>', 'where it can be seen: a page, or a number of your own')
    .option('--use-case <id>', 'what it was for (usually that of its tasks)')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward outcomes claim hours_saved 4 --note "the fair’s letters" --work-item CRM-7\n' +
        '  tokenward outcomes claim incident_response -2 --note "the mail queue" --evidence https://status.example.com/17',
    )
    .action(async (kind: string, amount: string, options: ClaimOptions) => {
      const { note, evidence, useCase } = options;
      const body = {
        ...{ typeId: kind, amount: Number(amount), note, ...marksOf(options) },
        ...(evidence === undefined ? {} : { evidence }),
        ...(useCase === undefined ? {} : { useCaseId: useCase }),
      };
      tellOutcome(await runOperation(openConnection(options), 'claimOutcome', { body }), options, write);
    });
  withMarks(withConnection(outcomes.command('mark <id>')))
    .description('say which of your tasks, work items or branches an outcome of yours came of')
    .addHelpText('after', '\nExample:\n  tokenward outcomes mark o-3f1a… --branch fair-letters')
    .action(async (id: string, options: ConnectionOptions & MarkOptions) => {
      const request = { params: { id }, body: marksOf(options) };
      tellOutcome(await runOperation(openConnection(options), 'markOutcome', request), options, write);
    });
}

function addReading(outcomes: Command, write: Write): void {
  withConnection(outcomes.command('list'))
    .description('yours, and what each waits for; --all: everybody’s, without names')
    .option('--all', 'of everybody; needs a key with the scope "control.read"')
    .option('--state <state>', 'unproven, maturing, counted, reverted, withdrawn or duplicate')
    .addHelpText('after', '\nExamples:\n  tokenward outcomes list\n  tokenward outcomes list --all --state counted')
    .action((options: OutcomeListOptions) =>
      options.all === true ? listAllOutcomes(options, write) : listMyOutcomes(options, write),
    );
  withConnection(outcomes.command('show <id>'))
    .description('one outcome: what was told of it, by whom, and the tasks that it is booked on')
    .addHelpText('after', '\nExample:\n  tokenward outcomes show o-3f1a…')
    .action(async (id: string, options: ConnectionOptions) =>
      showOutcome(await runOperation(openConnection(options), 'readOutcome', { params: { id } }), options, write),
    );
  withConnection(outcomes.command('cost'))
    .description('what an outcome costs by use case, whole, with an interval, or why that cannot be said')
    .option('--from <day>', 'from this day or moment on')
    .option('--to <day>', 'until this day or moment')
    .option('--last <span>', 'the last 24h, 7d or 12w (usually 30 days)')
    .option('--team <id>', 'of one team, for whoever leads it')
    .option('--use-case <id>', 'only this one')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward outcomes cost --last 12w\n  tokenward outcomes cost --use-case coding',
    )
    .action(async (options: CostOptions) => {
      const useCase = options.useCase === undefined ? {} : { useCaseId: options.useCase };
      const team = options.team === undefined ? {} : { teamId: options.team };
      const request = { query: { ...readRange(options), ...team, ...useCase } };
      showCosts(await runOperation(openConnection(options), 'readOutcomeCosts', request), options, write);
    });
}

function addSteps(outcomes: Command, write: Write): void {
  withConnection(outcomes.command('withdraw <id>'))
    .description('take back an outcome of yours, as if it had not been claimed')
    .requiredOption('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward outcomes withdraw o-3f1a… --reason "counted twice"')
    .action(async (id: string, options: ReasonOptions) => {
      const request = { params: { id }, body: { reason: options.reason } };
      tellOutcome(await runOperation(openConnection(options), 'withdrawOutcome', request), options, write);
    });
  withConnection(outcomes.command('revert <id>'))
    .description('say that a result did not hold: for who judged it, who owns its use case, and administrators')
    .requiredOption('--reason <text>', 'why; whose it was reads it')
    .option('--minutes <number>', 'what people spent on putting it right', '0')
    .addHelpText('after', '\nExample:\n  tokenward outcomes revert o-3f1a… --reason "sent twice" --minutes 45')
    .action(async (id: string, options: ReasonOptions & { readonly minutes: string }) => {
      const body = { reason: options.reason, cleanUpMinutes: Number(options.minutes) };
      const request = { params: { id }, body };
      tellOutcome(await runOperation(openConnection(options), 'revertOutcome', request), options, write);
    });
  withConnection(outcomes.command('reassign <id> <person>'))
    .description('say that it was somebody else’s work, as where a name was taken for the wrong person’s')
    .requiredOption('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward outcomes reassign o-3f1a… ben --reason "another Ben"')
    .action(async (id: string, person: string, options: ReasonOptions) => {
      const request = { params: { id }, body: { toPersonId: person, reason: options.reason } };
      tellOutcome(await runOperation(openConnection(options), 'reassignOutcome', request), options, write);
    });
  withConnection(outcomes.command('merge-people <name> <into>'))
    .description('read one name as another person’s: two names of one human being')
    .requiredOption('--why <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward outcomes merge-people ada.old ada --why "a new e-mail address"')
    .action(async (id: string, into: string, options: ConnectionOptions & { readonly why: string }) => {
      const request = { params: { id }, body: { intoPersonId: into, why: options.why } };
      const merge = await runOperation(openConnection(options), 'mergePeople', request);
      write(options.json === true ? JSON.stringify(merge) : `"${id}" is read as "${into}" from now on.`);
    });
  withConnection(outcomes.command('names <person>'))
    .description('whose name a name is read as, and which others are read as it')
    .addHelpText('after', '\nExample:\n  tokenward outcomes names ada')
    .action(async (id: string, options: ConnectionOptions) => {
      const names = await runOperation(openConnection(options), 'readPersonNames', { params: { id } });
      if (options.json === true) return write(JSON.stringify(names));
      const others = names.alsoNamed.map(({ personId }) => `"${personId}" is read as "${id}".`);
      const own = names.readAs === null ? [] : [`"${id}" is read as "${names.readAs.personId}".`];
      const lines = [...own, ...others];
      write(lines.length === 0 ? `"${id}" is one name of one person.` : lines.join('\n'));
    });
  withConnection(outcomes.command('split-person <name>'))
    .description('tell two people apart again, who were taken for one')
    .requiredOption('--why <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward outcomes split-person ada.old --why "they are two"')
    .action(async (id: string, options: ConnectionOptions & { readonly why: string }) => {
      const split = await runOperation(openConnection(options), 'splitPerson', {
        params: { id },
        body: { why: options.why },
      });
      write(
        options.json === true ? JSON.stringify(split) : `"${id}" and "${split.intoPersonId}" are told apart again.`,
      );
    });
}

function withMarks(command: Command): Command {
  return command
    .option('--task <id...>', 'tasks of yours, or of service accounts that you answer for')
    .option('--work-item <name...>', 'as calls named it in tokenward-work-item')
    .option('--branch <name...>', 'as calls named it in tokenward-branch');
}

function marksOf({ task = [], workItem = [], branch = [] }: MarkOptions) {
  return { tasks: [...task], workItems: [...workItem], branches: [...branch] };
}
