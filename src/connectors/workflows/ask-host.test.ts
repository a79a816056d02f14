import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { WorkflowResult } from '../../ports/workflow-desk.ts';
import { askHost, type HttpWork } from './ask-host.ts';
import { mayBeAsked } from './private-addresses.ts';

let server: Server;
let origin: string;
const seen: { readonly url: string; readonly headers: IncomingMessage['headers']; body: string }[] = [];

before(async () => {
  server = createServer((request, response) => {
    const note = { url: request.url ?? '', headers: request.headers, body: '' };
    seen.push(note);
    request.on('data', (piece: Buffer) => {
      note.body += piece.toString();
    });
    request.on('end', () => {
      if (note.url.startsWith('/slow')) return;
      if (note.url.startsWith('/away')) return response.writeHead(302, { location: `${origin}/state` }).end();
      if (note.url.startsWith('/long')) return response.end('x'.repeat(5_000));
      if (note.url.startsWith('/broken')) return response.writeHead(500).end('secret detail');
      return response.end(JSON.stringify({ data: { state: 'on its way', 'a/b': [1, 2] } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

function ask(
  change: Partial<HttpWork>,
  {
    values = {},
    isPrivate = true,
  }: { readonly values?: Readonly<Record<string, string>>; readonly isPrivate?: boolean } = {},
): Promise<WorkflowResult> {
  const work: HttpWork = {
    kind: 'http',
    method: 'GET',
    url: `${origin}/state`,
    body: null,
    secret: null,
    pick: null,
    timeoutMs: 400,
    bytesMax: 1_000,
    ...change,
  };
  const hosts = new Map(
    [origin, 'http://localhost:1', 'http://169.254.169.254'].map((one) => [one, { private: isPrivate }]),
  );
  return askHost({ hosts, readSecret: () => 'the-key' }, work, new Map(Object.entries(values)));
}

const whyOf = (result: WorkflowResult): string => (result.kind === 'failed' ? result.why : result.text);

test('what stands at the pointer of the answer is the result', async () => {
  assert.deepEqual(await ask({ pick: '/data/state' }), { kind: 'done', text: 'on its way' });
  assert.deepEqual(await ask({ pick: '/data/a~1b/1' }), { kind: 'done', text: '2' });
  assert.match(whyOf(await ask({ pick: '/data/none' })), /something else/);
});

test('values are escaped for the place in which they stand, and secrets go in their header alone', async () => {
  const values = { order: 'A 1/?#&"', note: '{"x"}' };
  const secret = { header: 'x-api-key', reference: { kind: 'environment', variable: 'ORDERS_API_KEY' } } as const;
  await ask(
    { method: 'POST', url: `${origin}/o/{{order}}?n={{note}}`, body: '{"order":{{order}}}', secret },
    { values },
  );
  const { url, headers, body } = seen.at(-1) ?? { url: '', headers: {}, body: '' };
  assert.equal(url, '/o/A%201%2F%3F%23%26%22?n=%7B%22x%22%7D');
  assert.equal(headers['x-api-key'], 'the-key');
  assert.deepEqual(JSON.parse(body), { order: values.order });
});

test('a value cannot leave its place in the path', async () => {
  const count = seen.length;
  for (const order of ['..', '.', '%2e%2e'].slice(0, 2))
    assert.match(
      whyOf(await ask({ url: `${origin}/o/{{order}}/x` }, { values: { order } })),
      /cannot stand in an address/,
    );
  assert.equal(seen.length, count);
});

test('only hosts of the list are asked, and none in a private network unless the list says so', async () => {
  const count = seen.length;
  assert.match(whyOf(await ask({ url: 'http://127.0.0.1:9/' })), /not allowed/);
  assert.match(
    whyOf(await ask({ url: origin.replace('127.0.0.1', '127.1') }, { isPrivate: false })),
    /could not be asked/,
  );
  assert.match(whyOf(await ask({}, { isPrivate: false })), /could not be asked/);
  assert.match(whyOf(await ask({ url: 'http://localhost:1/' }, { isPrivate: false })), /could not be asked/);
  assert.match(whyOf(await ask({ url: 'http://169.254.169.254/latest' })), /could not be asked/);
  assert.equal(seen.length, count);
});

test('a redirect is not followed, a long answer is not read, a slow one is not waited for, and an error says nothing', async () => {
  assert.match(whyOf(await ask({ url: `${origin}/away` })), /answered with an error/);
  assert.match(whyOf(await ask({ url: `${origin}/long` })), /could not be asked/);
  assert.match(whyOf(await ask({ url: `${origin}/slow`, timeoutMs: 50 })), /did not answer in time/);
  const broken = await ask({ url: `${origin}/broken` });
  assert.deepEqual(broken, { kind: 'failed', why: 'its host answered with an error.', detail: 'status 500' });
});

test('addresses of this machine, of private networks and of what is reserved are known in every way of writing them', () => {
  const outside = ['1.1.1.1', '2606:4700::1', '::ffff:8.8.8.8'];
  // biome-ignore format: a list is read over
  const inside = ['127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0', '::1', '::', 'fd00::1', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '64:ff9b::a00:1', '2002:a00::1'];
  const never = [
    '169.254.169.254',
    '::ffff:169.254.169.254',
    'fe80::1',
    'ff02::1',
    '224.0.0.1',
    '255.255.255.255',
    'nonsense',
    '',
  ];
  for (const address of outside) assert.ok(mayBeAsked(address, false), address);
  for (const address of inside) assert.ok(!mayBeAsked(address, false) && mayBeAsked(address, true), address);
  for (const address of never) assert.ok(!mayBeAsked(address, true), address);
});
