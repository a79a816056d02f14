import type { Command } from 'commander';
import type { CheckedUpstream } from '../../app/doctor/check-upstreams.ts';
import type { Diagnosis } from '../../app/doctor/diagnosis.ts';
import type { ServerSettings } from '../../app/settings/server-settings.ts';
import { type ConnectionOptions, findConnection, withConnection } from '../connection/open-connection.ts';
import type { CommandHouse } from './command-files.ts';
import { readConfiguration } from './configuration-text.ts';
import { checkServer, type ServerFindings } from './doctor-server.ts';
import type { Write } from './write.ts';

type DoctorOptions = ConnectionOptions & { readonly config?: string };

export function addDoctorCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('doctor'))
    .description(
      'say what is wrong with this deployment and what to do: configuration, machine, store, server, upstreams',
    )
    .option('-c, --config <file>', 'configuration file (default: tokenward.yaml where there is one)')
    .addHelpText(
      'after',
      '\nRun it as the account, and with the environment, of the gateway. It changes nothing and sends no call.\n' +
        'Ends with 1 when there is a fault.\n\nExamples:\n  tokenward doctor\n  tokenward doctor --config tokenward.yaml --json',
    )
    .action((options: DoctorOptions) => diagnose(options, write));
}

async function diagnose(options: DoctorOptions, write: Write): Promise<void> {
  const found = await examine(options);
  const faults = found.filter(({ state }) => state === 'fault').length;
  if (faults > 0) process.exitCode = 1;
  if (options.json === true) return write(JSON.stringify({ healthy: faults === 0, found }));
  for (const { check, state, sentence, remedy } of found) {
    write(`${state.padEnd(8)} ${check}: ${sentence}${remedy === null ? '' : `\n${' '.repeat(9)}→ ${remedy}`}`);
  }
  const warnings = found.filter(({ state }) => state === 'warning').length;
  write(`\n${verdict(faults, 'fault')}, ${verdict(warnings, 'warning')}.`);
}

async function examine(options: DoctorOptions): Promise<readonly Diagnosis[]> {
  const { loadSettings } = await import('../../app/settings/load-settings.ts');
  const environment = options.data === undefined ? process.env : { ...process.env, TOKENWARD_DATA: options.data };
  const loaded = loadSettings({ file: options.config, environment });
  if (loaded.kind === 'faults') return loaded.lines.map(configurationFault);
  const { settings, file } = loaded;
  const configured = await examineFile(file);
  const { checkMachine } = await import('../../app/doctor/check-machine.ts');
  const { checkPort } = await import('../../app/doctor/check-port.ts');
  const server = await checkServer(findConnection({ ...options, data: settings.dataDirectory }));
  return [
    ...configured.found,
    ...checkMachine(settings),
    ...(await checkPort(settings, isAt(server, settings))),
    ...(await examineStore(settings)),
    ...server.found,
    ...(await examineUpstreams(settings, { server, configured: configured.upstreams })),
  ];
}

/** Whether the server that answered is the one that these settings start. */
function isAt(server: ServerFindings, settings: ServerSettings): boolean {
  return server.address !== undefined && new URL(server.address).port === String(settings.port);
}

async function examineFile(file: string | null) {
  if (file === null) {
    const sentence = 'There is no tokenward.yaml; every setting is the default.';
    return { found: [{ check: 'configuration', state: 'ok', sentence, remedy: null }] as const, upstreams: [] };
  }
  const { checkDeclaration } = await import('../../app/settings/check-declaration.ts');
  const read = await readConfiguration(file);
  if (!('file' in read)) return { found: read.map(configurationFault), upstreams: [] };
  const { faults, warnings } = checkDeclaration(read.inHand, { elsewhere: 'allowed', nowMs: Date.now() });
  const found: Diagnosis[] = [...faults.map(configurationFault), ...warnings.map(configurationWarning)];
  if (found.length === 0) {
    found.push({ check: 'configuration', state: 'ok', sentence: `${file} has no faults.`, remedy: null });
  }
  return { found, upstreams: read.inHand.configuration.organisation.upstreams };
}

async function examineStore(settings: ServerSettings): Promise<readonly Diagnosis[]> {
  const { checkStore } = await import('../../app/doctor/check-store.ts');
  const databaseUrl = process.env['DATABASE_URL'];
  return checkStore({
    databaseUrl: databaseUrl === '' ? undefined : databaseUrl,
    dataDirectory: settings.dataDirectory,
  });
}

/** What the server works with; what the file declares where no server answers. */
async function examineUpstreams(
  settings: ServerSettings,
  known: { readonly server: ServerFindings; readonly configured: readonly CheckedUpstream[] },
): Promise<readonly Diagnosis[]> {
  const { checkUpstreams } = await import('../../app/doctor/check-upstreams.ts');
  const { address, upstreams } = known.server;
  const keysAreHere = address === undefined || LOOPBACK.test(new URL(address).hostname);
  return checkUpstreams(upstreams ?? known.configured, { settings, keysAreHere });
}

const LOOPBACK = /^(127\..*|localhost|\[::1\])$/;

function configurationFault(line: string): Diagnosis {
  const [sentence = line, remedy = null] = line.split(' → ');
  return { check: 'configuration', state: 'fault', sentence, remedy };
}

function configurationWarning(line: string): Diagnosis {
  return { ...configurationFault(line), state: 'warning' };
}

function verdict(many: number, word: string): string {
  if (many === 0) return `no ${word}`;
  return many === 1 ? `1 ${word}` : `${many} ${word}s`;
}
