import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addServeCommand } from './commands/serve.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('tokenward')
  .description(
    'Governed use of language models: gateway, metering, audit. Every command but serve speaks to a running server.',
  )
  .version(version)
  .showHelpAfterError('(tokenward --help tells more)');

addServeCommand(program, version);

await program.parseAsync();
