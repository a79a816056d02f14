import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded/start-embedded-postgres.ts';
import { dropAbandonedDatabases } from './postgres-template.ts';
import { type StoreEngine, testDataDirectory } from './store-engines.ts';

const watchdogScript = fileURLToPath(new URL('postgres-watchdog.ts', import.meta.url));

type RunningCluster = { readonly postgres: EmbeddedPostgres; readonly watchdog: ChildProcess | undefined };

const startFailuresMax = 5;

const running = new Map<string, Promise<RunningCluster>>();

/**
 * The engine's test server, started by the first test process that asks and shared by all that run at the
 * same time; the last that ends stops it. When a test process is killed, its watchdog leaves for it.
 */
export async function sharedTestCluster(engine: StoreEngine): Promise<EmbeddedPostgres> {
  const cluster = running.get(engine.name) ?? startCluster(engine);
  running.set(engine.name, cluster);
  return (await cluster).postgres;
}

/** Leaves all test servers; runs by itself after the last test of a process. */
export async function leaveTestClusters(): Promise<void> {
  const clusters = [...running.values()];
  running.clear();
  for (const { postgres, watchdog } of await Promise.all(clusters)) {
    await postgres.stop();
    watchdog?.stdin?.end('left\n');
  }
}

after(leaveTestClusters);

async function startCluster(engine: StoreEngine): Promise<RunningCluster> {
  const watchdog = startWatchdog(engine);
  const postgres = await startOrJoin(engine, 0);
  await dropAbandonedDatabases(postgres.administration);
  return { postgres, watchdog };
}

/** The last user of the server may take its files away between our look and our start: then there is a next look. */
async function startOrJoin(engine: StoreEngine, failures: number): Promise<EmbeddedPostgres> {
  const dataDirectory = testDataDirectory(engine);
  try {
    return await startEmbeddedPostgres({
      dataDirectory,
      purpose: 'disposable',
      installation: engine.locate(),
      log: ({ message }) => process.emitWarning(message),
    });
  } catch (error) {
    if (failures >= startFailuresMax || existsSync(join(dataDirectory, 'PG_VERSION'))) {
      throw error;
    }
    return startOrJoin(engine, failures + 1);
  }
}

/** A shell that waits on a pipe costs nothing; the pipe ends with this process, however it ends. */
function startWatchdog(engine: StoreEngine): ChildProcess | undefined {
  if (process.platform === 'win32') {
    return undefined;
  }
  const watchdog = spawn(
    '/bin/sh',
    ['-c', 'read -r word; [ "$word" = left ] || exec "$0" "$@"', process.execPath, watchdogScript, engine.name],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  watchdog.unref();
  const { stdin } = watchdog;
  stdin.on('error', () => undefined);
  if ('unref' in stdin && typeof stdin.unref === 'function') {
    stdin.unref();
  }
  return watchdog;
}
