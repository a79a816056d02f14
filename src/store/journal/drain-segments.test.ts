import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sampleAdmit, sampleCall } from '../ingest/sample-call.fixture.ts';
import { backoffMs } from './drain-segments.ts';
import {
  CollectingStore,
  copyAsKilled,
  drainWhole,
  openTestJournal,
  type TakenBatch,
  temporaryDirectory,
  until,
} from './opened-journal.fixture.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What is left once nothing is left to collect: what a collector has not come to yet says nothing of a leak. */
function bytesHeld(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('a store that is away gets the same batch again until it takes it, and everything in order', async () => {
  const { journal } = await openTestJournal({ directory: temporaryDirectory() });
  const store = new CollectingStore();
  const offered: string[] = [];
  store.refusals = 6;
  journal.startDrain((batch) => {
    offered.push(batch.batchId);
    return store.ingest(batch);
  });
  for (let serial = 0; serial < 50; serial += 1) {
    await journal.admit(sampleAdmit(serial));
    journal.settle(sampleCall(serial));
  }
  await until(() => journal.state().undrainedBytes === 0);
  await journal.close();
  assert.deepEqual(
    offered.slice(0, 7),
    Array.from({ length: 7 }, () => offered[0]),
  );
  assert.deepEqual(
    [...store.settled.keys()],
    Array.from({ length: 50 }, (_, serial) => sampleAdmit(serial).callId),
  );
});

test('batches follow one another without gap or overlap and keep their bounds', async () => {
  const { journal } = await openTestJournal({ directory: temporaryDirectory(), segmentBytesMax: 600_000 });
  const store = new CollectingStore();
  for (let serial = 0; serial < 3_000; serial += 1) {
    void journal.admit(sampleAdmit(serial));
    journal.settle(sampleCall(serial));
  }
  await journal.admit(sampleAdmit(3_000));
  journal.startDrain(store.ingest);
  await journal.close();
  let last: TakenBatch | undefined;
  for (const batch of store.batches) {
    assert.equal(batch.batchId, `gateway-a:${batch.segment}:${batch.fromOffset}-${batch.toOffset}`);
    if (batch.segment === last?.segment) assert.equal(batch.fromOffset, last.toOffset);
    else assert.equal(batch.fromOffset, 0);
    assert.ok(batch.admits.length + batch.settles.length < 1_000);
    assert.ok(batch.toOffset - batch.fromOffset <= 1024 * 1024);
    last = batch;
  }
  assert.equal(store.settled.size, 3_000);
});

test('a batch that was taken and whose answer was lost in a crash changes nothing when it comes again', async () => {
  const { journal, directory } = await openTestJournal({ directory: temporaryDirectory() });
  const store = new CollectingStore();
  for (let serial = 0; serial < 40; serial += 1) {
    await journal.admit(sampleAdmit(serial));
    journal.settle(sampleCall(serial));
  }
  let left = '';
  journal.startDrain(async (batch) => {
    await store.ingest(batch);
    left = copyAsKilled(directory);
  });
  await until(() => left !== '');
  await journal.close();
  const batchesBefore = store.batches.length;
  await drainWhole(left, store);
  assert.ok(store.batches.length > batchesBefore, 'nothing came again');
  assert.equal(store.settled.size, 40);
  assert.deepEqual(store.contradictions, []);
});

test('an hour without a store costs disk and no memory', async () => {
  const { journal } = await openTestJournal({ directory: temporaryDirectory(), segmentBytesMax: 4_000_000 });
  const store = new CollectingStore();
  store.refusals = Number.POSITIVE_INFINITY;
  journal.startDrain(store.ingest);
  const write = async (from: number, to: number): Promise<void> => {
    for (let serial = from; serial < to; serial += 20) {
      for (let each = serial; each < serial + 20; each += 1) void journal.admit(sampleAdmit(each));
      await new Promise((resolve) => setImmediate(resolve));
      for (let each = serial; each < serial + 20; each += 1) journal.settle(sampleCall(each));
    }
  };
  await write(0, 4_000);
  const beforeBytes = bytesHeld();
  await write(4_000, 40_000);
  const heldBytes = bytesHeld() - beforeBytes;
  const { undrainedBytes } = journal.state();
  await journal.close();
  assert.ok(undrainedBytes > 80_000_000);
  assert.ok(heldBytes < 8_000_000, `${heldBytes} bytes are held for ${undrainedBytes} on the disk`);
});

test('closing does not wait for a store that refuses or never answers', async () => {
  for (const ingest of [() => Promise.reject(new Error('away')), () => new Promise<void>(() => {})]) {
    const { journal } = await openTestJournal({ directory: temporaryDirectory() });
    await journal.admit(sampleAdmit(1));
    journal.startDrain(ingest);
    const startMs = performance.now();
    await journal.close(300);
    assert.ok(performance.now() - startMs < 4_000);
  }
});

test('the wait after a refusal doubles from a tenth of a second to five and is shortened by chance by half at most', () => {
  assert.equal(backoffMs(0, 1), 100);
  assert.equal(backoffMs(0, 0), 50);
  assert.equal(backoffMs(3, 1), 800);
  assert.equal(backoffMs(6, 1), 5_000);
  assert.equal(backoffMs(1_000_000, 1), 5_000);
  assert.equal(backoffMs(1_000_000, 0), 2_500);
});
