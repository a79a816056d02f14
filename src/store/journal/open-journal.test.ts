import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { faultyFileSystem } from './faulty-file-system.fixture.ts';
import { nodeFileSystem } from './journal-file-system.ts';
import {
  CollectingStore,
  copyAsKilled,
  drainWhole,
  openTestJournal,
  sampleAdmit,
  sampleCall,
  temporaryDirectory,
  until,
} from './opened-journal.fixture.ts';
import { wholeAdmission } from './spoken-members.ts';

const fileSystems = { 'the disk': nodeFileSystem, 'the faulty disk without a fault': faultyFileSystem().fileSystem };

for (const [name, fileSystem] of Object.entries(fileSystems)) {
  suite(`a journal on ${name}`, () => {
    test('hands every admission and settlement to the store once, in the order written', async () => {
      const { journal } = await openTestJournal({
        directory: temporaryDirectory(),
        fileSystem,
        segmentBytesMax: 50_000,
      });
      const store = new CollectingStore();
      for (let serial = 0; serial < 900; serial += 1) {
        const result = journal.admit(sampleAdmit(serial));
        if (serial % 7 === 0) assert.equal(await result, 'written');
        if (serial > 0) journal.settle(sampleCall(serial - 1));
        if (serial === 300) journal.startDrain(store.ingest);
      }
      journal.settle(sampleCall(899));
      await journal.close();

      const expected = Array.from({ length: 900 }, (_, serial) => sampleAdmit(serial).callId);
      assert.deepEqual(store.admitted, expected);
      assert.deepEqual([...store.settled.keys()], expected);
      assert.equal(store.batches.flatMap((batch) => batch.admits).length, 900);
    });

    test('hands on the very text of a record, and an admission never after its settlement', async () => {
      const { journal } = await openTestJournal({ directory: temporaryDirectory(), fileSystem });
      const store = new CollectingStore();
      const call = sampleCall(1, {
        purpose: 'Größe "und"\n\u2028 \u0000 \ud800 💶',
        vendorUsage: { odd: ['\u0001', 1e21, null] },
      });
      await journal.admit(sampleAdmit(1));
      journal.settle(call);
      journal.startDrain(store.ingest);
      await journal.close();
      const { vendorUsage, ...others } = call;
      const said: unknown = JSON.parse(JSON.stringify(others, (_, value: unknown) => value ?? undefined));
      const [settled = '', admitted = ''] = [store.batches[0]?.settles[0], store.batches[0]?.admits[0]];
      assert.deepEqual(JSON.parse(settled), Object.assign({}, said, { vendorUsage }));
      assert.ok(settled.includes(JSON.stringify(vendorUsage)));
      assert.deepEqual(wholeAdmission(JSON.parse(admitted)), sampleAdmit(1));
    });

    test('settles as crashed, once, what was admitted and not settled when the process died', async () => {
      const { journal, directory } = await openTestJournal({ directory: temporaryDirectory(), fileSystem });
      for (let serial = 0; serial < 20; serial += 1) await journal.admit(sampleAdmit(serial));
      for (let serial = 0; serial < 20; serial += 2) journal.settle(sampleCall(serial));
      await journal.admit(sampleAdmit(20));

      const left = copyAsKilled(directory);
      await journal.close();
      const second = await openTestJournal({ directory: left, fileSystem });
      assert.equal(second.journal.crashedCalls, 11);
      const third = copyAsKilled(left);
      await second.journal.close();
      const store = new CollectingStore();
      await drainWhole(third, store);
      assert.equal(store.settled.size, 21);
      assert.deepEqual(store.contradictions, []);
      const crashed = [...store.settled.values()].filter((call) => call.outcome === 'crashed');
      assert.equal(crashed.length, 11);
    });

    test('removes drained segments oldest first, and none behind one that holds a call under way', async () => {
      const { journal, directory } = await openTestJournal({
        directory: temporaryDirectory(),
        fileSystem,
        segmentBytesMax: 20_000,
      });
      const store = new CollectingStore();
      await journal.admit(sampleAdmit(1));
      for (let serial = 2; serial < 30; serial += 1) {
        await journal.admit(sampleAdmit(serial));
        journal.settle(sampleCall(serial));
      }
      journal.startDrain(store.ingest);
      await until(() => journal.state().undrainedBytes === 0);
      const { segments } = journal.state();
      assert.ok(segments > 2);
      const left = copyAsKilled(directory);
      await drainWhole(left, store);
      assert.deepEqual(store.contradictions, []);

      journal.settle(sampleCall(1));
      await until(() => journal.state().undrainedBytes === 0 && journal.state().segments === 1);
      await journal.close();
      assert.equal(fs.readdirSync(directory).filter((each) => each.endsWith('.log')).length, 1);
    });

    test('copies calls that do not end forward, so that a few of them never keep more than eight segments', async () => {
      const directory = temporaryDirectory();
      const { journal } = await openTestJournal({ directory, fileSystem, segmentBytesMax: 40_000 });
      const store = new CollectingStore();
      journal.startDrain(store.ingest);
      for (let serial = 0; serial < 400; serial += 1) {
        await journal.admit(sampleAdmit(serial));
        if (serial % 20 !== 0) journal.settle(sampleCall(serial));
      }
      await until(() => journal.state().undrainedBytes === 0 && journal.state().segments <= 9);
      assert.equal(journal.state().openCalls, 20);
      const left = copyAsKilled(directory);
      await journal.close();
      await drainWhole(left, store);
      assert.equal(store.settled.size, 400);
      assert.equal([...store.settled.values()].filter((call) => call.outcome === 'crashed').length, 20);
    });
  });
}

