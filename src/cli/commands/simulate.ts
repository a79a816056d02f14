import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { SimulationRequest } from '../../app/simulation/run-simulation.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { drawGains, type GainRow, layOutGains, percent } from '../output/draw-gains.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutTable } from '../output/table.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type SimulateOptions = ConnectionOptions & {
  readonly model: string;
  readonly seeds: string;
  readonly strategy?: string;
  readonly tries?: string;
  readonly settings?: string;
  readonly plot?: string;
  readonly published?: boolean;
  readonly list?: boolean;
};

type SimulatedModel = SimulationRequest['model'];

const SEEDS_USUAL = 1_000;
const SEEDS_MAX = 100_000;
/** What a model without defences, and the raw board, come to beside it: their figures are far from any bound. */
const COMPARED = ['plain_sum', 'raw_token_leaderboard'] as const;
const COMPARED_SEEDS = 100;

export function addSimulateCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('simulate'))
    .description('what gaming an incentive model would pay, before it goes live; on this machine alone, alerts off')
    .option('--model <name>', 'a model, its requirement I1 to I9, or all', 'composite_index')
    .option('--seeds <number>', 'people that are drawn, each once honest and once attacking', String(SEEDS_USUAL))
    .option('--strategy <names>', 'only these, by commas; honest_extra is honest work of the same effort')
    .option('--tries <number>', 'mixtures that the searching attacker tries (usually twice the seeds)')
    .option('--settings <file>', "the organisation's own figures (YAML or JSON), laid over the usual ones")
    .option('--published', 'the formula that is in force at the server, laid over both')
    .option('--plot <file>', 'also write a picture (SVG)')
    .option('--list', 'list models and strategies')
    .addHelpText(
      'after',
      '\nGain is what an attack earns above the same honest month, with the upper bound of 95 % in brackets. Effort is in\n' +
        'months of work. A thousand seeds take about two minutes on two cores.\n' +
        '\nExamples:\n  tokenward simulate --seeds 100\n  tokenward simulate --model all --seeds 100\n  tokenward simulate --model I1 --strategy padding,repetition\n' +
        '  tokenward simulate --settings ours.yaml --plot gains.svg\n  tokenward simulate --seeds 1000 --json',
    )
    .action((options: SimulateOptions) => simulate(options, write));
}

async function simulate(options: SimulateOptions, write: Write): Promise<void> {
  const { findModel, MODEL_NAMES, STRATEGY_NAMES } = await import('../../app/simulation/find-simulated.ts');
  if (options.list === true) return list({ models: MODEL_NAMES, strategies: STRATEGY_NAMES }, options, write);
  if (options.model === 'all') return compare(MODEL_NAMES, options, write);
  const model = findModel(options.model);
  if (model === null)
    throw new CliFailure(`"${options.model}" is no model. There are: ${MODEL_NAMES.join(', ')}, and I1 to I9.`, 2);
  const { seeds, strategies, run } = await prepare(options);
  if (options.json === true) {
    const simulation = await run(model, seeds, strategies);
    await plot(simulation.attacks, options, model);
    return write(JSON.stringify(simulation));
  }
  const { attacks } = await run(model, seeds, [
    'honest_extra',
    ...strategies.filter((name) => name !== 'honest_extra'),
  ]);
  await plot(attacks, options, model);
  write(`${model}, ${seeds} paired seeds, alerts off: gain over honest work in percent (upper bound of 95 %)\n`);
  write(layOutGains(attacks));
  write(`\n${drawGains(attacks)}\n`);
  for (const sentence of verdict(attacks)) write(sentence);
  for (const compared of COMPARED) {
    if (compared === model) continue;
    const beside = await run(compared, Math.min(COMPARED_SEEDS, seeds), strategies.filter(isPlayed));
    if (beside.attacks.length > 0) write(`Beside it, ${compared}: ${worstInWords(beside.attacks)}.`);
  }
}

async function prepare(options: SimulateOptions) {
  const seeds = readNumber('--seeds', options.seeds, { min: 2, max: SEEDS_MAX });
  const tries = readNumber('--tries', options.tries ?? String(2 * seeds), { min: 1, max: SEEDS_MAX });
  const strategies = await readStrategies(options.strategy);
  const settings = await readSettings(options);
  const { runSimulation } = await import('../../app/simulation/run-simulation.ts');
  const run = (model: SimulatedModel, many: number, names: readonly string[]) =>
    runSimulation({ model, seeds: many, strategies: names, tries, settings, onProgress: tellProgress });
  return { seeds, strategies, run };
}

