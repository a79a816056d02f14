import type { Command } from 'commander';
import type { House } from '../../app/serve/start-house.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import type { CommandHouse } from './command-files.ts';

export function addServeCommand(program: Command, { version }: CommandHouse): void {
  program
    .command('serve')
    .description('run the gateway, the control API and, without DATABASE_URL, the store of this machine')
    .option(
      '-c, --config <file>',
      'configuration file (default: TOKENWARD_CONFIG, else tokenward.yaml where there is one)',
    )
    .addHelpText(
      'after',
      '\nPORT, HOST and TOKENWARD_DATA override the file; DATABASE_URL names a PostgreSQL server instead of the embedded one.\n' +
        '\nExamples:\n  tokenward serve\n  PORT=9000 tokenward serve\n  DATABASE_URL=postgres://… tokenward serve --config tokenward.yaml',
    )
    .action((options: { readonly config?: string }) => serve(options.config, version));
}

async function serve(file: string | undefined, version: string): Promise<void> {
  const { loadSettings } = await import('../../app/settings/load-settings.ts');
  const loaded = loadSettings({ file, environment: process.env });
  if (loaded.kind === 'faults') {
    throw new CliFailure(`The configuration has faults:\n${loaded.lines.map((line) => `  ${line}`).join('\n')}`, 2);
  }
  const { settings } = loaded;
  const { openLog } = await import('../../app/log/open-log.ts');
  const { startHouse } = await import('../../app/serve/start-house.ts');
  const { collectStartUp } = await import('../../app/serve/collect-start-up.ts');
  const log = openLog(settings.telemetry.logLevel);
  const databaseUrl = process.env['DATABASE_URL'];
  const house = await startHouse({ settings, databaseUrl: databaseUrl === '' ? undefined : databaseUrl, version, log });
  process.stdout.write(welcome(house));
  stopOnSignal(house);
  collectStartUp();
}

/** The first signal stops in order; the second ends at once. */
function stopOnSignal(house: House): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      process.stdout.write('Stopping: streams may finish. Once more ends at once.\n');
      house.close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`Stopping failed: ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

function welcome(house: House): string {
  const lines = [
    ``,
    `Tokenward serves at ${house.address}`,
    `  store      ${house.storeKind === 'embedded' ? 'PostgreSQL on the data directory' : 'PostgreSQL server'}`,
    `  upstreams  ${house.upstreamsNote}`,
  ];
  if (house.sampleKey !== null) {
    lines.push(
      `  key        ${house.sampleKey}`,
      '',
      'Try it:',
      '',
      `  curl ${house.address}/v1/chat/completions -H 'authorization: Bearer ${house.sampleKey}' \\`,
      `    -H 'content-type: application/json' \\`,
      `    -d '{"model":"gpt-5.4-mini","messages":[{"role":"user","content":"Hello"}]}'`,
      '',
      'Then see what was recorded: npx tokenward usage',
    );
  }
  if (house.setUpLink !== null)
    lines.push(
      '',
      'Nobody is administrator yet. Open this once, within a day, to become it:',
      '',
      `  ${house.setUpLink}`,
    );
  return `${lines.join('\n')}\n\n`;
}
