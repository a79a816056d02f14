import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleAdmit, sampleCall } from '../ingest/sample-call.fixture.ts';
import type { Faults } from './faulty-file-system.fixture.ts';
import { faultyFileSystem } from './faulty-file-system.fixture.ts';
import type { OpenedJournal } from './opened-journal.fixture.ts';
import {
  CollectingStore,
  copyAsKilled,
  drainWhole,
  openTestJournal,
  temporaryDirectory,
  until,
} from './opened-journal.fixture.ts';

type Bench = OpenedJournal & { readonly faults: Faults; readonly store: CollectingStore };

async function openOnFaultyDisk(segmentBytesMax = 1_000_000): Promise<Bench> {
  const { fileSystem, faults } = faultyFileSystem();
  const opened = await openTestJournal({ directory: temporaryDirectory(), fileSystem, segmentBytesMax });
  return { ...opened, faults, store: new CollectingStore() };
}

async function recovered({ journal }: Bench): Promise<void> {
  await until(() => !journal.state().failing);
}

const waysToFail: readonly { readonly name: string; readonly breaks: (faults: Faults) => unknown }[] = [
  { name: 'full', breaks: (faults) => Object.assign(faults, { roomBytes: 0 }) },
  { name: 'full in the middle of a frame', breaks: (faults) => Object.assign(faults, { roomBytes: 100 }) },
  {
    name: 'full in the middle of a frame and refuses to be cut back',
    breaks: (faults) => {
      faults.roomBytes = 100;
      faults.failing.add('truncate');
    },
  },
  { name: 'broken for writing', breaks: (faults) => faults.failing.add('write') },
];

for (const { name, breaks } of waysToFail) {
  test(`when the disk is ${name}, admissions fail, settlements are kept, and both go on by themselves afterwards`, async () => {
    const bench = await openOnFaultyDisk();
    const { journal, faults, store } = bench;
    journal.startDrain(store.ingest);
    for (let serial = 0; serial < 10; serial += 1) assert.equal(await journal.admit(sampleAdmit(serial)), 'written');

    breaks(faults);
    assert.equal(await journal.admit(sampleAdmit(50)), 'failed');
    for (let serial = 0; serial < 10; serial += 1) journal.settle(sampleCall(serial));
    assert.equal(await journal.admit(sampleAdmit(51)), 'failed');
    assert.equal(journal.state().failing, true);
    const left = copyAsKilled(bench.directory);

    faults.roomBytes = Number.POSITIVE_INFINITY;
    faults.failing.clear();
    await recovered(bench);
    assert.equal(await journal.admit(sampleAdmit(52)), 'written');
    journal.settle(sampleCall(52));
    await journal.close();
    assert.deepEqual(
      [...store.settled.keys()],
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 52].map((serial) => sampleAdmit(serial).callId),
    );

    // Had the process been killed meanwhile: what was admitted is settled as crashed, what failed was never admitted.
    const killed = new CollectingStore();
    await drainWhole(left, killed);
    assert.equal(killed.settled.size, 10);
  });
}

test('a settlement that fails in one write with an admission is written later, the admission is not', async () => {
  const bench = await openOnFaultyDisk();
  const { journal, faults, store } = bench;
  await journal.admit(sampleAdmit(1));
  faults.roomBytes = 0;
  const second = journal.admit(sampleAdmit(2));
  journal.settle(sampleCall(1));
  assert.equal(await second, 'failed');
  faults.roomBytes = Number.POSITIVE_INFINITY;
  await recovered(bench);
  journal.startDrain(store.ingest);
  await journal.close();
  assert.deepEqual([...store.settled.keys()], [sampleAdmit(1).callId]);
  assert.deepEqual(store.admitted, [sampleAdmit(1).callId]);
});

test('short writes are completed', async () => {
  const { journal, faults, store } = await openOnFaultyDisk();
  faults.writeBytesMax = 7;
  for (let serial = 0; serial < 30; serial += 1) {
    assert.equal(await journal.admit(sampleAdmit(serial)), 'written');
    journal.settle(sampleCall(serial));
  }
  journal.startDrain(store.ingest);
  await journal.close();
  assert.equal(store.settled.size, 30);
});

test('when no new segment can be made, admissions fail and go on once one can', async () => {
  const bench = await openOnFaultyDisk(3_000);
  const { journal, faults, store } = bench;
  faults.failing.add('create');
  const results: string[] = [];
  for (let serial = 0; serial < 10; serial += 1) results.push(await journal.admit(sampleAdmit(serial)));
  assert.equal(results.at(-1), 'failed');
  faults.failing.clear();
  await recovered(bench);
  assert.equal(await journal.admit(sampleAdmit(11)), 'written');
  journal.startDrain(store.ingest);
  await journal.close();
  assert.ok(store.admitted.includes(sampleAdmit(11).callId));
});

test('after a failed sync the file is given up, nothing written is lost to the store, and a new file takes over', async () => {
  const bench = await openOnFaultyDisk();
  const { journal, faults, store } = bench;
  await journal.admit(sampleAdmit(1));
  faults.failing.add('sync');
  await until(() => journal.state().failing);
  assert.equal(await journal.admit(sampleAdmit(2)), 'failed');
  faults.failing.clear();
  await recovered(bench);
  assert.equal(await journal.admit(sampleAdmit(3)), 'written');
  journal.settle(sampleCall(1));
  journal.settle(sampleCall(3));
  assert.equal(journal.state().segments, 2);
  journal.startDrain(store.ingest);
  await journal.close();
  assert.deepEqual([...store.settled.keys()], [sampleAdmit(1).callId, sampleAdmit(3).callId]);
});

for (const fault of ['read', 'replace', 'remove'] as const) {
  test(`draining goes on by itself after the disk refused to ${fault}, and takes nothing out of order`, async () => {
    const bench = await openOnFaultyDisk(20_000);
    const { journal, faults, store } = bench;
    faults.failing.add(fault);
    journal.startDrain(store.ingest);
    for (let serial = 0; serial < 200; serial += 1) {
      await journal.admit(sampleAdmit(serial));
      journal.settle(sampleCall(serial));
    }
    await until(() => bench.events.some((each) => each.level === 'warn' || each.level === 'error'));
    faults.failing.clear();
    await until(() => journal.state().undrainedBytes === 0);
    await journal.close();
    assert.deepEqual(
      [...store.settled.keys()],
      Array.from({ length: 200 }, (_, serial) => sampleAdmit(serial).callId),
    );
  });
}

test('opens on a full disk, fails what comes, and settles the crashed calls when there is room again', async () => {
  const first = await openOnFaultyDisk();
  for (let serial = 0; serial < 5; serial += 1) await first.journal.admit(sampleAdmit(serial));
  const left = copyAsKilled(first.directory);
  await first.journal.close();

  const { fileSystem, faults } = faultyFileSystem();
  faults.roomBytes = 0;
  const { journal } = await openTestJournal({ directory: left, fileSystem });
  const store = new CollectingStore();
  journal.startDrain(store.ingest);
  assert.equal(await journal.admit(sampleAdmit(9)), 'failed');
  faults.roomBytes = Number.POSITIVE_INFINITY;
  await until(() => store.settled.size === 5);
  await journal.close();
  assert.ok([...store.settled.values()].every((call) => call.outcome === 'crashed'));
});
