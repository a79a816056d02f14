import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Pool } from 'pg';
import { type ControlClient, createControlClient } from '../../src/client/create-control-client.ts';
import { openPool } from '../../src/store/connection/open-pool.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/start-embedded-postgres.ts';
import { startProcess } from '../machine/started-process.ts';
import { waitForPort } from '../targets/free-port.ts';

export type PagesHouse = {
  readonly address: string;
  readonly pid: number;
  /** With every right of the control plane. */
  readonly client: ControlClient;
  /** By which somebody becomes the first administrator. */
  readonly setUpLink: () => string;
  readonly stop: () => Promise<void>;
};

const checkout = join(import.meta.dirname, '..', '..');
const START_MAX_MS = 120_000;
const STOP_GRACE_MS = 60_000;
const KEY_WAIT_MS = 10_000;

/** The server as it is delivered, on the data in `folder`, with the pages of this checkout. */
export async function startPagesHouse({ folder, port }: { folder: string; port: number }): Promise<PagesHouse> {
  mkdirSync(folder, { recursive: true });
  execFileSync(process.execPath, [join(checkout, 'bin', 'web', 'build-when-changed.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const flags: readonly string[] = [
    ...JSON.parse(readFileSync(join(checkout, 'bin', 'start', 'server-flags.json'), 'utf8')),
    `--import=${pathToFileURL(join(checkout, 'bin', 'start', 'stripped-sources.mjs')).href}`,
  ];
  const data = join(folder, 'data');
  const logPath = join(folder, 'tokenward.log');
  const started = startProcess({
    name: 'tokenward',
    command: [process.execPath, ...flags, join(checkout, 'src', 'cli', 'main.ts'), 'serve'],
    environment: { PORT: String(port), TOKENWARD_DATA: data, NODE_ENV: 'production', DATABASE_URL: '' },
    workingDirectory: folder,
    logPath,
  });
  await waitForPort({ port, started, deadlineMs: START_MAX_MS });
  const address = `http://127.0.0.1:${port}`;
  const key = await keyIn(join(data, 'cli.json'), address);
  return {
    address,
    pid: started.pid,
    client: createControlClient({ address, key }),
    setUpLink: () =>
      readFileSync(logPath, 'utf8')
        .match(/\S+\/sign-in#link=[\w-]+/g)
        ?.at(-1) ?? address,
    stop: () => started.stop(STOP_GRACE_MS),
  };
}

/** A pool on the embedded store of a house, joined beside it. */
export async function withStoreOf(folder: string, use: (pool: Pool) => Promise<void>): Promise<void> {
  const embedded = await startEmbeddedPostgres({
    dataDirectory: join(folder, 'data', 'postgres'),
    log: () => undefined,
  });
  const pool = openPool(embedded.connection, { connectionsMax: 2 });
  try {
    await use(pool);
  } finally {
    await pool.end();
    await embedded.stop();
  }
}

/** The file is written a moment after the server listens, anew at each start. */
async function keyIn(path: string, address: string): Promise<string> {
  for (let waitedMs = 0; waitedMs < KEY_WAIT_MS; waitedMs += 50) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const found: { readonly key?: unknown; readonly address?: unknown } = text.trimEnd().endsWith('}')
      ? JSON.parse(text)
      : {};
    if (typeof found.key === 'string' && text.includes(address)) return found.key;
    await sleep(50);
  }
  throw new Error(`tokenward listens, but has written no key to ${path}`);
}
