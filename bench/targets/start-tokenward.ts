import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { startProcess } from '../machine/started-process.ts';
import { freePort, waitForPort } from './free-port.ts';
import type { StartTarget } from './target.ts';

const checkout = join(import.meta.dirname, '..', '..');
/** The front door's own flags: what is measured is what people start. */
const serverFlags: readonly string[] = [
  ...JSON.parse(readFileSync(join(checkout, 'bin', 'start', 'server-flags.json'), 'utf8')),
  `--import=${pathToFileURL(join(checkout, 'bin', 'start', 'stripped-sources.mjs')).href}`,
];
const serverEnvironment: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(checkout, 'bin', 'start', 'server-environment.json'), 'utf8'),
);
const startDeadlineMs = 60_000;
const profileGraceMs = 40_000;
const sampleWaitMs = 5_000;

/** The server as it is delivered, on an empty data directory, its sample organisation and everything else on. */
export const startTokenward: StartTarget = async ({ upstreamUrl, folder, profileFolder }) => {
  const port = await freePort();
  const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const dataDirectory = join(folder, 'data');
  const started = startProcess({
    name: 'tokenward',
    command: [process.execPath, ...serverFlags, ...profiling, join(checkout, 'src', 'cli', 'main.ts'), 'serve'],
    environment: {
      ...serverEnvironment,
      PORT: String(port),
      TOKENWARD_DATA: dataDirectory,
      TOKENWARD_SIMULATED_UPSTREAM: upstreamUrl,
      NODE_ENV: 'production',
      DATABASE_URL: '',
      OPENAI_API_KEY: '',
      ANTHROPIC_API_KEY: '',
    },
    workingDirectory: folder,
    logPath: join(folder, 'tokenward.log'),
  });
  await waitForPort({ port, started, deadlineMs: startDeadlineMs });
  const key = await sampleKey(join(dataDirectory, 'sample.json'));
  return {
    name: 'tokenward',
    port,
    headers: { authorization: `Bearer ${key}` },
    model: 'gpt-5.4-mini',
    rootPid: started.pid,
    // A profile is written at the very end of an orderly stop.
    stop: () => started.stop(profileFolder === undefined ? undefined : profileGraceMs),
  };
};

/** The file is written a moment after the server listens. */
async function sampleKey(path: string): Promise<string> {
  for (let waitedMs = 0; waitedMs < sampleWaitMs; waitedMs += 20) {
    const text = existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : '';
    if (text.endsWith('}')) {
      const sample: { readonly key?: unknown } = JSON.parse(text);
      if (typeof sample.key === 'string') return sample.key;
    }
    await sleep(20);
  }
  throw new Error(`tokenward listens, but has written no key to ${path}`);
}
