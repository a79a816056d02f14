import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { UsageGrouping } from '../../contract/usage.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { readRange } from '../connection/read-range.ts';
import { type Column, layOutTable } from '../output/table.ts';
import { calls as callsInWords, count, dollars, moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type UsageOptions = ConnectionOptions & {
  readonly by?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly team?: string;
  readonly project?: string;
  readonly useCase?: string;
  readonly model?: string;
  readonly person?: string;
  readonly limit: number;
};

const OPEN_CALLS_MAX = 500;

export function addUsageCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('usage'))
    .description('what was used and what it cost, in sum or by team, model, day, …')
    .addOption(new Option('--by <what>', 'one row for each').choices(UsageGrouping.options))
    .option('--from <moment>', 'beginning, as 2026-11-01 or ISO 8601 (default: 30 days ago)')
    .option('--to <moment>', 'end, not included (default: now)')
    .option('--last <span>', 'the last 24h, 7d, 12w instead')
    .option('--team <id>', 'calls of this team only')
    .option('--project <id>', 'calls of this project only')
    .option('--use-case <id>', 'calls of this use case only')
    .option('--model <id>', 'calls of this model only')
    .option('--person <id>', 'calls of this person only')
    .option('--limit <rows>', 'at most so many rows', readLimit, 50)
    .addHelpText(
      'after',
      '\nSums are exact to the nanodollar. They hold settled calls; a call is in them about a second after it ended.\n' +
        '\nExamples:\n  tokenward usage\n  tokenward usage --by team --last 7d\n  tokenward usage --by model --team support --from 2026-11-01 --json',
    )
    .action((options: UsageOptions) => showUsage(options, write));
}

async function showUsage(options: UsageOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  const query = { ...readRange(options), ...filtersOf(options) };
  const [totals, { rows: open }] = await Promise.all([
    client.call('readUsage', { query }),
    client.call('listOpenCalls', { query: { limit: OPEN_CALLS_MAX } }),
  ]);
  const by = UsageGrouping.safeParse(options.by);
  // The moments of the sum are sent again, so that sum and rows are of one range.
  const range = { from: totals.from, to: totals.to };
  const groups = by.success
    ? await client.call('readUsageGroups', { query: { ...query, ...range, by: by.data, limit: options.limit } })
    : undefined;
  if (options.json === true) return write(JSON.stringify({ ...totals, callsOpen: open.length, ...groups }));
  write(`From ${moment(totals.from)} to ${moment(totals.to)}. ${zoneNote()}\n`);
  if (totals.calls === 0) {
    write('No calls were settled in this time. A call shows here about a second after it ended.');
  } else {
    const rows = (groups?.rows ?? []).map((row) => rowOf(row.group ?? '(none)', row));
    const other = groups?.other ?? null;
    const rest = other === null ? [] : [rowOf(`(${other.groups} others: raise --limit)`, other)];
    write(layOutTable(columnsOf(options.by), [...rows, ...rest, rowOf('all calls', totals)]));
  }
  const notes = notesOf(totals, open.length);
  if (notes.length > 0) write(`\n${notes.join('\n')}`);
}

/** What totals and groups have in common. */
type Sums = Omit<AnswerOf<'readUsage'>, 'from' | 'to'>;

function columnsOf(by: string | undefined): readonly Column[] {
  const numbers = ['calls', 'refused', 'failed', 'input', 'cached', 'cache written', 'output', 'reasoning', 'cost'];
  const name = { title: (by ?? '').replaceAll('_', ' '), align: 'left' as const };
  return [name, ...numbers.map((title) => ({ title, align: 'right' as const }))];
}

function rowOf(name: string, sums: Sums): readonly string[] {
  const counts = [
    sums.calls,
    sums.callsRefused,
    sums.callsFailed,
    sums.inputUncachedTokens,
    sums.inputCacheReadTokens,
    sums.inputCacheWriteTokens,
    sums.outputVisibleTokens,
    sums.outputReasoningTokens,
  ];
  return [name, ...counts.map(count), dollars(sums.costNanodollars)];
}

function notesOf(sums: Sums, callsOpen: number): readonly string[] {
  const { callsUnpriced, callsEstimated } = sums;
  const notes: string[] = [];
  if (callsUnpriced > 0) {
    notes.push(
      `${callsInWords(callsUnpriced)} without a known price, not in the cost: "tokenward prices create --help" adds prices.`,
    );
  }
  if (callsEstimated > 0) {
    notes.push(
      `${callsInWords(callsEstimated)} estimated, not measured: the answer was cut off, or the vendor gave no usage.`,
    );
  }
  if (callsOpen > 0) {
    const many = callsOpen === OPEN_CALLS_MAX ? `${count(callsOpen)} calls or more are` : callsInWords(callsOpen);
    notes.push(`${many} still open and not yet in the sums: "tokenward calls --open" shows them.`);
  }
  return notes;
}

function filtersOf(options: UsageOptions): Readonly<Record<string, string>> {
  const named = {
    teamId: options.team,
    projectId: options.project,
    useCaseId: options.useCase,
    modelId: options.model,
    personId: options.person,
  };
  const filters: Record<string, string> = {};
  for (const [name, value] of Object.entries(named)) if (value !== undefined) filters[name] = value;
  return filters;
}
