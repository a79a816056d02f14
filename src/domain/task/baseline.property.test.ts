import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nanodollars } from '../money/nanodollars.ts';
import {
  baselineOf,
  fairShare,
  medianRanks,
  PEER_TASKS_MIN,
  PEERS_MIN,
  type PeerTask,
  TASKS_OF_ONE_MAX,
} from './baseline.ts';
import { somePeers } from './task.fixture.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
const runs = { seed, numRuns: 200 };
console.info(`baseline properties: seed ${seed}`);

const peerLists: fc.Arbitrary<readonly PeerTask[]> = fc.array(
  fc.record({
    ownerName: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'own'),
    cost: fc.bigInt({ min: 0n, max: 10n ** 12n }).map(nanodollars),
    contextTokens: fc.nat(100_000),
    modelId: fc.constantFrom('small', 'large', null),
    templateId: fc.constant(null),
    succeeded: fc.boolean(),
  }),
  { maxLength: 200 },
);

test('the median lies between its bounds with 95 in 100 at least, for every number of tasks up to a thousand', () => {
  for (let tasks = PEER_TASKS_MIN; tasks <= 1_000; tasks += 1) {
    const { lowRank, highRank } = medianRanks(tasks);
    assert.ok(lowRank >= 1 && highRank <= tasks);
    // The k-th smallest is above the median when fewer than k lie below it.
    assert.ok(1 - 2 * fewerBelow(tasks, lowRank) >= 0.95, String(tasks));
    assert.equal(lowRank + highRank, tasks + 1);
  }
});

test('there is a number only for enough tasks of enough others, and it is an amount that somebody paid', () => {
  fc.assert(
    fc.property(peerLists, (peers) => {
      const counted = fairShare(peers, 'own').filter(({ succeeded }) => succeeded);
      const baseline = baselineOf(peers, 'own');
      const owners = new Set(counted.map(({ ownerName }) => ownerName)).size;
      assert.equal(baseline.kind === 'baseline', counted.length >= PEER_TASKS_MIN && owners >= PEERS_MIN);
      assert.deepEqual([baseline.tasks, baseline.peers], [counted.length, owners]);
      if (baseline.kind === 'none') return;
      const { low, median, high } = baseline;
      assert.ok(low <= median && median <= high);
      assert.ok(counted.some(({ cost }) => cost === median));
    }),
    runs,
  );
});

test('one’s own tasks change nothing, and nobody counts with more than their newest few', () => {
  fc.assert(
    fc.property(peerLists, (peers) => {
      assert.deepEqual(
        baselineOf(peers, 'own'),
        baselineOf(
          peers.filter(({ ownerName }) => ownerName !== 'own'),
          'own',
        ),
      );
      for (const [, group] of Map.groupBy(fairShare(peers, 'own'), ({ ownerName }) => ownerName))
        assert.ok(group.length <= TASKS_OF_ONE_MAX);
    }),
    runs,
  );
});

test('the order of those that count says nothing', () => {
  const peers = somePeers(30).map((peer, at) => ({ ...peer, cost: nanodollars(BigInt(at * at)) }));
  assert.deepEqual(baselineOf(peers.toReversed(), 'own'), baselineOf(peers, 'own'));
});

/** How probable fewer than `rank` heads are in so many tosses. */
function fewerBelow(tosses: number, rank: number): number {
  let sum = 0;
  let logarithm = -tosses * Math.LN2;
  for (let heads = 0; heads < rank; heads += 1) {
    sum += Math.exp(logarithm);
    logarithm += Math.log((tosses - heads) / (heads + 1));
  }
  return sum;
}
