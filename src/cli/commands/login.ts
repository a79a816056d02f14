import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { type ControlClient, createControlClient } from '../../client/create-control-client.ts';
import type { LooseRequest } from '../../client/operation-request.ts';
import { ProblemError } from '../../client/problem-error.ts';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { findAddress } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { moment } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type LoginOptions = {
  readonly address?: string;
  readonly data?: string;
  readonly scope?: readonly string[];
  readonly name?: string;
  readonly json?: boolean;
};

/** Signs this command line in by a browser, so that nobody pastes a key. */
export function addLoginCommand(program: Command, { write }: CommandHouse): void {
  program
    .command('login')
    .description('sign this machine in by a browser: it gets a key of yours, and nobody pastes one')
    .option('--address <url>', 'server (default: TOKENWARD_ADDRESS, else the one known to the data directory)')
    .option('--data <directory>', 'where the key is kept (default: TOKENWARD_DATA or .tokenward)')
    .option('--scope <scope...>', 'what the key may be used for, as far as your roles allow it (default: call approve)')
    .option('--name <name>', 'how this machine is called where you say yes (default: its host name)')
    .option('--json', 'print JSON for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward login --address https://tokenward.example.com\n  tokenward login --scope control.read',
    )
    .action(async (options: LoginOptions) => login(options, write));
}

async function login(options: LoginOptions, write: Write): Promise<void> {
  const address = findAddress(options);
  if (address === undefined)
    throw new CliFailure('No server is known here: name it, "tokenward login --address https://…".', 2);
  const client = createControlClient({ address, key: null });
  const clientName = `tokenward on ${options.name ?? hostname()}`.slice(0, 200);
  const body = { clientName, ...(options.scope === undefined ? {} : { scopes: options.scope }) };
  const wait = await runOperation(client, 'beginDevice', { body } satisfies LooseRequest);
  process.stderr.write(
    `Open ${wait.verificationAddressComplete}\nand check that it shows the code ${wait.userCode}.\n`,
  );
  const made = await waitForKey(client, wait);
  const file = keep(options, { address, key: made.secret ?? '' });
  if (options.json === true) {
    const { secret: _secret, ...told } = made;
    return write(JSON.stringify({ ...told, file }));
  }
  write(
    `You are ${made.personId} here until ${moment(made.expiresAt)}, for ${made.scopes.join(', ')}. The key is in ${file}.`,
  );
}

type Wait = AnswerOf<'beginDevice'>;

/** Asks as often as the server says until somebody has answered or the code is over. */
async function waitForKey(client: ControlClient, wait: Wait): Promise<AnswerOf<'redeemDevice'>> {
  const tries = Math.ceil((Date.parse(wait.expiresAt) - Date.now()) / (wait.intervalSeconds * 1000)) + 1;
  for (let left = Math.max(tries, 1); left > 0; left -= 1) {
    await pause(wait.intervalSeconds * 1000);
    try {
      return await client.call('redeemDevice', { body: { deviceCode: wait.deviceCode } });
    } catch (error) {
      const goesOn =
        error instanceof ProblemError && (error.code === 'device_waiting' || error.code === 'sign_in_limited');
      if (!goesOn) throw error;
    }
  }
  throw new CliFailure('Nobody said yes within ten minutes. Begin again with "tokenward login".');
}

/** Where the other commands look for it; readable by its owner alone. */
function keep(options: LoginOptions, known: { readonly address: string; readonly key: string }): string {
  const directory = options.data ?? process.env['TOKENWARD_DATA'] ?? '.tokenward';
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'cli.json');
  writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
  return file;
}
