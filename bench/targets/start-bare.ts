import { join } from 'node:path';
import { startProcess } from '../machine/started-process.ts';
import { freePort, waitForPort } from './free-port.ts';
import type { StartTarget } from './target.ts';

const startDeadlineMs = 10_000;

export const startBare: StartTarget = async ({ upstreamUrl, folder }) => {
  const port = await freePort();
  const started = startProcess({
    name: 'the bare proxy',
    command: [process.execPath, join(import.meta.dirname, '..', 'bare-proxy.ts')],
    environment: { PORT: String(port), UPSTREAM_URL: upstreamUrl, NODE_ENV: 'production' },
    logPath: join(folder, 'bare.log'),
  });
  await waitForPort({ port, started, deadlineMs: startDeadlineMs });
  return {
    name: 'bare',
    port,
    headers: { authorization: 'Bearer sk-upstream-for-the-benchmark' },
    model: 'gpt-5-mini',
    rootPid: started.pid,
    stop: () => started.stop(),
  };
};
