import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { type SeenRequest, type SimulatedUpstream, startSimulatedUpstream } from './simulated/simulated-upstream.ts';
import { hear, question, upstreamRow } from './upstream/heard-call.fixture.ts';
import { type ClosableUpstreamCaller, createUpstreamCaller } from './upstream-caller.ts';

const secrets: Readonly<Record<string, string>> = { PROVIDER_KEY: 'sk-upstream-secret' };
const seen: SeenRequest[] = [];
const leaving: (() => void)[] = [];
let upstream: SimulatedUpstream;
let caller: ClosableUpstreamCaller;

before(async () => {
  upstream = await startSimulatedUpstream({
    latencyMs: 0,
    eventDelayMs: 0,
    seen: (request) => seen.push(request),
    left: () => leaving.shift()?.(),
  });
  caller = createUpstreamCaller((reference) =>
    reference.kind === 'environment' ? secrets[reference.variable] : undefined,
  );
});

after(async () => {
  await caller.destroy();
  await upstream.close();
});

test('an answer arrives whole, with its status and lower-case headers, and ends once', async () => {
  const heard = await hear(caller, { upstream: upstreamRow(upstream.baseUrl), body: question('m') }).over;
  assert.equal(heard.heads.length, 1);
  assert.equal(heard.heads[0]?.status, 200);
  assert.ok(heard.heads[0]?.headers.includes('content-type'));
  assert.equal(heard.ends, 1);
  assert.deepEqual(heard.failures, []);
  assert.match(heard.text(), /"chat.completion".*simulated answer/s);
});

test('the upstream sees its own key and identity encoding, and nothing of the client’s credentials or connection', async () => {
  const row = upstreamRow(upstream.baseUrl, { key: { kind: 'environment', variable: 'PROVIDER_KEY' } });
  const headers = [
    ...['authorization', 'Bearer tw-client', 'x-api-key', 'tw-client', 'api-key', 'tw-client', 'cookie', 'tw-client'],
    ...[
      'host',
      'evil.invalid',
      'accept-encoding',
      'gzip',
      'x-stainless-lang',
      'js',
      'content-type',
      'application/json',
    ],
  ];
  await hear(caller, { upstream: row, body: question('m'), headers }).over;
  const last = seen.at(-1);
  assert.equal(last?.headers.authorization, 'Bearer sk-upstream-secret');
  assert.equal(last?.headers['accept-encoding'], 'identity');
  assert.equal(last?.headers['x-stainless-lang'], 'js');
  assert.notEqual(last?.headers.host, 'evil.invalid');
  assert.ok(!JSON.stringify(last?.headers).includes('tw-client'));
});

test('each kind of host gets its key where it looks for it, and Anthropic a version when the client named none', async () => {
  const key = { kind: 'environment', variable: 'PROVIDER_KEY' } as const;
  const body = question('m');
  const anthropic = upstreamRow(upstream.baseUrl, { id: 'a', kind: 'anthropic', baseUrl: upstream.baseUrl, key });
  await hear(caller, { upstream: anthropic, body, path: '/v1/messages' }).over;
  assert.equal(seen.at(-1)?.headers['x-api-key'], 'sk-upstream-secret');
  assert.equal(seen.at(-1)?.headers['anthropic-version'], '2023-06-01');
  const headers = ['anthropic-version', '2030-01-01'];
  await hear(caller, { upstream: anthropic, body, path: '/v1/messages', headers }).over;
  assert.equal(seen.at(-1)?.headers['anthropic-version'], '2030-01-01');
  const azure = upstreamRow(upstream.baseUrl, { id: 'z', kind: 'azure-openai', baseUrl: upstream.baseUrl, key });
  await hear(caller, { upstream: azure, body, path: '/openai/v1/chat/completions' }).over;
  assert.equal(seen.at(-1)?.headers['api-key'], 'sk-upstream-secret');
  assert.equal(seen.at(-1)?.path, '/openai/v1/chat/completions');
});

test('a key that is not set fails the call after it returned, and names the variable and no value', async () => {
  const row = upstreamRow(upstream.baseUrl, { key: { kind: 'environment', variable: 'NOT_SET' } });
  const { heard, over } = hear(caller, { upstream: row, body: question('m') });
  assert.equal(heard.failures.length, 0);
  const [failure] = (await over).failures;
  assert.equal(failure?.kind, 'unreachable');
  assert.equal(failure?.sent, false);
  assert.match(failure?.detail ?? '', /NOT_SET/);
});

// fault, streamed, kind of failure, whether the head had come
const FAULTS = [
  ['sim-hang', false, 'first_byte_timeout', 0],
  ['sim-stall', false, 'idle_timeout', 1],
  ['sim-stall', true, 'idle_timeout', 1],
  ['sim-reset', false, 'broken', 0],
  ['sim-cut', false, 'broken', 1],
  ['sim-cut', true, 'broken', 1],
  ['sim-long-length', false, 'broken', 1],
  ['sim-garbage', false, 'broken', 0],
  ['sim-redirect', false, 'broken', 0],
  ['sim-gzip', false, 'broken', 0],
  ['sim-big-headers', false, 'broken', 0],
] as const;

for (const [fault, stream, kind, heads] of FAULTS) {
  test(`${fault}${stream ? ' in a stream' : ''} ends once as ${kind}, and says that the request was sent`, async () => {
    const heard = await hear(caller, { upstream: upstreamRow(upstream.baseUrl), body: question(fault, stream) }).over;
    assert.equal(heard.failures.length, 1);
    assert.equal(heard.ends, 0);
    assert.equal(heard.failures[0]?.kind, kind);
    assert.equal(heard.failures[0]?.sent, true);
    assert.equal(heard.heads.length, heads);
  });
}

