import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runToEnd } from '../machine/run-to-end.ts';
import { startProcess } from '../machine/started-process.ts';
import { freePort, waitForPort } from './free-port.ts';
import type { StartTarget } from './target.ts';

const packageFolder = join(import.meta.dirname, '..', 'peers', 'portkey');
const serverFile = join(packageFolder, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js');
const installDeadlineMs = 120_000;
const startDeadlineMs = 20_000;

/** Installs the pinned peer from its lock file once; throws with npm's words when that is not possible. */
export async function installPortkey(input: { readonly folder: string }): Promise<void> {
  if (existsSync(serverFile)) return;
  await runToEnd({
    name: 'npm ci of the peer',
    command: ['npm', 'ci', '--ignore-scripts', '--omit=dev'],
    workingDirectory: packageFolder,
    environment: { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
    logPath: join(input.folder, 'install-portkey.log'),
    deadlineMs: installDeadlineMs,
  });
}

/** The peer as pass-through: no guardrails, no cache, no retries, its console off. */
export const startPortkey: StartTarget = async ({ upstreamUrl, folder }) => {
  await installPortkey({ folder });
  const port = await freePort();
  const started = startProcess({
    name: 'portkey',
    command: [process.execPath, serverFile, `--port=${port}`, '--headless'],
    environment: { NODE_ENV: 'production' },
    workingDirectory: packageFolder,
    logPath: join(folder, 'portkey.log'),
  });
  await waitForPort({ port, started, deadlineMs: startDeadlineMs });
  return {
    name: 'portkey',
    port,
    headers: {
      authorization: 'Bearer sk-upstream-for-the-benchmark',
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `${upstreamUrl}/v1`,
    },
    model: 'gpt-5-mini',
    rootPid: started.pid,
    stop: () => started.stop(),
  };
};
