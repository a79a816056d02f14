import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ControlClient } from '../../client/create-control-client.ts';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { drawGains, layOutGains } from '../output/draw-gains.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutFields } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import { addBodyOptions, readBody } from './body-options.ts';
import type { CommandHouse } from './command-files.ts';
import { addProgrammeBoardCommands } from './programme-board.ts';
import { showRows } from './show-rows.ts';
import type { Write } from './write.ts';

type Programme = AnswerOf<'readProgramme'>;
type Options = ConnectionOptions & Readonly<Record<string, unknown>>;

const ASK_AGAIN_MS = 1_000;
/** Two hours: it is played on, and --last shows it. */
const ASKED_MAX = 7_200;

export function addProgrammeCommands(program: Command, { write }: CommandHouse): void {
  const programmes = program
    .command('programmes')
    .description('which incentive model is in force, for whom, why and until when')
    .addHelpText(
      'after',
      '\nA programme is written down, simulated, checked, and started once everything is in force that its model needs. See\n' +
        'docs/programmes.md.\n' +
        '\nExamples:\n  tokenward programmes models\n  tokenward programmes create --id spring --name "Spring" --file spring.yaml\n' +
        '  tokenward programmes check spring\n  tokenward programmes start spring',
    );
  addModelCommand(programmes, write);
  addWriteCommands(programmes, write);
  addStartCommands(programmes, write);
  addProgrammeBoardCommands(programmes, write);
}

function addModelCommand(programmes: Command, write: Write): void {
  withConnection(programmes.command('models'))
    .description('the incentive models, and what must be in force for each')
    .addHelpText('after', '\nExample:\n  tokenward programmes models')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await openConnection(options).call('listIncentiveModels', {});
      await showRows(rows, ['requirement', 'id', 'bestFor', 'risk'], { options, write });
      if (options.json === true) return;
      for (const { id, preconditions } of rows) write(`\n${id} needs: ${preconditions.join(', ')}.`);
    });
}

function addWriteCommands(programmes: Command, write: Write): void {
  withConnection(programmes.command('list'))
    .description('all programmes')
    .option('--state <state>', 'draft, running or ended')
    .addHelpText('after', '\nExample:\n  tokenward programmes list --state running')
    .action(async (options: ConnectionOptions & { readonly state?: string }) => {
      const query = { limit: 500, ...(options.state === undefined ? {} : { state: options.state }) };
      const { rows } = await runOperation(openConnection(options), 'listProgrammes', { query });
      await showRows(rows, ['id', 'name', 'model', 'state', 'teamIds', 'startedAt', 'endsAt'], { options, write });
    });
  withConnection(programmes.command('show <id>'))
    .description('one programme with its charter')
    .addHelpText('after', '\nExample:\n  tokenward programmes show spring')
    .action(async (id: string, options: ConnectionOptions) => {
      tell(await openConnection(options).call('readProgramme', { params: { id } }), options, write);
    });
  const create = addBodyOptions(withConnection(programmes.command('create')), 'createProgramme')
    .description('write a programme down; nothing is in force until it is started')
    .option('--file <file>', 'charter, settings and the rest, as YAML or JSON; options win')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward programmes create --id spring --name "Spring" --file spring.yaml\n' +
        '  tokenward programmes create --id weeks --name "Four weeks" --model raw_token_leaderboard --ends-at 2026-04-01T00:00:00Z',
    );
  create.action(async (options: Options) => {
    const body = { ...(await readFile(options)), ...readBody('createProgramme', options) };
    tell(await runOperation(openConnection(options), 'createProgramme', { body }), options, write);
  });
  const change = addBodyOptions(withConnection(programmes.command('change <id>')), 'changeProgramme')
    .description('change a draft; of a programme that runs, its name and an earlier end')
    .option('--file <file>', 'what changes, as YAML or JSON; options win')
    .addHelpText('after', '\nExample:\n  tokenward programmes change spring --team-ids support,sales');
  change.action(async (id: string, options: Options) => {
    const body = { ...(await readFile(options)), ...readBody('changeProgramme', options) };
    tell(await runOperation(openConnection(options), 'changeProgramme', { params: { id }, body }), options, write);
  });
}

