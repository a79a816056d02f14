import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { count, dollars, moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { type ExplainOptions, explainRoute, readCount } from './explain-route.ts';
import type { Write } from './write.ts';

type OrderOptions = ConnectionOptions & { readonly reason: string };
type ComparisonOptions = ConnectionOptions & {
  readonly useCase?: string;
  readonly model?: string;
  readonly limit: number;
};
type RangeOptions = ConnectionOptions & { readonly from?: string; readonly to?: string; readonly last?: string };

/** `tokenward routes …`: what goes to a cheaper model, how well that went, and what it saved. */
export function addRouteCommands(program: Command, { write }: CommandHouse): void {
  const routes = program
    .command('routes')
    .description('which calls go to a cheaper model, how well, and what it saved');
  withConnection(routes.command('show [use-case]', { isDefault: true }))
    .description('where each model of each stack stands: agreement with its reference, errors, state')
    .addHelpText('after', '\nExample:\n  tokenward routes show drafting')
    .action((useCase: string | undefined, options: ConnectionOptions) => show(useCase, options, write));
  addExplain(routes, write);
  withConnection(routes.command('comparisons'))
    .description('comparisons of two answers to one request, newest first')
    .addHelpText('after', '\nExample:\n  tokenward routes comparisons --use-case drafting --limit 20')
    .option('--use-case <id>', 'of this use case only')
    .option('--model <id>', 'of this model only')
    .option('--limit <rows>', 'at most so many rows', readLimit, 50)
    .action((options: ComparisonOptions) => comparisons(options, write));
  withConnection(routes.command('savings'))
    .description('what routing saved and lost by use case, net of what comparing cost')
    .addHelpText('after', '\nExample:\n  tokenward routes savings --last 7d')
    .option('--from <moment>', 'beginning (default: 30 days ago)')
    .option('--to <moment>', 'end, not included (default: now)')
    .option('--last <span>', 'the last 24h, 7d, 12w instead')
    .action((options: RangeOptions) => savings(options, write));
  for (const [name, operation, what] of [
    ['step-back', 'stepBackRoute', 'route nothing more to a model of a use case'],
    ['resume', 'resumeRoute', 'let a model go on that was stepped back from (with the key of a person)'],
  ] as const) {
    withConnection(routes.command(`${name} <use-case> <model>`))
      .description(what)
      .addHelpText('after', `\nExample:\n  tokenward routes ${name} drafting gpt-5.4-mini --reason "looked at it"`)
      .requiredOption('--reason <text>', 'why; it stands in the audit trail')
      .action(async (useCaseId: string, modelId: string, options: OrderOptions) => {
        const body = { useCaseId, modelId, reason: options.reason };
        const row = await runOperation(openConnection(options), operation, { body });
        write(options.json === true ? JSON.stringify(row) : stateInWords(row));
      });
  }
  withConnection(routes.command('calibrate <use-case> <model>'))
    .description('make a new curve from what was compared, and put it in force')
    .addHelpText('after', '\nExample:\n  tokenward routes calibrate drafting gpt-5.4-mini')
    .action((useCaseId: string, modelId: string, options: ConnectionOptions) =>
      calibrate({ useCaseId, modelId }, options, write),
    );
  routes.addHelpText(
    'after',
    '\nExamples:\n  tokenward routes\n  tokenward routes explain drafting "Translate this sentence to French"\n' +
      '  tokenward routes step-back drafting gpt-5.4-mini --reason "wrong dates in letters"\n  tokenward routes savings --last 7d',
  );
}

function addExplain(routes: Command, write: Write): void {
  withConnection(routes.command('explain <use-case> [instruction]'))
    .description('what would become of a request, step by step; nothing is sent and nothing is kept')
    .addHelpText('after', '\nExample:\n  tokenward routes explain drafting "Translate this sentence to French"')
    .option('--model <id>', 'the model that the call names', 'auto')
    .option('--input-tokens <number>', 'length of the whole request', readCount)
    .option('--turns <number>', 'turns of the conversation', readCount, 1)
    .option('--tools <number>', 'tools offered', readCount)
    .option('--structured', 'an answer in a given structure')
    .option('--media', 'images, sound or files')
    .addOption(new Option('--reasoning <much>', 'reasoning asked for').choices(['none', 'low', 'medium', 'high']))
    .option('--template <id>', 'the template that is named')
    .option('--at <model>', 'the model at which the conversation is')
    .option('--warm-tokens <number>', 'tokens that its cache holds there', readCount)
    .action((useCase: string, instruction: string | undefined, options: ExplainOptions) =>
      explainRoute({ useCase, instruction: instruction ?? '' }, options, write),
    );
}

async function show(useCaseId: string | undefined, options: ConnectionOptions, write: Write): Promise<void> {
  const rows: AnswerOf<'listRoutes'>['rows'] = [];
  const query = useCaseId === undefined ? {} : { useCaseId };
  for await (const row of openConnection(options).rows('listRoutes', { query })) rows.push(row);
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0)
    return write('No use case routes its calls: "tokenward use-cases change <id> --routing …" begins.');
  const titles = ['use case', 'model', 'mode', 'state', 'agrees with its reference', 'calls', 'failed', 'curve'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      row.useCaseId,
      row.modelId,
      row.mode,
      row.state === 'serving' ? 'serving' : `stepped back (${row.change?.cause ?? ''})`,
      row.pairs.map(agreementInWords).join('; ') || 'not compared',
      count(row.errors.of),
      row.errors.of === 0 ? '' : `${count(row.errors.count)} (${percent(row.errors.part ?? 0)})`,
      row.calibrationVersion === null ? '' : `version ${row.calibrationVersion}`,
    ]),
  );
  const changes = rows.flatMap(({ state, change }) => (state === 'serving' || change === null ? [] : [change]));
  write([table, ...changes.map(stateInWords)].join('\n\n'));
}

