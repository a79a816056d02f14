import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sampleAdmit, sampleCall } from '../ingest/sample-call.fixture.ts';
import { CollectingStore, drainWhole, openTestJournal, temporaryDirectory } from './opened-journal.fixture.ts';

const CALLS = 10;

/** A journal of ten calls, each admitted and settled in frames of its own, closed; answers its one segment. */
async function writtenSegment(): Promise<{
  readonly directory: string;
  readonly file: string;
  readonly frameOffsets: number[];
}> {
  const { journal, directory } = await openTestJournal({ directory: temporaryDirectory() });
  const frameOffsets: number[] = [];
  for (let serial = 0; serial < CALLS; serial += 1) {
    frameOffsets.push(journal.state().undrainedBytes);
    await journal.admit(sampleAdmit(serial));
    frameOffsets.push(journal.state().undrainedBytes);
    journal.settle(sampleCall(serial));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await journal.close();
  const name = fs.readdirSync(directory).find((each) => each.endsWith('.log')) ?? '';
  return { directory, file: path.join(directory, name), frameOffsets };
}

type Damage = {
  readonly name: string;
  readonly make: (bytes: Buffer, frameOffsets: readonly number[]) => Buffer;
  /** Calls whose settlement is lost and that end as crashed. */
  readonly crashed: readonly number[];
  /** Calls of which nothing is left. */
  readonly gone: readonly number[];
  readonly event: string | undefined;
  readonly aside: 'torn' | 'corrupt' | undefined;
};

const at = (offsets: readonly number[], index: number): number => offsets[index] ?? Number.NaN;

function flip(bytes: Buffer, offset: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[offset] = (changed[offset] ?? 0) ^ 0x40;
  return changed;
}

function setUint32(bytes: Buffer, offset: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt32LE(value, offset);
  return changed;
}

// biome-ignore format: a table is read down
const table: readonly Damage[] = [
  { name: 'nothing',                             make: (bytes) => bytes,                                                            crashed: [],  gone: [],  event: undefined,                 aside: undefined },
  { name: 'an empty file',                       make: () => Buffer.alloc(0),                                                       crashed: [],  gone: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], event: undefined, aside: undefined },
  { name: 'the last byte missing',               make: (bytes) => bytes.subarray(0, -1),                                            crashed: [9], gone: [],  event: 'journal.tail_cut',        aside: 'torn' },
  { name: 'the last frame cut in its header',    make: (bytes, offsets) => bytes.subarray(0, at(offsets, 19) + 9),                  crashed: [9], gone: [],  event: 'journal.tail_cut',        aside: 'torn' },
  { name: 'the last two frames missing',         make: (bytes, offsets) => bytes.subarray(0, at(offsets, 18)),                      crashed: [],  gone: [9], event: undefined,                 aside: undefined },
  { name: 'zeros behind the last frame',         make: (bytes) => Buffer.concat([bytes, Buffer.alloc(70_000)]),                     crashed: [],  gone: [],  event: 'journal.tail_cut',        aside: undefined },
  { name: 'noise behind the last frame',         make: (bytes) => Buffer.concat([bytes, Buffer.alloc(70_000, 'noise')]),            crashed: [],  gone: [],  event: 'journal.tail_cut',        aside: 'torn' },
  { name: 'the last frame overwritten by zeros', make: (bytes, offsets) => Buffer.from(bytes).fill(0, at(offsets, 19)),             crashed: [9], gone: [],  event: 'journal.tail_cut',        aside: undefined },
  { name: 'a changed bit in a payload',          make: (bytes, offsets) => flip(bytes, at(offsets, 7) + 200),                       crashed: [3], gone: [],  event: 'journal.segment_corrupt', aside: 'corrupt' },
  { name: 'a changed bit in a checksum',         make: (bytes, offsets) => flip(bytes, at(offsets, 7) + 5),                         crashed: [3], gone: [],  event: 'journal.segment_corrupt', aside: 'corrupt' },
  { name: 'a changed magic',                     make: (bytes, offsets) => flip(bytes, at(offsets, 7)),                             crashed: [3], gone: [],  event: 'journal.segment_corrupt', aside: 'corrupt' },
  { name: 'a length beyond the file',            make: (bytes, offsets) => setUint32(bytes, at(offsets, 7) + 8, 7_000_000),         crashed: [3], gone: [],  event: 'journal.segment_corrupt', aside: 'corrupt' },
  { name: 'a length beyond all bounds',          make: (bytes, offsets) => setUint32(bytes, at(offsets, 7) + 8, 0xffffffff),        crashed: [3], gone: [],  event: 'journal.segment_corrupt', aside: 'corrupt' },
  { name: 'a length that is too short',          make: (bytes, offsets) => setUint32(bytes, at(offsets, 7) + 8, 10),                crashed: [3], gone: [],  event: 'journal.segment_corrupt', aside: 'corrupt' },
  { name: 'a block of zeros over four frames',   make: (bytes, offsets) => Buffer.from(bytes).fill(0, at(offsets, 7), at(offsets, 11)), crashed: [3], gone: [4], event: 'journal.segment_corrupt', aside: 'corrupt' },
  { name: 'damage in the middle and at the end', make: (bytes, offsets) => flip(bytes, at(offsets, 7) + 200).subarray(0, -3),       crashed: [3, 9], gone: [], event: 'journal.segment_corrupt', aside: 'corrupt' },
];

