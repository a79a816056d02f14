import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type ControlClient, createControlClient } from '../../client/create-control-client.ts';
import { CliFailure } from './cli-failure.ts';

export type ConnectionOptions = {
  readonly address?: string;
  readonly keyFile?: string;
  readonly data?: string;
  readonly json?: boolean;
};

/** The options of each command that speaks to a server. */
export function withConnection(command: Command): Command {
  return command
    .option('--address <url>', 'server (default: TOKENWARD_ADDRESS, else what serve wrote to the data directory)')
    .option(
      '--key-file <file>',
      'file with the key (default: TOKENWARD_KEY, else what serve wrote to the data directory)',
    )
    .option('--data <directory>', 'data directory of a server on this machine (default: TOKENWARD_DATA or .tokenward)')
    .option('--json', 'print JSON for programs');
}

export type KnownServer = { readonly address: string; readonly key: string };

export function openConnection(options: ConnectionOptions, more: { readonly timeoutMs?: number } = {}): ControlClient {
  const known = findConnection(options);
  if (known !== undefined) return createControlClient({ ...known, ...more });
  throw new CliFailure(
    'No server is known here. Start one with "npm start" or "tokenward serve", or name it by TOKENWARD_ADDRESS and TOKENWARD_KEY.',
  );
}

/** Finds server and key: the options, then the environment, then what `serve` left on this machine. */
export function findConnection(options: ConnectionOptions): KnownServer | undefined {
  const left = readLeft(options);
  const address = options.address ?? nonEmpty('TOKENWARD_ADDRESS') ?? left?.address;
  const key = options.keyFile === undefined ? (nonEmpty('TOKENWARD_KEY') ?? left?.key) : readKey(options.keyFile);
  if (address === undefined || key === undefined) return undefined;
  if (!URL.canParse(address)) throw new CliFailure(`"${address}" is not an address: write http://127.0.0.1:8787.`, 2);
  return { address, key };
}

/** The server alone, for whoever has no key yet. */
export function findAddress(options: Pick<ConnectionOptions, 'address' | 'data'>): string | undefined {
  const address = options.address ?? nonEmpty('TOKENWARD_ADDRESS') ?? readLeft(options)?.address;
  if (address !== undefined && !URL.canParse(address))
    throw new CliFailure(`"${address}" is not an address: write http://127.0.0.1:8787.`, 2);
  return address;
}

function nonEmpty(variable: string): string | undefined {
  const value = process.env[variable];
  return value === '' ? undefined : value;
}

function readLeft(options: ConnectionOptions): KnownServer | undefined {
  const file = join(options.data ?? process.env['TOKENWARD_DATA'] ?? '.tokenward', 'cli.json');
  if (!existsSync(file)) return undefined;
  const value = parseJson(readFileSync(file, 'utf8'));
  if (typeof value !== 'object' || value === null || !('address' in value) || !('key' in value)) return undefined;
  return { address: String(value.address), key: String(value.key) };
}

function readKey(file: string): string {
  if (!existsSync(file)) throw new CliFailure(`There is no key file ${file}.`, 2);
  return readFileSync(file, 'utf8').trim();
}

/** A file that is just being written is as good as none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
