import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { callHouse } from './call-house.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { makeHouseFolder, postmasterOf } from './house-folder.ts';
import { spawnHouse, startHouse } from './house-process.ts';
import { readCalls, untilDrained, untilLedgerHas } from './read-ledger.ts';

const upstream = await startCountingUpstream();
const folder = makeHouseFolder();
const plan = { folder, upstream: upstream.baseUrl };

test('A second start keeps keys, rows and calls, and PostgreSQL ends with the house that ends', async (t) => {
  const first = await startHouse(plan);
  assert.equal((await callHouse({ ...first, name: 'kept' })).status, 200);
  await first.client.call('createTeam', { body: { id: 'night-shift', name: 'Night shift' } });
  await first.client.call('changeTeam', { params: { id: 'platform' }, body: { name: 'Foundations' } });
  await untilLedgerHas(first, 1);
  assert.deepEqual(await first.terminate(), { code: 0, signal: null });
  assert.equal(postmasterOf(folder), undefined);

  const second = await startHouse(plan);
  t.diagnostic(`first start ${Math.round(first.startMs)} ms, second ${Math.round(second.startMs)} ms`);
  assert.equal(second.key, first.key);
  assert.equal((await readCalls(second))[0]?.taskId, 'kept');
  assert.equal((await second.client.call('readTeam', { params: { id: 'night-shift' } })).name, 'Night shift');
  const ofTheSample = await second.client.call('readTeam', { params: { id: 'platform' } });
  assert.equal(ofTheSample.name, 'Foundations', 'what people changed of the sample stays changed');
  const planted = await second.client.call('listAuditEvents', { query: { type: 'sample.planted', limit: 10 } });
  assert.equal(planted.rows.length, 1);
  assert.equal((await callHouse({ ...second, name: 'kept-too' })).status, 200);

  const postmaster = postmasterOf(folder);
  await second.kill();
  assert.equal(postmasterOf(folder), postmaster, 'PostgreSQL outlives a house that is killed');
  const third = await startHouse(plan);
  t.diagnostic(`start after kill -9: ${Math.round(third.startMs)} ms`);
  assert.equal(postmasterOf(folder), postmaster, 'the next house adopts it');
  await untilLedgerHas(third, 2);
  await third.terminate();
  assert.equal(postmasterOf(folder), undefined);
});

test('A start whose port is taken says so and ends, and PostgreSQL with it', { timeout: 240_000 }, async (t) => {
  const other = createServer();
  t.after(() => other.close());
  await once(other.listen({ host: '127.0.0.1', port: 0 }), 'listening');
  const address = other.address();
  assert.ok(typeof address === 'object' && address !== null);
  const house = spawnHouse({ ...plan, environment: { PORT: String(address.port) } });
  const { code } = await house.ended;
  assert.match(
    house.written(),
    /Port \d+ of 127\.0\.0\.1 is taken\. Stop what listens there, or choose another with PORT=…/,
  );
  assert.notEqual(code, 0);
  assert.equal(postmasterOf(folder), undefined);
});

test('What opens a house is readable by its owner only', () => {
  const secrets = [
    'sample.json',
    'cli.json',
    'secrets/sample-keys.json',
    'secrets/key-pepper',
    'secrets/audit-ed25519.pem',
  ];
  for (const file of secrets) assert.equal(statSync(join(folder, 'data', file)).mode & 0o777, 0o600, file);
  assert.equal(statSync(join(folder, 'data', 'secrets')).mode & 0o777, 0o700);
});

test('A house whose first start was killed before it wrote its keys down opens with new ones', async () => {
  for (const file of ['sample.json', 'cli.json', 'secrets/sample-keys.json']) rmSync(join(folder, 'data', file));
  const house = await startHouse(plan);
  assert.notEqual(house.key, '');
  assert.equal((await callHouse({ ...house, name: 'opened' })).status, 200);
  await untilDrained(house.address);
  assert.equal((await readCalls(house))[0]?.taskId, 'opened');
  await house.terminate();
});
