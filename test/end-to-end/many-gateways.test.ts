import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../src/store/journal/seeded-random.fixture.ts';
import { describeOnEachEngine, embeddedEngine, type StoreEngine } from '../fakes/store-engines.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { hammerHouse } from './hammer-house.ts';
import { makeHouseFolder } from './house-folder.ts';
import { type HouseProcess, startHouse } from './house-process.ts';
import { assertEachOnce, assertSumsAreExact, readCalls, untilDrained } from './read-ledger.ts';
import { openServerCluster, type ServerCluster } from './server-cluster.ts';
import { makeSharedSecrets } from './shared-secrets.ts';
import { verifyTrail } from './verify-trail.ts';

const SEED = Number(process.env['E2E_FIRST_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const REVOCATION_MAX_MS = 1_000;
const REVOCATIONS = 3;

describeOnEachEngine('gateways that share one PostgreSQL', (engine) => {
  // Three processes are more than two; two suffice where only the engine differs.
  const count = engine === embeddedEngine ? 3 : 2;
  test(`${count} gateways are one Tokenward: keys, sums, trail and conversations`, async (t) => {
    t.diagnostic(`seed ${SEED}`);
    const upstream = await startCountingUpstream();
    const cluster = await openServerCluster(engine);
    const houses = await startTogether({ engine, cluster, count, upstream: upstream.baseUrl });
    const [first, second] = houses;
    assert.ok(first !== undefined && second !== undefined);
    await assertStartedOnce(houses, first);

    t.diagnostic(`revoked everywhere after ${(await revokeEach(houses, first)).join(', ')} ms, with LISTEN`);
    cluster.cutListening();
    t.diagnostic(`revoked everywhere after ${(await revokeEach(houses, first)).join(', ')} ms, without LISTEN`);
    await assertLinkedAcross(first, second);
    await hammer(houses, first.key);

    for (const house of houses) await untilDrained(house.address);
    for (const house of houses) await assertSumsAreExact(withEyesOf(house, first));
    const calls = await readCalls(first);
    assertEachOnce(calls, upstream.timesSeen());
    assert.equal(new Set(calls.map(({ gatewayId }) => gatewayId)).size, count);
    const report = await verifyTrail(first);
    assert.equal(report.leavesChecked, calls.length);
    assert.deepEqual(
      await Promise.all(houses.map((house) => house.terminate())),
      houses.map(() => ({ code: 0, signal: null })),
    );
  });
});

type Start = {
  readonly engine: StoreEngine;
  readonly cluster: ServerCluster;
  readonly count: number;
  readonly upstream: string;
};

/** All at once on an empty database, as a deployment does it. The first of the list has the sample's keys. */
async function startTogether(start: Start): Promise<readonly HouseProcess[]> {
  const databaseUrl = await start.cluster.makeDatabase('together');
  const environment = makeSharedSecrets();
  const plans = Array.from({ length: start.count }, () => ({
    folder: makeHouseFolder(),
    upstream: start.upstream,
    databaseUrl,
    environment,
  }));
  const houses = await Promise.all(plans.map(startHouse));
  return houses.toSorted((one, other) => Number(other.key !== '') - Number(one.key !== ''));
}

async function assertStartedOnce(houses: readonly HouseProcess[], first: HouseProcess): Promise<void> {
  const migrated = houses.filter((house) => house.written().includes('"store.migrated"'));
  assert.equal(migrated.length, 1, 'the schema was made by one of them');
  const planted = await first.client.call('listAuditEvents', { query: { type: 'sample.planted', limit: 100 } });
  assert.equal(planted.rows.length, 1, 'the sample was planted by one of them');
  const seeded = await first.client.call('listAuditEvents', { query: { type: 'price_book.seeded', limit: 100 } });
  assert.equal(seeded.rows.length, 1, 'the price book was seeded by one of them');
}

/** Makes a key, sees it work everywhere, revokes it at the first, and says how long the slowest of the others took. */
async function revokeEach(houses: readonly HouseProcess[], first: HouseProcess): Promise<readonly number[]> {
  const waitsMs: number[] = [];
  for (let turn = 0; turn < REVOCATIONS; turn += 1) {
    const made = await first.client.call('createApiKey', {
      body: {
        name: `To be revoked ${turn}`,
        owner: { kind: 'person', personId: 'sam' },
        scopes: ['call'],
        lane: 'production',
        projectId: null,
        allowedUseCaseIds: ['drafting'],
        defaultUseCaseId: 'drafting',
      },
    });
    const ask = async (house: HouseProcess): Promise<number> =>
      (await fetch(`${house.address}/v1/models`, { headers: { authorization: `Bearer ${made.secret}` } })).status;
    for (const house of houses) await eventually('the new key', async () => (await ask(house)) === 200);
    await first.client.call('revokeApiKey', { params: { id: made.id }, body: { reason: 'lost' } });
    const revokedMs = performance.now();
    await Promise.all(houses.map((house) => eventually('revocation', async () => (await ask(house)) === 401)));
    waitsMs.push(Math.round(performance.now() - revokedMs));
  }
  // The best of three: what is promised is what the gateways do, not what else this machine is doing.
  assert.ok(Math.min(...waitsMs) <= REVOCATION_MAX_MS, `revocation took ${waitsMs.join(', ')} ms`);
  return waitsMs;
}

/** A conversation that was begun through one gateway and goes on through another is one task in the ledger. */
async function assertLinkedAcross(first: HouseProcess, second: HouseProcess): Promise<void> {
  const turn = { role: 'user', content: 'How high is the tide?' };
  const { key } = first;
  const answer = await beginConversation({ key, address: first.address, messages: [turn] });
  await untilDrained(first.address);
  const next = { role: 'user', content: 'And tomorrow?' };
  await beginConversation({ key, address: second.address, messages: [turn, answer, next] });
  await untilDrained(second.address);
  const linked = (await readCalls(first)).filter(({ decision }) => decision === 'allow');
  assert.equal(linked.length, 2);
  assert.equal(new Set(linked.map(({ gatewayId }) => gatewayId)).size, 2);
  assert.equal(new Set(linked.map(({ taskId }) => taskId)).size, 1, 'two tasks for one conversation');
}

type Message = { readonly role: string; readonly content: string };

async function beginConversation(call: {
  readonly address: string;
  readonly key: string;
  readonly messages: readonly Message[];
}): Promise<Message> {
  const response = await fetch(`${call.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${call.key}` },
    body: JSON.stringify({ model: 'gpt-5.4-mini', messages: call.messages }),
  });
  assert.equal(response.status, 200);
  const answer: { readonly choices: readonly { readonly message: Message }[] } = JSON.parse(await response.text());
  const message = answer.choices[0]?.message;
  assert.ok(message !== undefined);
  return { role: message.role, content: message.content };
}

async function hammer(houses: readonly HouseProcess[], key: string): Promise<void> {
  const addresses = houses.map(({ address }) => address);
  await hammerHouse({ addresses, key, name: 'many', clients: 12, callsEach: 12, random: seededRandom(SEED) }).done;
}

/** The sums as one gateway tells them, asked with a key that another gateway's start made. */
function withEyesOf(house: HouseProcess, first: HouseProcess): Pick<HouseProcess, 'client'> {
  return { client: first.clientAt(house.address) };
}
