import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { createControlClient } from '../../../src/client/create-control-client.ts';

const KEY = 'tw_a-key-that-must-not-be-shown';

describe('The control client', () => {
  test('a server that does not answer in time, or at all, is told apart from one that refuses', async (t) => {
    const silent = await serve(t, () => undefined);
    const slow = createControlClient({ address: silent, key: KEY, timeoutMs: 50 });
    await assert.rejects(slow.call('readMe', {}), { name: 'UnansweredError', reason: 'timeout' });
    const nobody = createControlClient({ address: 'http://127.0.0.1:1', key: KEY });
    await assert.rejects(nobody.call('readMe', {}), { name: 'UnansweredError', reason: 'unreachable' });
  });

  test('an answer that no Tokenward server sends is not believed', async (t) => {
    for (const [status, body] of [
      [200, '<html>Welcome</html>'],
      [200, '{"hello":"world"}'],
      [502, 'Bad gateway'],
      [404, '{"error":"no"}'],
    ] as const) {
      const address = await serve(t, (_request, response) => response.writeHead(status).end(body));
      const client = createControlClient({ address, key: KEY });
      await assert.rejects(client.call('readMe', {}), { name: 'UnansweredError', reason: 'not_tokenward' });
    }
  });

  test('a redirect is not followed, so that the key goes nowhere else', async (t) => {
    let visited = false;
    const other = await serve(t, (_request, response) => {
      visited = true;
      response.end('{}');
    });
    const address = await serve(t, (_request, response) => response.writeHead(307, { location: other }).end());
    await assert.rejects(createControlClient({ address, key: KEY }).call('readMe', {}), { name: 'UnansweredError' });
    assert.equal(visited, false);
  });

  test('no error shows the key', async () => {
    const client = createControlClient({ address: 'http://127.0.0.1:1', key: KEY });
    const error: unknown = await client.call('readMe', {}).catch((thrown: unknown) => thrown);
    const { inspect } = await import('node:util');
    assert.ok(!inspect(error, { depth: 10 }).includes(KEY));
  });

  test('lines come whole, however the stream is cut, also inside a character', async (t) => {
    const lines = ['{"kind":"header","word":"Grüße"}', '', '{"kind":"end","sign":"€"}'];
    const bytes = Buffer.from(lines.join('\n'));
    const address = await serve(t, async (_request, response) => {
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      response.end();
    });
    const seen: string[] = [];
    for await (const line of createControlClient({ address, key: KEY }).lines('exportAudit', {})) seen.push(line);
    assert.deepEqual(seen, lines);
  });

  test('a stream that falls silent or is cut ends with an error', async (t) => {
    const silent = await serve(t, (_request, response) => void response.write('{"kind":"header"}\n'));
    const drain = async (address: string): Promise<void> => {
      for await (const _line of createControlClient({ address, key: KEY, timeoutMs: 50 }).lines('exportAudit', {}));
    };
    await assert.rejects(drain(silent), { reason: 'timeout' });
    const cut = await serve(t, (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"kind":"header"}\n', () => response.destroy());
    });
    await assert.rejects(drain(cut), { name: 'UnansweredError' });
  });
});

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

async function serve(t: TestContext, listener: Listener): Promise<string> {
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
