import { spawn } from 'node:child_process';
import { closeSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { structuralSettings, toAccessFile, toArguments, toConfigurationFile } from './cluster-settings.ts';
import { dataDirectoryAsSeenBy, serverEnvironment, spawnRights } from './server-account.ts';
import { openServerFile, writeServerFile } from './server-file.ts';

export type SpawnedServer = { hasExited: boolean; failure: string };

/**
 * Starts the server and does not wait for it. It is its own process group (Ctrl-C in a terminal reaches
 * only us, who stop it in order) and holds no pipe of ours, so that it outlives us whole when we are killed.
 */
export async function spawnServer(cluster: Cluster): Promise<SpawnedServer> {
  const { dataDirectory, account, binaries, settings } = cluster;
  const loopback = process.platform === 'win32' ? { port: await findFreePort() } : undefined;
  writeServerFile(join(dataDirectory, 'postgresql.conf'), toConfigurationFile(settings), account);
  writeServerFile(join(dataDirectory, 'pg_hba.conf'), toAccessFile(loopback !== undefined), account);
  const startLog = join(dataDirectory, 'start.log');
  const output = openServerFile(startLog, account);
  const directory = dataDirectoryAsSeenBy(account, dataDirectory);
  const child = spawn(
    join(binaries.binDirectory, 'postgres'),
    ['-D', directory, ...toArguments(structuralSettings(loopback))],
    {
      ...spawnRights(account),
      cwd: dataDirectory,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', output, output],
      windowsHide: true,
    },
  );
  closeSync(output);
  const server: SpawnedServer = { hasExited: false, failure: '' };
  const end = (why: string): void => {
    server.hasExited = true;
    server.failure = [why, ...readComplaints(dataDirectory, startLog)].join('\n');
  };
  child.once('error', (error) => end(error.message));
  child.once('exit', (code, signal) => end(`postgres ended with ${signal ?? `code ${code}`}`));
  child.unref();
  return server;
}

/** What the server said last: to its own output before its log was open, to its newest log file after. */
function readComplaints(dataDirectory: string, startLog: string): string[] {
  const start = orNone(() => readFileSync(startLog, 'utf8').trim().split('\n'));
  if (!start.some((line) => line.includes('redirecting log output'))) {
    return start.slice(-5);
  }
  const logDirectory = join(dataDirectory, 'log');
  const newest = orNone(() => readdirSync(logDirectory))
    .map((name) => join(logDirectory, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
    .slice(0, 1);
  return newest
    .flatMap((path) => orNone(() => readFileSync(path, 'utf8').split('\n').slice(-20)))
    .filter((line) => /FATAL|PANIC/.test(line))
    .slice(-3);
}

/** The data directory may be gone when its server ends: then there is nothing to tell. */
function orNone(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 5432;
      probe.close(() => resolve(port));
    });
  });
}
