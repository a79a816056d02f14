import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from '../machine/started-process.ts';
import { freePort, waitForPort } from './free-port.ts';
import type { StartTarget } from './target.ts';

const mainFile = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const startDeadlineMs = 60_000;

export const startTokenward: StartTarget = async ({ upstreamUrl, folder, profileFolder }) => {
  if (!existsSync(mainFile)) throw new Error('src/cli/main.ts is not there');
  const port = await freePort();
  const started = startProcess({
    name: 'tokenward',
    command: [process.execPath, mainFile, 'serve'],
    environment: { PORT: String(port), NODE_ENV: 'production', UPSTREAM_URL: upstreamUrl, X: profileFolder ?? '' },
    logPath: join(folder, 'tokenward.log'),
  });
  await waitForPort({ port, started, deadlineMs: startDeadlineMs });
  return { name: 'tokenward', port, headers: {}, model: '', rootPid: started.pid, stop: started.stop };
};
