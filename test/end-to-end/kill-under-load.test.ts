import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../src/store/journal/seeded-random.fixture.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { hammerHouse } from './hammer-house.ts';
import { makeHouseFolder, postmasterOf } from './house-folder.ts';
import { type HousePlan, type HouseProcess, spawnHouse, startHouse } from './house-process.ts';
import { assertEachOnce, assertSumsAreExact, type LedgerCall, readCalls, untilDrained } from './read-ledger.ts';
import { verifyTrail } from './verify-trail.ts';

const SEEDS = Number(process.env['E2E_SEEDS'] ?? 4);
const FIRST_SEED = Number(process.env['E2E_FIRST_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const CLIENTS = 16;
/** As long as a start may take on a busy machine. */
const START_MAX_MS = 240_000;

test('kill -9 under load, again and again on one data directory, loses no call that an upstream saw and doubles none', async (t) => {
  const upstream = await startCountingUpstream();
  const plan: HousePlan = { folder: makeHouseFolder(), upstream: upstream.baseUrl };
  const answered: string[] = [];
  let house = await startHouse(plan);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
    t.diagnostic(`seed ${seed} (repeat with E2E_FIRST_SEED=${seed} E2E_SEEDS=1)`);
    answered.push(...(await killUnderLoad(house, plan, seed)));
    house = await startHouse(plan);
    await untilDrained(house.address);
    assertEachOnce(await readCalls(house), upstream.timesSeen());
  }
  const calls = await readCalls(house);
  assertCrashedAreEstimated(calls);
  const names = new Set(calls.map(({ taskId }) => taskId));
  assert.deepEqual(
    answered.filter((name) => !names.has(name)),
    [],
    'a client has an answer that nobody accounts for',
  );
  assert.deepEqual((await house.client.call('listOpenCalls', { query: { limit: 100 } })).rows, []);
  await assertSumsAreExact(house);
  assert.equal((await verifyTrail(house)).leavesChecked, calls.length);
  const crashed = calls.filter(({ outcome }) => outcome === 'crashed').length;
  t.diagnostic(`${SEEDS} kills, ${calls.length} calls in the ledger, ${crashed} of them settled as crashed`);
  assert.ok(crashed > 0, 'no call was under way at any of the kills');
  assert.deepEqual(await house.terminate(), { code: 0, signal: null });
});

/** Gives back the names of the calls that were answered before the kill. */
async function killUnderLoad(house: HouseProcess, plan: HousePlan, seed: number): Promise<readonly string[]> {
  const random = seededRandom(seed);
  // Four seeds in a row have each kind of kill: of the house alone, with its store, within its recovery, with both.
  const killsStoreToo = seed % 2 === 1;
  const killsRecoveryToo = seed % 4 > 1;
  const callsBefore = CLIENTS + Math.floor(random() * 150);
  const { address, key } = house;
  const hammering = hammerHouse({ addresses: [address], key, name: `seed${seed}`, clients: CLIENTS, random });
  await eventually('the load', () => hammering.begun() >= callsBefore);
  await house.kill();
  await hammering.stop();
  const postmaster = postmasterOf(plan.folder);
  if (killsStoreToo && postmaster !== undefined) process.kill(postmaster, 'SIGKILL');
  if (killsRecoveryToo) await killDuringRecovery(plan);
  return hammering.answered;
}

/** Kills a house that is just starting, at the moment at which it has begun a journal segment of its own. */
async function killDuringRecovery(plan: HousePlan): Promise<void> {
  const journal = join(plan.folder, 'data', 'journal');
  const segments = (): string => readdirSync(journal).join(' ');
  const before = segments();
  const { child, ended } = spawnHouse(plan);
  await eventually('the recovery', () => segments() !== before || child.exitCode !== null, START_MAX_MS);
  child.kill('SIGKILL');
  await ended;
}

/** What was under way at a kill is on the record as what it is: not measured, and not for nothing. */
function assertCrashedAreEstimated(calls: readonly LedgerCall[]): void {
  for (const { callId, outcome, usageBasis, usage, costNanodollars } of calls) {
    if (outcome !== 'crashed') continue;
    assert.equal(usageBasis, 'estimated', callId);
    assert.ok(usage.inputUncachedTokens > 0 && usage.outputVisibleTokens > 0, callId);
    assert.ok(BigInt(costNanodollars ?? 0) > 0n, callId);
  }
}