function addStartCommands(programmes: Command, write: Write): void {
  withConnection(programmes.command('check <id>'))
    .description('what must be in force before it starts, whether it is, and what to do')
    .addHelpText('after', '\nExample:\n  tokenward programmes check spring')
    .action(async (id: string, options: ConnectionOptions) => {
      const checked = await openConnection(options).call('readProgrammePreconditions', { params: { id } });
      if (!checked.isMet) process.exitCode = 1;
      if (options.json === true) return write(JSON.stringify(checked));
      for (const { id: name, isMet, words, remedy } of checked.preconditions) {
        write(`${isMet ? 'met    ' : 'missing'}  ${name}: ${words}`);
        if (remedy !== '') write(`         ${remedy}`);
      }
      write(`\n${checked.isMet ? 'It can start.' : 'It cannot start yet.'}`);
    });
  withConnection(programmes.command('simulate <id>'))
    .description('play out what gaming it would pay, under the published formula and its own figures')
    .option('--seeds <number>', 'people that are drawn, 10 to 1000', '200')
    .option('--last', 'show the last simulation, and play nothing')
    .option('--stop', 'stop the one that is played')
    .addHelpText(
      'after',
      '\nThe server plays it; you may leave and come back with --last. "tokenward simulate" needs no server.\n' +
        '\nExample:\n  tokenward programmes simulate spring --seeds 100',
    )
    .action(
      (
        id: string,
        options: ConnectionOptions & { readonly seeds: string; readonly last?: boolean; readonly stop?: boolean },
      ) => simulate(id, options, write),
    );
  withConnection(programmes.command('start <id>'))
    .description('put its model in force, or read everything that is missing')
    .addHelpText('after', '\nExample:\n  tokenward programmes start spring')
    .action(async (id: string, options: ConnectionOptions) => {
      tell(await openConnection(options).call('startProgramme', { params: { id }, body: {} }), options, write);
    });
  withConnection(programmes.command('end <id>'))
    .description('end it before its time')
    .requiredOption('--reason <text>', 'why; everybody reads it')
    .addHelpText('after', '\nExample:\n  tokenward programmes end spring --reason "the pilot is over"')
    .action(async (id: string, options: ConnectionOptions & { readonly reason: string }) => {
      const request = { params: { id }, body: { reason: options.reason } };
      tell(await runOperation(openConnection(options), 'endProgramme', request), options, write);
    });
}

async function simulate(
  id: string,
  options: ConnectionOptions & { readonly seeds: string; readonly last?: boolean; readonly stop?: boolean },
  write: Write,
): Promise<void> {
  const client = openConnection(options);
  const params = { id };
  if (options.stop === true) {
    const stopped = await client.call('stopProgrammeSimulation', { params, body: {} });
    return write(options.json === true ? JSON.stringify(stopped) : `It is ${stopped.state}.`);
  }
  if (options.last !== true) {
    await runOperation(client, 'simulateProgramme', { params, body: { seeds: Number(options.seeds) } });
    await followSimulation(client, id);
  }
  const played = await client.call('readProgrammeSimulation', { params });
  if (options.json === true) return write(JSON.stringify(played));
  write(
    `Gain over honest work in percent, upper bound of 95 % in brackets; ${played.seeds} paired seeds, alerts off.\n`,
  );
  write(layOutGains(played.attacks));
  write(`\n${drawGains(played.attacks)}`);
  if (!played.isCurrent) write('\nModel, figures or formula have changed since: simulate again before the start.');
}

/** Asks once a second until it has ended; what did not end well is said. */
async function followSimulation(client: ControlClient, id: string): Promise<void> {
  for (let asked = 0; asked < ASKED_MAX; asked += 1) {
    const { run } = await client.call('readProgrammeSimulationRun', { params: { id } });
    if (run === null) return;
    const { state, done, failure } = run;
    if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(done * 100)} % `);
    if (state === 'done') return;
    if (state === 'stopped' || state === 'failed') throw new CliFailure(failure ?? 'It was stopped.', 1);
    await pause(ASK_AGAIN_MS);
  }
  throw new CliFailure('It is still played. Come back with --last.', 1);
}

async function readFile({ file }: Options): Promise<Readonly<Record<string, unknown>>> {
  if (typeof file !== 'string') return {};
  const { parseYamlFile } = await import('../../app/settings/parse-yaml-file.ts');
  const { ProgrammeCreate } = await import('../../contract/programme-shapes.ts');
  const parsed = parseYamlFile(readInputFile(file), file, ProgrammeCreate.partial());
  if (parsed.kind === 'faults') throw new CliFailure(parsed.lines.join('\n'), 2);
  return Object.fromEntries(Object.entries(parsed.value).filter(([, value]) => value !== undefined));
}

function tell(programme: Programme, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(programme));
  const { charter, teamIds, settings, endsAt, startedAt } = programme;
  write(
    layOutFields([
      ['id', programme.id],
      ['name', programme.name],
      ['model', programme.model],
      ['state', programme.endReason === null ? programme.state : `ended: ${programme.endReason}`],
      ['question', charter?.question ?? 'no charter yet'],
      [
        'measured by',
        charter === null ? '-' : `${charter.measure}, ${charter.baseline ?? 'not known'} → ${charter.target}`,
      ],
      ['answered for by', charter?.ownerPersonId ?? '-'],
      ['teams', teamIds.length === 0 ? 'the whole organisation' : teamIds.join(', ')],
      ['for teams', `${settings.teamPercent} % of recognition`],
      ['simulated', programme.simulatedAt === null ? 'not yet' : moment(programme.simulatedAt)],
      ['started', startedAt === null ? 'not yet' : moment(startedAt)],
      ['ends', endsAt === null ? 'when somebody ends it' : moment(endsAt)],
    ]),
  );
  write(`\n${zoneNote()}`);
  if (programme.state === 'draft') write(`Next: tokenward programmes check ${programme.id}`);
}
