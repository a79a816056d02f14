import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { callHouse } from './call-house.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';
import { assertEachOnce, type readCalls, readMetric, untilDrained } from './read-ledger.ts';
import { verifyTrail } from './verify-trail.ts';

const PRELOAD = fileURLToPath(new URL('clock-jump.preload.ts', import.meta.url));
/** Forward, a day and more back, and into another month: each against the true time. */
const JUMPS_HOURS = [5, -26, 24 * 40, 0];
const CALLS = 6;

test('When the wall clock jumps by hours, forward and back, calls go on and every record lands', async () => {
  const upstream = await startCountingUpstream();
  const folder = makeHouseFolder();
  const shiftFile = join(folder, 'shift');
  const house = await startHouse({
    folder,
    upstream: upstream.baseUrl,
    nodeArguments: ['--import', PRELOAD],
    environment: { CLOCK_SHIFT_FILE: shiftFile },
  });
  const callAll = async (name: string): Promise<void> => {
    const names = Array.from({ length: CALLS }, (_, index) => `${name}-${index}`);
    for (const each of names) assert.equal((await callHouse({ ...house, name: each, stream: true })).status, 200);
  };
  await callAll('before');
  for (const hours of JUMPS_HOURS) {
    const jump = `the clock is off by ${hours * 3_600_000} ms`;
    const underWay = callHouse({ ...house, name: `during${hours}`, stream: true });
    writeFileSync(shiftFile, String(hours));
    process.kill(house.pid, 'SIGUSR2');
    await eventually('the jump', () => house.written().includes(jump));
    assert.equal((await underWay).status, 200);
    await callAll(`off${hours}`);
  }
  await untilDrained(house.address);
  assert.equal(await readMetric(house.address, 'tokenward_store_reachable'), 1);

  const calls = await readAllTimes(house);
  assert.equal(calls.length, (CALLS + 1) * JUMPS_HOURS.length + CALLS);
  assertEachOnce(calls, upstream.timesSeen());
  for (const { outcome, usageBasis, latencyMs, admittedAt, settledAt } of calls) {
    assert.equal(`${outcome} ${usageBasis}`, 'completed measured');
    assert.ok(latencyMs >= 0 && latencyMs < 3_600_000, `a latency of ${latencyMs} ms`);
    assert.ok(settledAt >= admittedAt);
  }
  await verifyTrail(house);
  assert.deepEqual(await house.terminate(), { code: 0, signal: null });
});

/** Also what was recorded as of a time that has not come yet. */
async function readAllTimes(house: Parameters<typeof readCalls>[0]) {
  const day = 86_400_000;
  const from = new Date(Date.now() - 3 * day).toISOString();
  const to = new Date(Date.now() + 60 * day).toISOString();
  const calls = [];
  for await (const call of house.client.rows('listCalls', { query: { limit: 500, from, to } })) calls.push(call);
  const totals = await house.client.call('readUsage', { query: { from, to } });
  assert.equal(totals.calls, calls.length);
  return calls;
}
