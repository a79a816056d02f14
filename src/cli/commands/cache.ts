import { Argument, type Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { count, dollars, moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { showRows } from './show-rows.ts';
import type { Write } from './write.ts';

type RangeOptions = ConnectionOptions & { readonly from?: string; readonly to?: string; readonly last?: string };

const KINDS = ['all', 'use-case', 'person', 'service-account', 'team', 'model'];

/** Answers that may be given again: how many there are, and the order to forget them. */
export function addCacheCommands(program: Command, { write }: CommandHouse): void {
  const group = program
    .command('cache')
    .description('answers that are given again to equal calls: show, savings, purge, purges')
    .addHelpText(
      'after',
      '\nA use case has a cache when its owner turns it on:\n  tokenward use-cases change drafting --cache \'{"mode":"exact","scope":"team"}\'\n' +
        '\nExamples:\n  tokenward cache show\n  tokenward cache purge use-case drafting --reason "wrong terms in the prompt"',
    );
  withConnection(group.command('show'))
    .description('how many answers are kept, how large they are, and how often they were given again')
    .addHelpText('after', '\nExample:\n  tokenward cache show')
    .action(async (options: ConnectionOptions) => {
      const state = await runOperation(openConnection(options), 'readCache', {});
      if (options.json === true) return write(JSON.stringify(state));
      show(state, write);
    });
  withConnection(group.command('savings'))
    .description('what answers cost less that no model gave: given again, or by a workflow')
    .addHelpText('after', '\nExample:\n  tokenward cache savings --last 7d')
    .option('--from <moment>', 'beginning (default: 30 days ago)')
    .option('--to <moment>', 'end, not included (default: now)')
    .option('--last <span>', 'the last 24h, 7d, 12w instead')
    .action((options: RangeOptions) => savings(options, write));
  withConnection(group.command('purge'))
    .addArgument(new Argument('<kind>', 'whose answers are forgotten').choices(KINDS))
    .argument('[id]', 'its id; none for "all"')
    .description('make every gateway forget answers within a second')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward cache purge all --reason "new terms"\n  tokenward cache purge person ada --reason "asked for it"',
    )
    .action(async (kind: string, id: string | undefined, options: ConnectionOptions & { readonly reason: string }) => {
      const body = { kind: kind.replaceAll('-', '_'), id: id ?? '', reason: options.reason };
      const purged = await runOperation(openConnection(options), 'purgeCache', { body });
      if (options.json === true) return write(JSON.stringify(purged));
      const whose = kind === 'all' ? 'All answers' : `Answers of the ${kind.replaceAll('-', ' ')} "${id ?? ''}"`;
      write(`${whose} are forgotten: in memory within a second, ${count(purged.sharedAnswersDestroyed)} in the store.`);
    });
  withConnection(group.command('purges'))
    .description('what was ordered to be forgotten, by whom and why')
    .addHelpText('after', '\nExample:\n  tokenward cache purges')
    .action(async (options: ConnectionOptions) => {
      const rows = openConnection(options).rows('listCachePurges', { query: {} });
      await showRows(rows, ['subjectKind', 'subjectId', 'createdAt', 'orderedBy', 'reason'], { options, write });
    });
}

async function savings(options: RangeOptions, write: Write): Promise<void> {
  const report = await runOperation(openConnection(options), 'readAvoidedCosts', { query: readRange(options) });
  if (options.json === true) return write(JSON.stringify(report));
  if (report.rows.length === 0) return write('Each answer of this time came from a model.');
  const titles = ['use case', 'answered by', 'calls', 'saved'];
  const table = layOutTable(
    titles.map((title, at) => ({ title, align: at < 2 ? ('left' as const) : ('right' as const) })),
    report.rows.map((row) => [
      row.useCaseId ?? '(none)',
      row.answeredBy,
      count(row.calls),
      dollars(row.avoidedCostNanodollars),
    ]),
  );
  write(`From ${moment(report.from)} to ${moment(report.to)}. ${zoneNote()}\n\n${table}`);
}

function show({ gatewayId, memory, shared }: AnswerOf<'readCache'>, write: Write): void {
  const asked = memory.hits + memory.joined + memory.misses;
  const again = memory.hits + memory.joined;
  const share = asked === 0 ? '' : ` (${Math.round((again * 1000) / asked) / 10} %)`;
  write(`In the memory of ${gatewayId}, since it started:`);
  write(
    layOutFields([
      ['answers', count(memory.answers)],
      ['bytes', `${count(memory.bytes)} of ${count(memory.bytesMax)}`],
      ['given again', `${count(memory.hits)} kept, ${count(memory.joined)} while equal calls were under way${share}`],
      ['asked a model', count(memory.misses)],
      ['let go', `${count(memory.evictions)} for want of room, ${count(memory.purged)} purged`],
      ['waiting now', count(memory.waiting)],
    ]),
  );
  if (shared.useCases.length === 0) return write('\nIn the store, for all gateways: none.');
  const titles = ['use case', 'answers', 'bytes', 'oldest'] as const;
  const table = layOutTable(
    titles.map((title) => ({ title, align: title === 'answers' || title === 'bytes' ? 'right' : 'left' })),
    shared.useCases.map((one) => [one.useCaseId, count(one.answers), count(one.bytes), moment(one.oldestAt)]),
  );
  write(`\nIn the store, for all gateways:\n${table}\n\n${zoneNote()}`);
}
