import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { aModel, anUpstream, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse, TEST_KEY } from '../../fakes/gateway-house.ts';
import { callGateway, codeOf } from './call-gateway.ts';

const CHAT = '/v1/chat/completions';

async function withHouse(options: GatewayHouseOptions, run: (house: GatewayHouse) => Promise<void>): Promise<void> {
  const house = await openGatewayHouse(options);
  try {
    await run(house);
  } finally {
    await house.close();
  }
}

function chat(model: string, stream: boolean) {
  return { model, stream, messages: [{ role: 'user', content: 'Say something long.' }] };
}

const one = (id: string) => [aModel({ id, targets: [{ upstreamId: 'main', upstreamModel: id }] })];

test('a client that leaves in the middle of a stream is settled on what it could have read, and the upstream is told at once', async () => {
  await withHouse({ models: one('sim-long'), eventDelayMs: 2 }, async (house) => {
    const outgoing = request(house.address + CHAT, {
      method: 'POST',
      agent: false,
      headers: { authorization: `Bearer ${TEST_KEY}` },
    });
    outgoing.end(JSON.stringify(chat('sim-long', true)));
    const [response] = await once(outgoing, 'response');
    await once(response, 'data');
    outgoing.destroy();
    const record = await house.settled(1);
    assert.deepEqual([record.outcome, record.status, record.usageBasis], ['client_left', 200, 'estimated']);
    assert.ok(record.usage.outputVisibleTokens > 0 && record.usage.inputUncachedTokens > 0);
    assert.ok(Number(record.costNanodollars) > 0);
    assert.equal(house.gateway.live.count, 0);
  });
});

test('a client that leaves before a JSON answer pays for the answer that was under way', async () => {
  await withHouse({ models: one('sim-slow') }, async (house) => {
    const outgoing = request(house.address + CHAT, {
      method: 'POST',
      agent: false,
      headers: { authorization: `Bearer ${TEST_KEY}` },
    });
    outgoing.on('error', () => undefined);
    outgoing.end(JSON.stringify(chat('sim-slow', false)));
    while (house.admissions.length === 0) await new Promise((resolve) => setImmediate(resolve));
    outgoing.destroy();
    const record = await house.settled(1);
    assert.deepEqual([record.outcome, record.status, record.usageBasis], ['client_left', null, 'estimated']);
    assert.equal(record.usage.outputVisibleTokens, 400, 'what the use case expects of an answer');
  });
});

test('a client that reads nothing holds the upstream back and is ended by the sweep', async () => {
  await withHouse({ models: one('sim-long') }, async (house) => {
    const { hostname, port } = new URL(house.address);
    const socket = connect(Number(port), hostname);
    socket.pause();
    const body = JSON.stringify(chat('sim-long', true));
    socket.write(
      `POST ${CHAT} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TEST_KEY}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    let swept = 0;
    while (house.records.length === 0 && swept < 2_000) {
      house.gateway.live.sweep(house.gateway.clock.monotonicMs(), 50);
      swept++;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    socket.destroy();
    const record = await house.settled(1);
    assert.deepEqual([record.outcome, record.usageBasis], ['client_stalled', 'estimated']);
    assert.ok(record.responseBytes < 10_000_000, 'what it cost is bounded');
  });
});

test('a call past its deadline is ended with an error in the stream and settled', async () => {
  await withHouse({ models: one('sim-long'), eventDelayMs: 5, limits: { callDurationMaxMs: 100 } }, async (house) => {
    const answered = callGateway(house.address, { path: CHAT, body: chat('sim-long', true) });
    while (house.gateway.live.count === 0) await new Promise((resolve) => setImmediate(resolve));
    house.gateway.live.sweep(house.gateway.clock.monotonicMs() + 1_000, 60_000);
    const [answer, record] = await Promise.all([answered, house.settled(1)]);
    assert.equal(record.outcome, 'deadline');
    assert.ok([200, 504].includes(answer.status));
  });
});

test('a gateway that serves as many calls as it may refuses one more, and recovers', async () => {
  await withHouse({ models: one('sim-slow'), limits: { callsMax: 1 } }, async (house) => {
    const first = callGateway(house.address, { path: CHAT, body: chat('sim-slow', false) });
    while (house.gateway.live.count === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = await callGateway(house.address, { path: CHAT, body: chat('sim-slow', false) });
    assert.deepEqual([second.status, codeOf(second), second.headers['retry-after']], [503, 'gateway_overloaded', '2']);
    assert.equal((await first).status, 200);
    assert.equal((await callGateway(house.address, { path: CHAT, body: chat('sim-slow', false) })).status, 200);
  });
});

for (const reason of ['full', 'failed'] as const) {
  test(`nothing is let through unrecorded: a journal that is ${reason} refuses, and no upstream hears of the call`, async () => {
    await withHouse({ admit: () => Promise.resolve(reason) }, async (house) => {
      const answer = await callGateway(house.address, { path: CHAT, body: chat('small', false) });
      assert.deepEqual([answer.status, codeOf(answer), house.seen.length], [503, 'journal_full', 0]);
    });
  });
}

test('while the store is away a use case goes on or is refused as its rule says', async () => {
  const useCases = [
    aUseCase({ modelStack: ['small'] }),
    aUseCase({ id: 'strict', modelStack: ['small'], storeAway: 'refuse' }),
  ];
  await withHouse({ useCases, storeReachable: () => false }, async (house) => {
    assert.equal((await callGateway(house.address, { path: CHAT, body: chat('small', false) })).status, 200);
  });
  await withHouse(
    { useCases: [aUseCase({ modelStack: ['small'], storeAway: 'refuse' })], storeReachable: () => false },
    async (house) => {
      const answer = await callGateway(house.address, { path: CHAT, body: chat('small', false) });
      assert.deepEqual([answer.status, codeOf(answer)], [503, 'store_away']);
    },
  );
});

test('an upstream at its limit of calls answers busy instead of queueing without end', async () => {
  const upstreams = (simulated: string) => [anUpstream({ baseUrl: `${simulated}/v1`, concurrencyMax: 1 })];
  await withHouse({ models: one('sim-slow'), upstreams }, async (house) => {
    const answers = await Promise.all(
      Array.from({ length: 80 }, () => callGateway(house.address, { path: CHAT, body: chat('sim-slow', false) })),
    );
    const busy = answers.filter((answer) => codeOf(answer) === 'upstream_busy');
    assert.ok(busy.length > 0 && busy.every((answer) => answer.status === 503 || answer.status === 429));
    await house.settled(80);
    assert.equal(house.records.length, 80);
  });
});

test('bodies of all calls together are bounded as they come, also where no length was declared', async () => {
  const limits = { bodiesBytesMax: 100_000, bodyBytesMax: 1_000_000 };
  await withHouse({ limits }, async (house) => {
    const outgoing = request(house.address + CHAT, {
      method: 'POST',
      agent: false,
      headers: { authorization: `Bearer ${TEST_KEY}`, 'transfer-encoding': 'chunked' },
    });
    outgoing.on('error', () => undefined);
    outgoing.write(`{"model":"small","messages":[],"padding":"${'x'.repeat(200_000)}`);
    const [response] = await once(outgoing, 'response');
    outgoing.destroy();
    const record = await house.settled(1);
    assert.deepEqual([response.statusCode, record.errorCode], [503, 'gateway_overloaded']);
    assert.equal(house.gateway.live.bodiesBytes, 0, 'what was held is let go');
    assert.equal((await callGateway(house.address, { path: CHAT, body: chat('small', false) })).status, 200);
  });
});