async function comparisons(options: ComparisonOptions, write: Write): Promise<void> {
  const query = {
    limit: options.limit,
    ...(options.useCase === undefined ? {} : { useCaseId: options.useCase }),
    ...(options.model === undefined ? {} : { modelId: options.model }),
  };
  const { rows } = await openConnection(options).call('listRouteComparisons', { query });
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('Nothing was compared. A use case samples its calls once its rule has "shadow".');
  const titles = ['compared', 'use case', 'model', 'reference', 'by', 'similarity', 'agreed', 'score', 'cost', 'call'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      moment(row.comparedAt),
      row.useCaseId,
      row.modelId,
      row.referenceId,
      row.kind.replace('_', ' '),
      percent(row.similarity),
      row.agreed ? 'yes' : 'no',
      row.raw.toFixed(2),
      dollars(row.shadowCostNanodollars),
      row.callId,
    ]),
  );
  write(`${table}\n\n${zoneNote()}`);
}

async function savings(options: RangeOptions, write: Write): Promise<void> {
  const report = await openConnection(options).call('readRouteSavings', { query: readRange(options) });
  if (options.json === true) return write(JSON.stringify(report));
  if (report.rows.length === 0) return write('Routing saved nothing and lost nothing in this time.');
  const titles = ['use case', 'calls', 'saved', 'lost', 'comparing cost', 'late', 'net'];
  const table = layOutTable(
    titles.map((title, at) => ({ title, align: at === 0 ? ('left' as const) : ('right' as const) })),
    report.rows.map((row) => [
      row.useCaseId ?? '(none)',
      count(row.calls),
      dollars(row.savedNanodollars),
      dollars(row.lostNanodollars),
      dollars(row.shadowCostNanodollars),
      count(row.lateCalls),
      dollars(row.netNanodollars),
    ]),
  );
  write(`From ${moment(report.from)} to ${moment(report.to)}. ${zoneNote()}\n\n${table}`);
}

type Route = { readonly useCaseId: string; readonly modelId: string };

async function calibrate(route: Route, options: ConnectionOptions, write: Write): Promise<void> {
  const made = await runOperation(openConnection(options), 'calibrateRoute', { body: route });
  if (options.json === true) return write(JSON.stringify(made));
  const { version, observations, method, brierRaw, brierCalibrated } = made;
  if (brierCalibrated >= brierRaw)
    throw new CliFailure(
      `Version ${version} is in force, and is no better than the score itself (Brier ${brierCalibrated.toFixed(3)}, was ${brierRaw.toFixed(3)}): compare more calls.`,
    );
  write(
    `Version ${version} is in force: ${method} over ${count(observations)} comparisons, Brier score ${brierCalibrated.toFixed(3)} (the score itself had ${brierRaw.toFixed(3)}).`,
  );
}

function stateInWords(row: AnswerOf<'stepBackRoute'>): string {
  const what = row.state === 'serving' ? 'may be routed to again' : 'is stepped back from';
  return `"${row.modelId}" ${what} in "${row.useCaseId}", by ${row.changedBy} at ${moment(row.updatedAt)}: ${row.reason}`;
}

function agreementInWords({ referenceId, agreement }: AnswerOf<'listRoutes'>['rows'][number]['pairs'][number]): string {
  const { of, part, low, high } = agreement;
  return `${referenceId}: ${percent(part ?? 0)} of ${count(of)} (${percent(low)} to ${percent(high)})`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
