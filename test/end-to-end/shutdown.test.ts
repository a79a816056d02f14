import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginCall } from './call-house.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';
import { readCalls, readMetric } from './read-ledger.ts';

const STREAMS = 6;

test('SIGTERM lets streams finish, turns new calls away in their own shape, settles everything and ends with 0', async () => {
  // About forty events a stream: each lasts half a second or more.
  const upstream = await startCountingUpstream({ eventDelayMs: 15 });
  const plan = { folder: makeHouseFolder(), upstream: upstream.baseUrl };
  const house = await startHouse(plan);
  const streams = Array.from({ length: STREAMS }, async (_, index) => {
    const begun = await beginCall({ ...house, name: `stream-${index}`, stream: true });
    return begun.text();
  });
  await eventually('all streams', async () => (await readMetric(house.address, 'tokenward_calls_live')) === STREAMS);
  const ending = house.terminate();
  await eventually('the stop', () => house.written().includes('Stopping'));

  assert.equal((await fetch(`${house.address}/healthz`)).status, 200);
  const ready = await fetch(`${house.address}/readyz`);
  assert.equal(ready.status, 503);
  assert.match(await ready.text(), /shutting down/);
  const chat = await beginCall({ ...house, name: 'late-chat' });
  assert.equal(chat.status, 503);
  assert.equal(chat.headers.get('connection'), 'close');
  assert.equal(chat.headers.get('x-should-retry'), 'true');
  assert.match(await chat.text(), /^\{"error":\{"message":".*"code":"shutting_down"/);
  const messages = await beginCall({ ...house, name: 'late-messages', face: 'messages' });
  assert.equal(messages.status, 503);
  assert.match(await messages.text(), /^\{"type":"error","error":\{"type":"overloaded_error"/);

  for (const text of await Promise.all(streams)) assert.match(text, /data: \[DONE\]\s*$/);
  assert.deepEqual(await ending, { code: 0, signal: null });
  assert.equal(upstream.seen.length, STREAMS, 'a call that was turned away went upstream');

  const again = await startHouse(plan);
  const calls = await readCalls(again);
  assert.deepEqual(
    calls.map(({ outcome, usageBasis }) => `${outcome} ${usageBasis}`),
    Array.from({ length: STREAMS }, () => 'completed measured'),
  );
  await again.terminate();
});

test('A stream that lasts longer than the limit is cut, and is on the record for what had come', async () => {
  const upstream = await startCountingUpstream({ eventDelayMs: 200 });
  const plan = { folder: makeHouseFolder(), upstream: upstream.baseUrl, settings: { shutdownMaxMs: 300 } };
  const house = await startHouse(plan);
  const reader = (await beginCall({ ...house, name: 'long', stream: true })).body?.getReader();
  let text = '';
  while (!/"content":"\w/.test(text)) text += Buffer.from((await reader?.read())?.value ?? []).toString();
  const endingMs = performance.now();
  assert.deepEqual(await house.terminate(), { code: 0, signal: null });
  assert.ok(performance.now() - endingMs < 20_000);
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) text += Buffer.from(part.value);
  assert.match(text, /"code":"upstream_timeout"/);
  assert.doesNotMatch(text, /DONE/);

  const again = await startHouse(plan);
  const [call, ...others] = await readCalls(again);
  assert.equal(others.length, 0);
  assert.equal(call?.outcome, 'deadline');
  assert.equal(call?.usageBasis, 'estimated');
  assert.ok((call?.usage.outputVisibleTokens ?? 0) > 0);
  assert.deepEqual((await again.client.call('listOpenCalls', { query: { limit: 100 } })).rows, []);
  await again.terminate();
});