test('more bytes than were promised are not taken for part of the answer', async () => {
  const heard = await hear(caller, { upstream: upstreamRow(upstream.baseUrl), body: question('sim-short-length') })
    .over;
  assert.equal(heard.ends + heard.failures.length, 1);
  const promised = heard.heads[0]?.headers[(heard.heads[0]?.headers.indexOf('content-length') ?? 0) + 1];
  assert.ok(Buffer.concat(heard.chunks).length <= Number(promised));
});

test('an error, a web page and a stream cut into bytes are answers: they are passed on as they are', async () => {
  const row = upstreamRow(upstream.baseUrl);
  const failed = await hear(caller, { upstream: row, body: question('sim-error-529') }).over;
  assert.equal(failed.heads[0]?.status, 529);
  assert.equal(failed.ends, 1);
  const page = await hear(caller, { upstream: row, body: question('sim-html') }).over;
  assert.equal(page.heads[0]?.headers[page.heads[0].headers.indexOf('content-type') + 1], 'text/html; charset=utf-8');
  const bytes = await hear(caller, { upstream: row, body: question('sim-bytes', true) }).over;
  assert.match(bytes.text(), /“How do tides work\?”|“How |data: \[DONE\]/);
  assert.equal(bytes.ends, 1);
});

test('a host where nobody listens is unreachable, and nothing was sent', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  server.close();
  await once(server, 'close');
  const row = upstreamRow(`http://127.0.0.1:${address.port}`, { id: 'nobody' });
  const heard = await hear(caller, { upstream: row, body: question('m') }).over;
  assert.deepEqual(
    heard.failures.map(({ kind, sent }) => ({ kind, sent })),
    [{ kind: 'unreachable', sent: false }],
  );
});

test('aborting tells the listener at once and once, and the upstream sees the connection close', async () => {
  const left = new Promise<void>((resolve) => leaving.push(resolve));
  const row = upstreamRow(upstream.baseUrl, { id: 'abort', firstByteTimeoutMs: 5_000 });
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const { call, heard } = hear(caller, { upstream: row, body: question('sim-stall', true) }, () => arrive());
  await arrived;
  call.abort('client left');
  call.abort('client left again');
  assert.deepEqual(heard.failures, [{ kind: 'aborted', detail: 'client left', sent: true }]);
  const chunks = heard.chunks.length;
  await left;
  assert.equal(heard.chunks.length, chunks);
  assert.equal(heard.ends, 0);
});

test('a call aborted before it had a connection never reaches the upstream', async () => {
  const before = seen.length;
  const row = upstreamRow(upstream.baseUrl, { id: 'early' });
  const { call, heard } = hear(caller, { upstream: row, body: question('m') });
  call.abort('client left');
  await hear(caller, { upstream: row, body: question('after') }).over;
  assert.equal(heard.failures.length, 1);
  assert.equal(heard.failures[0]?.sent, false);
  assert.equal(seen.length, before + 1);
});

test('with all connections taken a call waits a little and is then refused as busy; a freed one is used again', async () => {
  const row = upstreamRow(upstream.baseUrl, { id: 'busy', concurrencyMax: 1, firstByteTimeoutMs: 5_000 });
  const first = hear(caller, { upstream: row, body: question('sim-hang') });
  const second = await hear(caller, { upstream: row, body: question('m') }).over;
  assert.equal(second.failures[0]?.kind, 'busy');
  assert.equal(second.failures[0]?.sent, false);
  const third = hear(caller, { upstream: row, body: question('m') });
  first.call.abort('enough');
  assert.equal((await third.over).ends, 1);
  assert.equal((await hear(caller, { upstream: row, body: question('m') }).over).ends, 1);
});

test('no more calls wait than the bound allows', async () => {
  const row = upstreamRow(upstream.baseUrl, { id: 'crowd', concurrencyMax: 1, firstByteTimeoutMs: 5_000 });
  const first = hear(caller, { upstream: row, body: question('sim-hang') });
  const crowd = Array.from({ length: 100 }, () => hear(caller, { upstream: row, body: question('m') }));
  await Promise.resolve();
  assert.equal(crowd.filter(({ heard }) => heard.failures[0]?.kind === 'busy').length, 36);
  await Promise.all(crowd.map(({ over }) => over));
  first.call.abort('enough');
});

test('a changed row gets new connections, and what the old ones had begun still ends', async () => {
  const row = upstreamRow(upstream.baseUrl, { id: 'changing', firstByteTimeoutMs: 5_000 });
  const old = hear(caller, { upstream: row, body: question('sim-slow') });
  const changed = await hear(caller, { upstream: { ...row, idleTimeoutMs: 300 }, body: question('m') }).over;
  assert.equal(changed.ends, 1);
  assert.equal((await old.over).ends, 1);
});

test('a paused call delivers nothing more until it is resumed, and is not timed out meanwhile', async () => {
  const row = upstreamRow(upstream.baseUrl, { id: 'paused', idleTimeoutMs: 100 });
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  let paused = false;
  const running = hear(caller, { upstream: row, body: question('sim-long', true) }, () => {
    if (paused) return;
    paused = true;
    running.call.pause();
    arrive();
  });
  await arrived;
  const held = running.heard.chunks.length;
  await hear(caller, { upstream: row, body: question('sim-stall') }).over;
  assert.equal(running.heard.failures.length, 0);
  assert.ok(running.heard.chunks.length <= held + 1);
  running.call.resume();
  assert.equal((await running.over).ends, 1);
  assert.match(running.heard.text(), /data: \[DONE\]/);
});