for (const { name, make, crashed, gone, event, aside } of table) {
  test(`a segment with ${name} gives the store every call that is still in it, and keeps a copy of what is not`, async () => {
    const { directory, file, frameOffsets } = await writtenSegment();
    const damaged = make(fs.readFileSync(file), frameOffsets);
    fs.writeFileSync(file, damaged);
    const store = new CollectingStore();
    const events = await drainWhole(directory, store);

    const left = Array.from({ length: CALLS }, (_, serial) => serial).filter((serial) => !gone.includes(serial));
    const outcomes = left.map((serial) => store.settled.get(sampleAdmit(serial).callId)?.outcome);
    assert.deepEqual(
      outcomes,
      left.map((serial) => (crashed.includes(serial) ? 'crashed' : 'completed')),
    );
    assert.equal(store.settled.size, left.length);
    assert.equal(event === undefined || events.some((each) => each.event === event), true);
    assert.equal(
      events.some((each) => each.event === 'journal.tail_cut' || each.event === 'journal.segment_corrupt'),
      event !== undefined,
    );
    if (aside === undefined) assert.ok(!fs.existsSync(`${file}.torn`) && !fs.existsSync(`${file}.corrupt`));
    else assert.deepEqual(fs.readFileSync(`${file}.${aside}`), damaged);

    await drainWhole(directory, store);
    assert.deepEqual(store.contradictions, []);
  });
}

test('a checkpoint that cannot be read costs a replay and nothing else', async () => {
  for (const text of ['', '{', '{"segment":"x","offset":0}', 'null', '{"segment":1e99,"offset":-1}']) {
    const { directory } = await writtenSegment();
    fs.writeFileSync(path.join(directory, 'drained.json'), text);
    const store = new CollectingStore();
    await drainWhole(directory, store);
    assert.equal(store.settled.size, CALLS);
  }
});

test('a checkpoint beyond the end of a shortened segment loses no later call', async () => {
  const { directory, file, frameOffsets } = await writtenSegment();
  const store = new CollectingStore();
  await drainWhole(directory, store);
  fs.truncateSync(file, frameOffsets[4]);
  const { journal } = await openTestJournal({ directory });
  await journal.admit(sampleAdmit(20));
  journal.settle(sampleCall(20));
  journal.startDrain(store.ingest);
  await journal.close();
  assert.equal(store.settled.size, CALLS + 1);
});