test('answers full at the bound, keeps room for the settlements of calls under way, and admits again once drained', async () => {
  const { journal } = await openTestJournal({ directory: temporaryDirectory(), undrainedBytesMax: 60_000 });
  const store = new CollectingStore();
  let admitted = 0;
  while ((await journal.admit(sampleAdmit(admitted))) === 'written') admitted += 1;
  assert.equal(await journal.admit(sampleAdmit(1_000)), 'full');
  assert.ok(journal.state().undrainedBytes < 60_000);
  for (let serial = 0; serial < admitted; serial += 1) journal.settle(sampleCall(serial));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(journal.state().openCalls, 0);
  assert.ok(journal.state().undrainedBytes < 60_000);

  journal.startDrain(store.ingest);
  await until(() => journal.state().undrainedBytes === 0);
  assert.equal(await journal.admit(sampleAdmit(2_000)), 'written');
  await journal.close();
  assert.equal(store.settled.size, admitted);
  assert.ok(!store.admitted.includes(sampleAdmit(1_000).callId));
});

test('calls that are turned away while the journal is full are counted, not written, and the journal keeps its bound', async () => {
  const { journal, events } = await openTestJournal({ directory: temporaryDirectory(), undrainedBytesMax: 60_000 });
  const store = new CollectingStore();
  let admitted = 0;
  while ((await journal.admit(sampleAdmit(admitted))) === 'written') admitted += 1;
  for (let serial = 5_000; serial < 7_000; serial += 1) journal.settle(sampleCall(serial, { outcome: 'refused' }));
  for (let serial = 0; serial < admitted; serial += 1) journal.settle(sampleCall(serial));
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(journal.state().undrainedBytes < 60_000);
  journal.startDrain(store.ingest);
  await until(() => journal.state().undrainedBytes === 0);
  assert.equal(await journal.admit(sampleAdmit(8_000)), 'written');
  await journal.close();
  assert.equal(store.settled.size, admitted);
  const leftOut = events.filter((each) => each.event === 'journal.refusals_left_out');
  assert.deepEqual(
    leftOut.map((each) => each.fields['calls']),
    [2_000],
  );
});

test('keeps order, ids and its own time when the wall clock jumps', async () => {
  const wall = { atMs: 1_790_000_000_000 };
  const clock = { nowMs: () => wall.atMs, monotonicMs: () => performance.now() };
  const { journal } = await openTestJournal({ directory: temporaryDirectory(), clock, segmentBytesMax: 20_000 });
  const store = new CollectingStore();
  const jumpsMs = [-86_400_000 * 400, 86_400_000 * 4_000, 0, -1, Number.NaN];
  for (let serial = 0; serial < 100; serial += 1) {
    wall.atMs = 1_790_000_000_000 + (jumpsMs[serial % jumpsMs.length] ?? 0);
    assert.equal(await journal.admit(sampleAdmit(serial)), 'written');
    journal.settle(sampleCall(serial));
    const ageMs = journal.state().oldestUndrainedMs ?? 0;
    assert.ok(ageMs >= 0 && ageMs < 60_000, `the oldest record is ${ageMs} ms old`);
  }
  journal.startDrain(store.ingest);
  await journal.close();
  assert.deepEqual(
    [...store.settled.keys()],
    Array.from({ length: 100 }, (_, serial) => sampleAdmit(serial).callId),
  );
});

