import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { count, dollars, moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { addMyBudgets } from './my-budgets.ts';
import { addMyTasks } from './my-tasks.ts';
import { addMyTour } from './my-tour.ts';
import { showRow } from './rows.ts';

type RecordOptions = ConnectionOptions & {
  readonly calls?: string;
  readonly last?: string;
  readonly from?: string;
  readonly to?: string;
};

export function addMeCommands(program: Command, { write }: CommandHouse): void {
  const me = program
    .command('me')
    .description('what your key is and may do, the rules and budgets that hold for you, and what is stored about you')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward me key\n  tokenward me rules\n  tokenward me budgets\n  tokenward me record --last 7d',
    );
  withConnection(me.command('key', { isDefault: true }))
    .description('what your key is and may do')
    .addHelpText('after', '\nExample:\n  tokenward me key')
    .action(async (options: ConnectionOptions) => {
      const client = openConnection(options);
      showRow(await client.call('readMe', {}), options, write);
      if (options.json === true) return;
      const { toDecide } = await client.call('listMyApprovals', {});
      if (toDecide.length > 0) write(`${count(toDecide.length)} waiting for your answer: tokenward approvals list`);
    });
  withConnection(me.command('rules'))
    .description('the rules that hold for you, in plain words')
    .addHelpText('after', '\nExample:\n  tokenward me rules')
    .action(async (options: ConnectionOptions) => {
      const rules = await openConnection(options).call('readMyRules', {});
      if (options.json === true) return write(JSON.stringify(rules));
      write(rulesInWords(rules));
    });
  addMyBudgets(me, write);
  addMyTasks(me, write);
  addMyTour(me, write);
  withConnection(me.command('record'))
    .description('what is stored about you, why, for how long, who may see it, and who looked')
    .option('--calls <calls>', 'tell so many of your newest calls whole, up to 100; usually 3')
    .option('--last <span>', 'of the last 24h, 7d, 12w; usually 30 days')
    .option('--from <moment>', 'from this moment on')
    .option('--to <moment>', 'before this moment')
    .addHelpText('after', '\nExample:\n  tokenward me record --last 7d --calls 10')
    .action(async (options: RecordOptions) => {
      const query = { ...readRange(options), calls: options.calls ?? '3' };
      const record = await runOperation(openConnection(options), 'readMyRecord', { query });
      if (options.json === true) return write(JSON.stringify(record));
      write(recordInWords(record));
    });
}

function rulesInWords(rules: AnswerOf<'readMyRules'>): string {
  const parts = [`Rules of policy version ${rules.policyVersion}.`];
  if (rules.stopped !== null) parts.push(rules.stopped);
  if (rules.useCases.length === 0) parts.push('Your key allows no use case: it cannot call models.');
  for (const useCase of rules.useCases) {
    const fields: [string, string][] = [
      ['for', useCase.purpose === '' ? useCase.name : useCase.purpose],
      ['tier', `${useCase.tier}, ${useCase.tierMeans}`],
      ['models', listOr(useCase.models, 'none at present')],
      ['data', listOr(useCase.dataClasses, 'none')],
      ['text', useCase.content],
    ];
    if (useCase.templates.length > 0) fields.push(['templates', useCase.templates.join(', ')]);
    if (useCase.approvals.length > 0) fields.push(['approvals', useCase.approvals.join(', ')]);
    if (useCase.askAt !== null) fields.push(['ask', useCase.askAt]);
    const stopped = useCase.stopped === null ? '' : `  ${useCase.stopped}\n`;
    parts.push(`${useCase.id}\n${stopped}${layOutFields(fields)}\n${foundInWords(useCase)}`);
  }
  parts.push(`What is looked at\n${lines(rules.inspected)}`, `What is recorded\n${lines(rules.recorded)}`);
  parts.push(`Who may see it\n${lines(rules.seenBy)}`, rules.askAt);
  return parts.join('\n\n');
}

function foundInWords({ whenFound }: AnswerOf<'readMyRules'>['useCases'][number]): string {
  const rows = (whenFound?.groups ?? []).flatMap(({ group, outcomes }) =>
    outcomes.map(({ does, types }) => {
      const named =
        outcomes.length === 1 ? group : `${group} (${types.slice(0, 3).join(', ')}${types.length > 3 ? ', …' : ''})`;
      return `    ${named}: ${does}`;
    }),
  );
  return [`  when something is found`, ...rows].join('\n');
}

function recordInWords(record: AnswerOf<'readMyRecord'>): string {
  const parts = [
    `From ${moment(record.from)} to ${moment(record.to)}: ${count(record.totals.calls)} calls, ${dollars(record.totals.costNanodollars)}.`,
  ];
  for (const row of record.stored) {
    parts.push(
      `${row.what}: ${count(row.records)}\n${layOutFields([
        ['why', row.why],
        ['kept', row.keptFor],
        ['seen by', row.seenBy],
      ])}`,
    );
  }
  if (record.content.length > 0) {
    const rows = record.content.map((row) => [
      row.useCaseId,
      row.dataClass,
      count(row.records),
      moment(row.oldest),
      `${row.days} days`,
    ]);
    const titles = ['use case', 'class', 'records', 'oldest', 'kept for'];
    parts.push(
      `Text that is kept\n\n${layOutTable(
        titles.map((title) => ({ title, align: 'left' })),
        rows,
      )}`,
    );
  }
  parts.push(readersInWords(record));
  for (const call of record.calls) {
    const fields = call.fields
      .filter(
        ({ value }) =>
          value !== null && value !== '' && JSON.stringify(value) !== '[]' && JSON.stringify(value) !== '{}',
      )
      .map(({ means, value }): [string, string] => [means, typeof value === 'string' ? value : JSON.stringify(value)]);
    const kept = call.contentKept ? 'its text is kept' : 'its text is not kept';
    parts.push(`Call ${call.callId}, ${kept}\n${layOutFields(fields)}`);
  }
  parts.push(zoneNote());
  return parts.join('\n\n');
}

function readersInWords({ readings }: AnswerOf<'readMyRecord'>): string {
  if (readings.length === 0) return 'Nobody has read text of yours.';
  const rows = readings.map((row) => [moment(row.readAt), row.readerId, row.purpose, row.callId]);
  const titles = ['when', 'who', 'purpose', 'call'];
  return `Who read text of yours\n\n${layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows,
  )}`;
}

function listOr(items: readonly string[], otherwise: string): string {
  return items.length === 0 ? otherwise : items.join(', ');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `  ${text}`).join('\n');
}
