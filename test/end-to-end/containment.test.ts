import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embeddedEngine } from '../fakes/store-engines.ts';
import { callHouse } from './call-house.ts';
import { commandLineOf } from './command-line.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { type HouseProcess, startHouse } from './house-process.ts';
import { openServerCluster } from './server-cluster.ts';
import { makeSharedSecrets } from './shared-secrets.ts';

/** The promise: kept by the fastest of the stops, as a busy machine may hold up one of them. */
const SUSPENSION_MAX_MS = 1_000;
/** What is no matter of a busy machine any more. */
const BUSY_MAX_MS = 20_000;

/** What the sample's key of Sam uses. */
const SUBJECTS = [
  { kind: 'person', id: 'sam' },
  { kind: 'use-case', id: 'coding' },
  { kind: 'model', id: 'gpt-5.4-mini' },
] as const;

// On one engine: how gateways hear of one another is tried on both by many-gateways.test.ts.
test('one command stops a person, a use case and a model at every gateway within a second, and one undoes it', async (t) => {
  const upstream = await startCountingUpstream();
  const cluster = await openServerCluster(embeddedEngine);
  const databaseUrl = await cluster.makeDatabase('contained');
  const environment = makeSharedSecrets();
  const folders = [makeHouseFolder(), makeHouseFolder()];
  const started = await Promise.all(
    folders.map((folder) => startHouse({ folder, upstream: upstream.baseUrl, databaseUrl, environment })),
  );
  const houses = started.toSorted((one, other) => Number(other.key !== '') - Number(one.key !== ''));
  const [first] = houses;
  assert.ok(first !== undefined);
  const folder = folders[started.indexOf(first)] ?? '';
  const tokenward = commandLineOf(folder);
  const call = async (house: HouseProcess) =>
    callHouse({ address: house.address, key: first.key, name: 'contained', model: 'gpt-5.4-mini' });
  const waits: number[] = [];
  for (const { kind, id } of SUBJECTS) {
    for (const house of houses) await eventually(`${kind} at work`, async () => (await call(house)).status === 200);
    const said = await tokenward('suspend', kind, id, '--reason', 'a leak is looked into', '--for', '2h');
    assert.equal(said.code, 0, said.err);
    const suspendedMs = performance.now();
    await Promise.all(houses.map((house) => eventually('the stop', async () => (await call(house)).status === 403)));
    const waitedMs = Math.round(performance.now() - suspendedMs);
    t.diagnostic(`${kind} stopped at both gateways ${waitedMs} ms after the command`);
    waits.push(waitedMs);
    for (const house of houses) {
      const refused = await call(house);
      assert.match(refused.text, /a leak is looked into/, 'the reason is told');
      assert.match(refused.text, /suspended/);
    }
    const listed = await tokenward('suspensions');
    assert.match(listed.out, new RegExp(id.replaceAll('.', '\\.')));
    const lifted = await tokenward('lift', kind, id);
    assert.equal(lifted.code, 0, lifted.err);
  }
  assert.ok(Math.min(...waits) < SUSPENSION_MAX_MS, `${waits.join(', ')} ms`);
  assert.ok(Math.max(...waits) < BUSY_MAX_MS, `${waits.join(', ')} ms`);
  for (const house of houses) await eventually('work goes on', async () => (await call(house)).status === 200);
  await Promise.all(houses.map((house) => house.terminate()));
});
