import { type Command, Option } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import { zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { taskInWords, tasksInWords } from './task-words.ts';
import type { Write } from './write.ts';

type ListOptions = ConnectionOptions & {
  readonly everybody?: boolean;
  readonly team?: string;
  readonly useCase?: string;
  readonly waste?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly limit: number;
};
type WhoseOptions = ConnectionOptions & { readonly person?: string; readonly serviceAccount?: string };

const WASTE_KINDS = ['oversized_context', 'loops', 'retries', 'premium_model', 'unread_output'];

export function addTaskCommands(program: Command, { write }: CommandHouse): void {
  const tasks = program
    .command('tasks')
    .description('pieces of work: what each cost in whole, beside what others’ like it cost, and what would be cheaper')
    .addHelpText('after', '\nExamples:\n  tokenward tasks list --last 7d\n  tokenward tasks show PROJ-17');
  withConnection(tasks.command('list', { isDefault: true }))
    .description('your tasks, newest first; with control.read everybody’s, without their names')
    .option('--everybody', 'everybody’s')
    .option('--team <id>', 'of this team only')
    .option('--use-case <id>', 'of this use case only')
    .addOption(new Option('--waste <kind>', 'only tasks with this waste').choices(WASTE_KINDS))
    .option('--from <moment>', 'beginning, as 2026-11-01 or ISO 8601 (default: 30 days ago)')
    .option('--to <moment>', 'end, not included (default: now)')
    .option('--last <span>', 'the last 24h, 7d, 12w instead')
    .option('--limit <rows>', 'at most so many', readLimit, 50)
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward tasks list\n  tokenward tasks list --everybody --team support --waste loops',
    )
    .action((options: ListOptions) => listTasks(options, write));
  withWhose(tasks.command('show'))
    .argument('<task>', 'its id, as clients name it or "tasks list" shows it')
    .description('the whole cost of a task of the last 40 days, in words and in figures')
    .addHelpText('after', '\nExample:\n  tokenward tasks show PROJ-17')
    .action(async (id: string, options: WhoseOptions) => {
      const request = { params: { id }, query: whoseOf(options) };
      const task = await runOperation(openConnection(options), 'readTask', request);
      write(options.json === true ? JSON.stringify(task) : `${taskInWords(task)}\n\n${zoneNote()}`);
    });
  withWhose(tasks.command('review'))
    .argument('<task>', 'its id')
    .argument('<minutes>', 'how many minutes in sum you looked through its result; 0 takes back what you said')
    .description('say how long people looked through the result, so that the whole cost is known')
    .addHelpText('after', '\nExample:\n  tokenward tasks review PROJ-17 12')
    .action(async (id: string, minutes: string, options: WhoseOptions) => {
      const request = { params: { id }, body: { minutes: Number(minutes), ...whoseOf(options) } };
      const task = await runOperation(openConnection(options), 'reportReviewMinutes', request);
      write(options.json === true ? JSON.stringify(task) : task.sentence);
    });
}

function withWhose(command: Command): Command {
  return withConnection(command)
    .option('--person <id>', 'the task of this person, where it is not yours')
    .option('--service-account <id>', 'or of this service account');
}

function whoseOf({ person, serviceAccount }: WhoseOptions): Readonly<Record<string, string>> {
  return {
    ...(person === undefined ? {} : { personId: person }),
    ...(serviceAccount === undefined ? {} : { serviceAccountId: serviceAccount }),
  };
}

async function listTasks(options: ListOptions, write: Write): Promise<void> {
  const query = {
    ...readRange(options),
    limit: options.limit,
    ...(options.everybody === true ? { of: 'everybody' } : {}),
    ...(options.team === undefined ? {} : { teamId: options.team }),
    ...(options.useCase === undefined ? {} : { useCaseId: options.useCase }),
    ...(options.waste === undefined ? {} : { waste: options.waste }),
  };
  const page = await runOperation(openConnection(options), 'listTasks', { query });
  if (options.json === true) return write(JSON.stringify(page.rows));
  if (page.rows.length === 0)
    return write('No tasks in this time. A task stands here about a minute after one of its calls has ended.');
  const more = page.next === null ? '' : ' There are more: raise --limit, or narrow the time.';
  write(`${tasksInWords(page.rows)}\n\n${zoneNote()}${more}`);
}
