import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type AddCommands, COMMAND_FILES, type CommandName } from './commands/command-files.ts';
import { reportFailure } from './connection/report-failure.ts';

const HELP_ASKED: readonly string[] = ['commander.helpDisplayed', 'commander.version'];

/** Carries out what the arguments ask for, and sets the exit code: 1 for a failure, 2 for being asked wrongly. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // A pipe that is closed early, as by `head`, is the reader's choice and no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const write = (text: string): void => void process.stdout.write(`${text}\n`);
  const version = readVersion();
  const program = createProgram(version);
  try {
    for (const add of await loadCommands(argv[2])) add(program, { write, version });
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = HELP_ASKED.includes(error.code) ? 0 : 2;
    else process.exitCode = reportFailure(error);
  }
}

function createProgram(version: string): Command {
  return new Command('tokenward')
    .description(
      'Governed use of language models: gateway, metering, audit trail.\n\n' +
        'Commands that read or change something speak to a running server: the one that "serve" started on this machine, ' +
        'or the one that TOKENWARD_ADDRESS and TOKENWARD_KEY name.',
    )
    .version(version)
    .showHelpAfterError('("--help" after the command tells more.)')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward serve\n  tokenward usage --by team --last 7d\n  tokenward audit verify\n  tokenward doctor',
    )
    .exitOverride();
}

/** Only the asked command's file is loaded; all of them for help. */
async function loadCommands(name: string | undefined): Promise<readonly AddCommands[]> {
  const asked = isCommandName(name) ? [COMMAND_FILES[name]] : Object.values(COMMAND_FILES);
  return Promise.all([...new Set(asked)].map((load) => load()));
}

function isCommandName(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(COMMAND_FILES, name);
}

function readVersion(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : 'unknown';
}
