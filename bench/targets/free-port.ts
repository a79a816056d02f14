import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { logTail, type StartedProcess } from '../machine/started-process.ts';

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no loopback port is free');
  return address.port;
}

/** Waits until the process listens; says what it logged when it ends or when the time is over. */
export async function waitForPort(input: {
  readonly port: number;
  readonly started: StartedProcess;
  readonly deadlineMs: number;
}): Promise<void> {
  const { port, started } = input;
  const endAtMs = performance.now() + input.deadlineMs;
  while (!(await accepts(port))) {
    const ended = started.child.exitCode !== null || started.child.signalCode !== null;
    if (ended || performance.now() > endAtMs) {
      const what = ended ? 'ended' : `did not listen within ${input.deadlineMs} ms`;
      throw new Error(`the process for port ${port} ${what}:\n${logTail(started.logPath)}`);
    }
    await sleep(50);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
