import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { folderForClusters } from '../../../test/fakes/store-engines.ts';
import { openPool } from '../connection/open-pool.ts';
import { findServerProcesses } from './postmaster-file.ts';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts';

const ownerScript = fileURLToPath(new URL('embedded-owner.fixture.ts', import.meta.url));

/** A folder that only root or its owner may enter, as `mktemp -d` makes them; goes after the file's tests, with whatever still runs in it. */
export function makePrivateFolder(): string {
  const folder = mkdtempSync(join(folderForClusters(), 'tokenward-embedded-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function start(
  dataDirectory: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDirectory, log: () => undefined, ...options });
}

/** Starts, hands over, stops: what stays behind after a failing test is stopped too. */
export async function withStarted<Result>(
  dataDirectory: string,
  use: (postgres: EmbeddedPostgres) => Promise<Result>,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<Result> {
  const postgres = await start(dataDirectory, options);
  try {
    return await use(postgres);
  } finally {
    await postgres.stop();
  }
}

/** The rows of one statement in the store's own database. */
export async function ask(postgres: EmbeddedPostgres, statement: string): Promise<readonly Record<string, unknown>[]> {
  const pool = openPool(postgres.connection, { connectionsMax: 1 });
  try {
    return (await pool.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await pool.end();
  }
}

export type Owner = { readonly process: ChildProcess; readonly adopted: boolean };

/** Another process that owns the store; resolves when it has run its statement. */
export async function startOwner(
  dataDirectory: string,
  options: { readonly statement?: string; readonly uid?: number; readonly environment?: Record<string, string> } = {},
): Promise<Owner> {
  const { statement = 'select 1', uid, environment } = options;
  const owner = spawn(process.execPath, [ownerScript, dataDirectory, statement], {
    ...(uid === undefined ? {} : { uid, gid: uid }),
    cwd: '/',
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([
    once(owner.stdout, 'data'),
    once(owner, 'exit').then(() => Promise.reject(new Error('the owner ended before it was ready'))),
  ]);
  const said: unknown = JSON.parse(String(line));
  return {
    process: owner,
    adopted: typeof said === 'object' && said !== null && 'adopted' in said && said.adopted === true,
  };
}

export async function kill(owner: Owner, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const exited = once(owner.process, 'exit');
  owner.process.kill(signal);
  await exited;
}

/** The server's processes, as the operating system sees them. */
export function serverProcesses(dataDirectory: string): readonly number[] {
  const found = findServerProcesses(dataDirectory);
  return found === 'unknown' ? [] : found;
}

/** Waits until something is so, and fails in words when it never becomes so. */
export async function eventually(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) {
      throw new Error(`${what} did not happen within a minute`);
    }
    await pause(10);
  }
}
