import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

const SYSTEM_LIMIT = '/proc/sys/net/core/somaxconn';
const CONNECTIONS = 1_000;

/** Listens in a thread of its own, and takes no connection until it is told. */
const BUSY_SERVER = `
  import { createServer } from 'node:http';
  import { parentPort, workerData } from 'node:worker_threads';
  const { listen } = await import(workerData.listen);
  const server = createServer((_, response) => response.end('taken'));
  parentPort.postMessage(await listen(server, { host: '127.0.0.1', port: 0 }));
  Atomics.wait(workerData.mayGoOn, 0, 0);
`;

test('a thousand connections that come while the server is busy wait for it, and all are answered', async (t) => {
  if (!existsSync(SYSTEM_LIMIT) || Number(readFileSync(SYSTEM_LIMIT, 'utf8')) < CONNECTIONS)
    return t.skip('this system lets fewer wait');
  const mayGoOn = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(BUSY_SERVER)}`), {
    workerData: { mayGoOn, listen: new URL('./listen.ts', import.meta.url).href },
  });
  t.after(() => {
    Atomics.notify(mayGoOn, 0);
    return worker.terminate();
  });
  const [port] = await once(worker, 'message');
  const sockets = Array.from({ length: CONNECTIONS }, () => connect({ port, host: '127.0.0.1' }));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const answers = sockets.map(answerOf);
  Atomics.store(mayGoOn, 0, 1);
  Atomics.notify(mayGoOn, 0);
  for (const answer of await Promise.all(answers)) assert.match(answer, /^HTTP\/1\.1 200 [\s\S]*taken/);
});

async function answerOf(socket: Socket): Promise<string> {
  socket.end('GET / HTTP/1.1\r\nhost: house\r\nconnection: close\r\n\r\n');
  let text = '';
  for await (const bytes of socket) text += String(bytes);
  return text;
}