/** A line a model, without searches unless they are asked for; as JSON, what each would print alone. */
async function compare(models: readonly SimulatedModel[], options: SimulateOptions, write: Write): Promise<void> {
  const { seeds, strategies, run } = await prepare(options);
  const played = options.strategy === undefined ? strategies.filter(isPlayed) : strategies;
  const rows: string[][] = [];
  for (const model of models) {
    const simulation = await run(model, seeds, options.json === true ? played : ['honest_extra', ...played]);
    if (options.json === true) {
      write(JSON.stringify(simulation));
      continue;
    }
    const [extra, ...attacks] = simulation.attacks;
    const worst = worstOf(attacks);
    const extraAt1 = extra?.efforts.find(({ effort }) => effort === 1)?.gain ?? 0;
    rows.push([
      model,
      `${worst?.strategy ?? '-'} at ${worst?.effort ?? 0}`,
      ...[percent(worst?.gain ?? 0), percent(worst?.gainUpper95 ?? 0), percent(extraAt1)],
    ]);
  }
  if (options.json === true) return;
  write(`${seeds} paired seeds, alerts off; percent over honest work.\n`);
  const titles = ['model', 'best attack', 'gain', 'upper 95 %', 'honest extra at 1'];
  write(
    layOutTable(
      titles.map((title, at) => ({ title, align: at < 2 ? 'left' : 'right' })),
      rows,
    ),
  );
}

function isPlayed(strategy: string): boolean {
  return !['mixture_of_two', 'adaptive_search', 'honest_extra'].includes(strategy);
}

/** What has to hold of a model that can be rewarded. */
function verdict(rows: readonly GainRow[]): readonly string[] {
  const [extra, ...attacks] = rows;
  if (extra === undefined || attacks.length === 0) return [];
  const above = attacks.flatMap(({ strategy, efforts }) =>
    efforts.flatMap(({ gain, effort }, at) =>
      gain >= (extra.efforts[at]?.gain ?? 0) ? [`${strategy} at ${effort}`] : [],
    ),
  );
  const isRising = extra.efforts.every(({ gain }, at) => gain > (extra.efforts[at - 1]?.gain ?? 0));
  return [
    `The best attack: ${worstInWords(attacks)}. At most 1 % is allowed.`,
    `Attacks that pay no less than honest work of the same effort: ${above.length === 0 ? 'none' : shortened(above)}.`,
    `Honest extra work always pays more: ${isRising ? 'yes' : 'no'}.`,
  ];
}

const SHOWN_MAX = 6;

function shortened(names: readonly string[]): string {
  const more = names.length - SHOWN_MAX;
  return more > 0 ? `${names.slice(0, SHOWN_MAX).join(', ')}, and ${more} more` : names.join(', ');
}

function worstOf(rows: readonly GainRow[]) {
  return rows
    .flatMap(({ strategy, efforts }) => efforts.map((one) => ({ strategy, ...one })))
    .toSorted((one, other) => other.gainUpper95 - one.gainUpper95)[0];
}

function worstInWords(rows: readonly GainRow[]): string {
  const worst = worstOf(rows);
  if (worst === undefined) return 'none was played';
  return `${worst.strategy} at effort ${worst.effort} gains ${percent(worst.gain)} % (upper bound ${percent(worst.gainUpper95)} %)`;
}

async function readStrategies(said: string | undefined): Promise<readonly string[]> {
  const { findStrategy, STRATEGY_NAMES } = await import('../../app/simulation/find-simulated.ts');
  if (said === undefined || said === 'all') return STRATEGY_NAMES.filter((name) => name !== 'honest_extra');
  const names = said.split(',').map((word) => {
    const name = findStrategy(word);
    if (name === null) throw new CliFailure(`"${word}" is no strategy. There are: ${STRATEGY_NAMES.join(', ')}.`, 2);
    return name;
  });
  return [...new Set(names)];
}

async function readSettings({ settings: file, ...options }: SimulateOptions) {
  const { readModelSettings, withFormula } = await import('../../app/simulation/read-model-settings.ts');
  const said =
    file === undefined ? readModelSettings('{}', 'the usual settings') : readModelSettings(readInputFile(file), file);
  const read =
    said.kind === 'settings' && options.published === true
      ? withFormula(said.settings, await readPublished(options))
      : said;
  if (read.kind === 'faults')
    throw new CliFailure(`${file ?? 'The settings'} cannot be used:\n  ${read.lines.join('\n  ')}`, 2);
  return read.settings;
}

async function readPublished(options: ConnectionOptions): Promise<unknown> {
  const { inForce } = await openConnection(options).call('listScoreFormulas', {});
  return { ...inForce.formula, version: inForce.version };
}

function readNumber(name: string, said: string, { min, max }: { readonly min: number; readonly max: number }): number {
  const number = Number(said);
  if (!Number.isInteger(number) || number < min || number > max)
    throw new CliFailure(`${name} is a whole number from ${min} to ${max}.`, 2);
  return number;
}

async function plot(rows: readonly GainRow[], options: SimulateOptions, model: string): Promise<void> {
  if (options.plot === undefined) return;
  const { gainsSvg } = await import('../output/gains-svg.ts');
  writeFileSync(options.plot, gainsSvg(rows, `What gaming pays: ${model}`));
}

function tellProgress(done: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done < 1 ? `\r${Math.round(done * 100)} %` : '\r     \r');
}

function list(
  known: { readonly models: readonly string[]; readonly strategies: readonly string[] },
  options: SimulateOptions,
  write: Write,
): void {
  if (options.json === true) return write(JSON.stringify(known));
  write(`Models:\n  ${known.models.join('\n  ')}\n\nStrategies:\n  ${known.strategies.join('\n  ')}`);
}
