import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLatencyMemory } from '../../../src/domain/routing/latency-memory.ts';
import { anUpstream } from '../../fakes/catalog-rows.ts';
import { callGateway } from '../gateway/call-gateway.ts';
import { ask, openRoutedHouse, SIMPLE } from './routing-house.ts';

/** A house whose small model answers at two upstreams, the first of which hangs, though it usually answers at once. */
function openLateHouse(latencyFallback: boolean, firstModel = 'sim-hang') {
  const latency = createLatencyMemory({ kindsMax: 10 });
  for (const form of ['stream', 'whole'])
    for (let at = 0; at < 60; at += 1) latency.observe(`small\nmain\n${form}`, 20);
  return openRoutedHouse(
    { latencyFallback },
    {
      small: {
        targets: [
          { upstreamId: 'main', upstreamModel: firstModel },
          { upstreamId: 'spare', upstreamModel: 'small' },
        ],
      },
      options: {
        latency,
        upstreams: (simulated) => [
          anUpstream({ baseUrl: `${simulated}/v1`, firstByteTimeoutMs: 1_500 }),
          anUpstream({ id: 'spare', baseUrl: `${simulated}/v1` }),
        ],
      },
    },
  );
}

for (const stream of [false, true]) {
  test(`a call whose upstream is late is answered by the next target, and both attempts are paid (stream ${stream})`, async () => {
    const house = await openLateHouse(true);
    const looking = setInterval(() => house.gateway.routing.firstBytes.sweep(), 20);
    try {
      const answer = await callGateway(house.address, ask('auto', SIMPLE, { stream }));
      assert.equal(answer.status, 200);
      const record = await house.settled(1);
      assert.deepEqual([record.routeReason, record.upstreamId, record.attempts], ['latency', 'spare', 2]);
      assert.equal(record.usageBasis, 'estimated');
      const alone = await openLateHouse(true, 'small');
      try {
        await callGateway(alone.address, ask('auto', SIMPLE, { stream }));
        const single = await alone.settled(1);
        assert.equal(single.routeReason, 'routed');
        assert.ok(BigInt(record.costNanodollars ?? 0) > BigInt(single.costNanodollars ?? 0));
        assert.ok(BigInt(record.routeSavingNanodollars ?? 0) < BigInt(single.routeSavingNanodollars ?? 0));
      } finally {
        await alone.close();
      }
    } finally {
      clearInterval(looking);
      await house.close();
    }
  });
}

test('without the rule a late upstream has all the time that its row gives it', async () => {
  const house = await openLateHouse(false);
  const looking = setInterval(() => house.gateway.routing.firstBytes.sweep(), 20);
  try {
    const answer = await callGateway(house.address, ask('auto', SIMPLE));
    assert.equal(answer.status, 504);
    const record = await house.settled(1);
    assert.deepEqual([record.outcome, record.attempts], ['upstream_timeout', 1]);
  } finally {
    clearInterval(looking);
    await house.close();
  }
});