test('never uses a segment number again, neither after everything was drained nor in a directory that was wiped', async () => {
  const directory = temporaryDirectory();
  const store = new CollectingStore();
  for (let round = 0; round < 3; round += 1) {
    const { journal } = await openTestJournal({ directory });
    await journal.admit(sampleAdmit(round));
    journal.settle(sampleCall(round));
    journal.startDrain(store.ingest);
    await journal.close();
  }
  fs.rmSync(directory, { recursive: true });
  const clock = { nowMs: () => 1_790_000_900_000, monotonicMs: () => performance.now() };
  const wiped = await openTestJournal({ directory, clock });
  await wiped.journal.admit(sampleAdmit(9));
  wiped.journal.startDrain(store.ingest);
  await wiped.journal.close();
  const ids = store.batches.map((batch) => batch.batchId);
  assert.equal(ids.length, 4);
  assert.equal(new Set(ids).size, 4);
});

test('a batch id names the bytes: the same id never comes with other content', async () => {
  const { journal, directory } = await openTestJournal({ directory: temporaryDirectory() });
  const store = new CollectingStore();
  for (let serial = 0; serial < 700; serial += 1) {
    void journal.admit(sampleAdmit(serial));
    journal.settle(sampleCall(serial));
  }
  await journal.admit(sampleAdmit(700));
  const left = copyAsKilled(directory);
  await journal.close();
  await drainWhole(copyAsKilled(left), store);
  await drainWhole(copyAsKilled(left), store);
  const contentById = new Map<string, string>();
  for (const { batchId, admits, settles } of store.batches) {
    const content = JSON.stringify([admits, settles.filter((text) => !text.includes('crashed'))]);
    assert.equal(contentById.get(batchId) ?? content, content);
    contentById.set(batchId, content);
  }
  assert.deepEqual(store.contradictions, []);
  assert.equal(store.settled.size, 701);
});

test('drops what the vendor said of a settlement that is too long or cannot be written, and keeps the rest', async () => {
  const { journal, events } = await openTestJournal({ directory: temporaryDirectory() });
  const store = new CollectingStore();
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  for (const [serial, vendorUsage] of [
    circular,
    { text: 'x'.repeat(3_000_000) },
    { text: 'ü'.repeat(600_000) },
  ].entries()) {
    await journal.admit(sampleAdmit(serial));
    journal.settle(sampleCall(serial, { vendorUsage }));
  }
  journal.startDrain(store.ingest);
  await journal.close();
  const kept = [...store.settled.values()].map((call) => (call.vendorUsage ?? null) !== null);
  assert.deepEqual(kept, [false, false, true]);
  assert.equal(events.filter((each) => each.event === 'journal.vendor_usage_dropped').length, 2);
});

test('says so when a call is settled after the end, and settles it as crashed at the next start', async () => {
  const { journal, events, directory } = await openTestJournal({ directory: temporaryDirectory() });
  await journal.admit(sampleAdmit(1));
  await journal.close();
  journal.settle(sampleCall(1));
  assert.equal(await journal.admit(sampleAdmit(2)), 'failed');
  assert.ok(events.some((each) => each.event === 'journal.settled_after_close'));
  const store = new CollectingStore();
  await drainWhole(directory, store);
  assert.equal(store.settled.get(sampleAdmit(1).callId)?.outcome, 'crashed');
});

test('under power durability an admission waits for the disk', async () => {
  const { fileSystem, faults } = faultyFileSystem();
  const { journal } = await openTestJournal({ directory: temporaryDirectory(), fileSystem, durability: 'power' });
  assert.equal(await journal.admit(sampleAdmit(1)), 'written');
  faults.failing.add('sync');
  assert.equal(await journal.admit(sampleAdmit(2)), 'failed');
  faults.failing.delete('sync');
  await until(() => !journal.state().failing);
  assert.equal(await journal.admit(sampleAdmit(3)), 'written');
  await journal.close();
});

test('a directory that holds other files is left alone', async () => {
  const directory = temporaryDirectory();
  fs.writeFileSync(path.join(directory, 'notes.txt'), 'mine');
  fs.writeFileSync(path.join(directory, 'segment-1.log'), 'not a name of ours');
  const { journal } = await openTestJournal({ directory });
  await journal.close();
  assert.equal(fs.readFileSync(path.join(directory, 'notes.txt'), 'utf8'), 'mine');
  assert.equal(fs.readFileSync(path.join(directory, 'segment-1.log'), 'utf8'), 'not a name of ours');
});
