import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GatewayHouse } from '../../fakes/gateway-house.ts';
import { PERSON } from '../../fakes/word-inspector.ts';
import { callGateway } from '../gateway/call-gateway.ts';
import { ask, DIFFICULT, openRoutedHouse, SIMPLE } from './routing-house.ts';

const SHADOW = { share: 1, dailyLimitNanodollars: '1000000000' };

for (const stream of [false, true]) {
  test(`a sampled call is answered first, then asked of the other model and compared (stream ${stream})`, async () => {
    const house = await openRoutedHouse({ mode: 'observe', shadow: SHADOW });
    try {
      const answer = await callGateway(house.address, ask('large', SIMPLE, { stream }));
      assert.equal(answer.status, 200);
      const shadow = await house.settled(2);
      const [served] = house.records;
      assert.equal(shadow.shadowOf, served?.callId);
      assert.deepEqual([shadow.modelId, shadow.routeReason, shadow.outcome], ['small', 'shadow', 'completed']);
      assert.deepEqual([shadow.personId, shadow.keyId, shadow.taskId, shadow.holds], [null, null, null, null]);
      assert.equal(shadow.useCaseId, 'drafting');
      assert.notEqual(shadow.costNanodollars, null);
      const comparison = await compared(house);
      assert.equal(comparison.id, shadow.callId);
      assert.deepEqual([comparison.modelId, comparison.referenceId, comparison.kind], ['small', 'large', 'text']);
      assert.equal(comparison.agreed, true);
      assert.ok(comparison.raw > 0 && comparison.raw < 0.35);
      assert.doesNotMatch(JSON.stringify(comparison), /train|French/);
    } finally {
      await house.close();
    }
  });
}

test('a routed call is compared with the reference, and the small model is the one that is judged', async () => {
  const house = await openRoutedHouse({ shadow: SHADOW });
  try {
    await callGateway(house.address, ask('auto', SIMPLE));
    const shadow = await house.settled(2);
    assert.equal(shadow.modelId, 'large');
    const comparison = await compared(house);
    assert.deepEqual([comparison.modelId, comparison.referenceId], ['small', 'large']);
  } finally {
    await house.close();
  }
});

test('a judged model that fails counts as not agreeing', async () => {
  const house = await openRoutedHouse(
    { mode: 'observe', shadow: SHADOW },
    { small: { targets: [{ upstreamId: 'main', upstreamModel: 'sim-error-500' }] } },
  );
  try {
    await callGateway(house.address, ask('large', SIMPLE));
    const shadow = await house.settled(2);
    assert.deepEqual([shadow.outcome, shadow.costNanodollars], ['upstream_error', '0']);
    const comparison = await compared(house);
    assert.deepEqual([comparison.kind, comparison.agreed], ['incomplete', false]);
  } finally {
    await house.close();
  }
});

test('a reference that fails judges nobody', async () => {
  const house = await openRoutedHouse(
    { shadow: SHADOW },
    { large: { targets: [{ upstreamId: 'main', upstreamModel: 'sim-error-500' }] } },
  );
  try {
    await callGateway(house.address, ask('auto', SIMPLE));
    await house.settled(2);
    await callGateway(house.address, ask('auto', DIFFICULT));
    await house.settled(3);
    assert.deepEqual(house.comparisons, []);
  } finally {
    await house.close();
  }
});

type Row = readonly [string, Parameters<typeof openRoutedHouse>[0], Parameters<typeof openRoutedHouse>[1], object];
const calls = { path: '/v1/chat/completions' };
// biome-ignore format: a table is read down
const never: readonly Row[] = [
  ['a rule without a sample',              { shadow: null },                                            {}, ask('auto', SIMPLE)],
  ['a sample that nothing may be spent on', { shadow: { share: 1, dailyLimitNanodollars: '0' } },       {}, ask('auto', SIMPLE)],
  ['a use case that keeps no log',         { shadow: SHADOW }, { useCase: { loggingRule: 'none' } },        ask('auto', SIMPLE)],
  ['a request in which something is found', { shadow: SHADOW },                                         {}, ask('auto', `${SIMPLE} ${PERSON}`)],
  ['another model without a price',        { shadow: SHADOW }, { small: { priceKey: 'openai/unknown' } },   ask('large', SIMPLE)],
  ['a tool that the vendor runs',          { shadow: SHADOW },                                          {}, ask('auto', SIMPLE, { web_search_options: {} })],
  ['an answer that the vendor keeps',      { shadow: SHADOW },                                          {}, { path: '/v1/responses', body: { model: 'auto', input: SIMPLE } }],
  ['a call that fails',                    { shadow: SHADOW }, { small: { targets: [{ upstreamId: 'main', upstreamModel: 'sim-error-500' }] } }, ask('auto', SIMPLE)],
];
for (const [what, rule, change, call] of never) {
  test(`${what} is never sent to a second model`, async () => {
    const house = await openRoutedHouse(rule, change);
    try {
      await callGateway(house.address, { ...calls, ...call });
      const sent = house.seen.length;
      // A second call that is settled shows that the first has nothing more to do.
      await callGateway(house.address, ask('nobody', SIMPLE));
      await house.settled(2);
      assert.equal(house.seen.length, sent);
      assert.ok(house.records.every(({ shadowOf }) => shadowOf === null));
    } finally {
      await house.close();
    }
  });
}

test('confidential content is never sent to a second model', async () => {
  const clearance = { dataClassMax: 'confidential', region: null, retention: 'none' } as const;
  const house = await openRoutedHouse(
    { shadow: SHADOW },
    {
      useCase: { allowedDataClasses: ['public', 'internal', 'confidential'] },
      small: { clearance },
      large: { clearance },
    },
  );
  try {
    const headers = {
      authorization: 'Bearer tw_test_key_of_the_gateway_house',
      'tokenward-data-class': 'confidential',
    };
    await callGateway(house.address, { ...ask('auto', SIMPLE), headers });
    assert.equal((await house.settled(1)).routeReason, 'routed');
    await callGateway(house.address, ask('nobody', SIMPLE));
    await house.settled(2);
    assert.equal(house.seen.length, 1);
  } finally {
    await house.close();
  }
});

/** The comparison is kept a moment after its call is settled. */
async function compared(house: GatewayHouse) {
  for (let turns = 0; turns < 1_000; turns += 1) {
    const [first] = house.comparisons;
    if (first !== undefined) return first;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('nothing was compared');
}
