import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embeddedEngine } from '../fakes/store-engines.ts';
import { archiveEnvelopes } from './archive-envelopes.ts';
import { callHouse } from './call-house.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { type HouseProcess, spawnHouse, startHouse } from './house-process.ts';
import { assertEachOnce, assertSumsAreExact, readCalls, readMetric, untilDrained } from './read-ledger.ts';
import { openServerCluster } from './server-cluster.ts';
import { verifyTrail } from './verify-trail.ts';

const upstream = await startCountingUpstream();
const cluster = await openServerCluster(embeddedEngine);

test('While the store is away calls go on where their use case allows it, the journal is bounded, and all drains in order', async (t) => {
  const house = await startHouse({
    folder: makeHouseFolder(),
    upstream: upstream.baseUrl,
    databaseUrl: await cluster.makeDatabase('away'),
    settings: { storeAwayAfterMs: 1_000, journal: { undrainedBytesMax: 400_000 } },
  });
  await archiveEnvelopes(house);
  const agentKey = await makeAgentKey(house);
  await eventually('the new key', async () => (await callAgent(house, agentKey, 'agent-before')).status === 200);
  await untilDrained(house.address);

  await cluster.stop();
  const ready = await eventually('the word that the store is away', async () => {
    const answer = await fetch(`${house.address}/readyz`);
    const text = await answer.text();
    return text.includes('away') ? { status: answer.status, text } : undefined;
  });
  assert.equal(ready.status, 200, 'a gateway that can go on without the store takes calls');
  assert.match(ready.text, /"store":"away: calls go on/);
  assert.equal(await readMetric(house.address, 'tokenward_store_reachable'), 0);
  await assertTierOneGoesOn(house);
  await assertRefused(house, agentKey);
  await assertControlSaysSo(house);

  const admitted = await fillJournal(house);
  t.diagnostic(`${admitted} calls went through until the journal was full`);
  const seenWhenFull = upstream.seen.length;
  for (const face of ['chat', 'messages', 'responses'] as const) {
    const answer = await callHouse({ ...house, name: `full-${face}`, face });
    assert.equal(answer.status, 503);
    assert.match(answer.text, /journal_full/);
  }
  assert.equal(upstream.seen.length, seenWhenFull, 'a call that cannot be recorded went upstream');

  await cluster.start();
  await untilDrained(house.address);
  await eventually('the agent', async () => (await callAgent(house, agentKey, 'agent-after')).status === 200);
  await untilDrained(house.address);
  assertEachOnce(await readCalls(house), upstream.timesSeen());
  await assertSumsAreExact(house);
  const report = await verifyTrail(house);
  assert.equal(report.leavesChecked, (await readCalls(house)).length);
  await assertInOrder(house);
  assert.deepEqual(await house.terminate(), { code: 0, signal: null });
});

test('A gateway that is killed while the store is away says so at its next start and loses nothing', async () => {
  const seenBefore = new Set(upstream.timesSeen().keys());
  const databaseUrl = await cluster.makeDatabase('killed_away');
  const plan = { folder: makeHouseFolder(), upstream: upstream.baseUrl, databaseUrl };
  const house = await startHouse(plan);
  await archiveEnvelopes(house);
  await cluster.stop();
  const calls = Array.from({ length: 12 }, (_, index) =>
    callHouse({ ...house, name: `orphan-${index}`, stream: true }),
  );
  for (const answer of await Promise.all(calls)) assert.equal(answer.status, 200);
  await house.kill();

  const early = spawnHouse(plan);
  const end = await early.ended;
  assert.equal(end.code, 1);
  assert.match(early.written(), /store|PostgreSQL|database/i);

  await cluster.start();
  const again = await startHouse(plan);
  await untilDrained(again.address);
  const seen = new Map([...upstream.timesSeen()].filter(([name]) => !seenBefore.has(name)));
  assert.equal(seen.size, 12);
  assertEachOnce(await readCalls(again), seen);
  await assertSumsAreExact(again);
  await verifyTrail(again);
  await again.terminate();
});

async function makeAgentKey({ client }: HouseProcess): Promise<string> {
  const made = await client.call('createApiKey', {
    body: {
      name: 'Agents',
      owner: { kind: 'service_account', serviceAccountId: 'ci-reviewer' },
      scopes: ['call'],
      lane: 'production',
      projectId: null,
      allowedUseCaseIds: ['agentic-automation'],
      defaultUseCaseId: 'agentic-automation',
    },
  });
  return made.secret ?? '';
}

function callAgent(house: HouseProcess, key: string, name: string) {
  return callHouse({ address: house.address, key, name, model: 'gpt-5.5' });
}

async function assertTierOneGoesOn(house: HouseProcess): Promise<void> {
  const before = await readMetric(house.address, 'tokenward_journal_undrained_bytes');
  for (let index = 0; index < 10; index += 1) {
    const stream = index % 2 === 0;
    const answer = await callHouse({ ...house, name: `away-${index}`, model: 'drafting/gpt-5.4-mini', stream });
    assert.equal(answer.status, 200);
  }
  const after = await readMetric(house.address, 'tokenward_journal_undrained_bytes');
  assert.ok(after > before, `the metric stayed at ${after}`);
}

async function assertRefused(house: HouseProcess, key: string): Promise<void> {
  const seen = upstream.seen.length;
  const answer = await callAgent(house, key, 'agent-away');
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('x-should-retry'), 'true');
  assert.match(answer.text, /"code":"store_away"/);
  assert.equal(upstream.seen.length, seen);
}

async function assertControlSaysSo(house: HouseProcess): Promise<void> {
  await assert.rejects(house.client.call('readUsage', {}), (error: Error) => {
    assert.match(JSON.stringify(error), /store_away/);
    return true;
  });
}

/**
 * Calls until the journal takes no more; gives back how many went through. Room is kept for the settlement of each call
 * under way, so that the last bytes are filled by one call after another.
 */
async function fillJournal(house: HouseProcess): Promise<number> {
  let through = 0;
  for (const [round, atOnce] of [...Array<number>(100).fill(20), ...Array<number>(100).fill(1)].entries()) {
    const names = Array.from({ length: atOnce }, (_, index) => `fill-${round}-${index}`);
    const statuses = (await Promise.all(names.map((name) => callHouse({ ...house, name })))).map(
      ({ status }) => status,
    );
    assert.ok(statuses.every((status) => status === 200 || status === 503));
    through += statuses.filter((status) => status === 200).length;
    if (statuses.every((status) => status === 503)) return through;
  }
  throw new Error(`the journal took ${through} calls and is not full`);
}

/** The leaves of the trail are the journal's lines: settled in this order, taken in this order. */
async function assertInOrder(house: HouseProcess): Promise<void> {
  const settledAtMs: number[] = [];
  for await (const text of house.client.lines('exportAudit', {})) {
    const line: { readonly kind: string; readonly leaves?: readonly string[] } = JSON.parse(text);
    for (const leaf of line.leaves ?? []) settledAtMs.push(Number(/"settledAtMs":(\d+)/.exec(leaf)?.[1]));
  }
  assert.ok(settledAtMs.length > 0 && settledAtMs.every(Number.isFinite));
  assert.deepEqual(
    settledAtMs,
    settledAtMs.toSorted((one, other) => one - other),
  );
}
