import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleAdmit, sampleCall } from '../ingest/sample-call.fixture.ts';
import { faultyFileSystem } from './faulty-file-system.fixture.ts';
import type { OpenedJournal } from './opened-journal.fixture.ts';
import { CollectingStore, copyAsKilled, openTestJournal, temporaryDirectory, until } from './opened-journal.fixture.ts';

const seed = Number(process.env['TOKENWARD_SEED'] ?? Date.now() & 0x7fffffff);

type Step =
  | { readonly kind: 'admit' | 'settle'; readonly calls: number }
  | { readonly kind: 'turn' | 'drain' | 'heal' | 'kill' | 'wait' }
  | { readonly kind: 'room'; readonly bytes: number }
  | { readonly kind: 'fail'; readonly what: 'create' | 'write' | 'truncate' | 'sync' | 'read' | 'replace' | 'remove' }
  | { readonly kind: 'refuse'; readonly times: number };

const plain = (kind: 'turn' | 'drain' | 'heal' | 'kill' | 'wait', weight: number) => ({
  weight,
  arbitrary: fc.constant<Step>({ kind }),
});
const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('admit' as const), calls: fc.integer({ min: 1, max: 30 }) }),
    },
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('settle' as const), calls: fc.integer({ min: 1, max: 30 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('room' as const), bytes: fc.integer({ min: 0, max: 9_000 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('fail' as const),
        what: fc.constantFrom('create', 'write', 'truncate', 'sync', 'read', 'replace', 'remove'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('refuse' as const), times: fc.integer({ min: 1, max: 4 }) }),
    },
    plain('turn', 8),
    plain('wait', 4),
    plain('drain', 2),
    plain('heal', 4),
    plain('kill', 2),
  ),
  { minLength: 5, maxLength: 60 },
);

/** A gateway, its disk and its store, of which any may fail; remembers what it was promised. */
class Life {
  readonly store = new CollectingStore();
  readonly promised: number[] = [];
  readonly #disk = faultyFileSystem();
  readonly #segmentBytesMax: number;
  #opened: OpenedJournal | undefined;
  #draining = false;
  #serial = 0;
  #underWay: number[] = [];

  constructor(segmentBytesMax: number) {
    this.#segmentBytesMax = segmentBytesMax;
  }

  async open(directory: string): Promise<OpenedJournal> {
    const options = { directory, fileSystem: this.#disk.fileSystem, segmentBytesMax: this.#segmentBytesMax };
    this.#draining = false;
    this.#underWay = [];
    this.#opened = await openTestJournal(options);
    return this.#opened;
  }

  async take(step: Step): Promise<void> {
    const { journal, directory } = this.#opened ?? (await this.open(temporaryDirectory()));
    const { faults } = this.#disk;
    switch (step.kind) {
      case 'admit':
        for (let each = 0; each < step.calls; each += 1) this.#admit(this.#serial++);
        return;
      case 'settle':
        for (const serial of this.#underWay.splice(0, step.calls)) journal.settle(sampleCall(serial));
        return;
      case 'turn':
        await new Promise((resolve) => setImmediate(resolve));
        return;
      case 'wait':
        await new Promise((resolve) => setTimeout(resolve, 2));
        return;
      case 'drain':
        this.#startDrain();
        return;
      case 'room':
        faults.roomBytes = step.bytes;
        return;
      case 'fail':
        faults.failing.add(step.what);
        return;
      case 'heal':
        this.#heal();
        return;
      case 'refuse':
        this.store.refusals = step.times;
        return;
      case 'kill':
        await this.#kill(directory);
        return;
    }
  }

  async finish(): Promise<void> {
    this.#heal();
    const { journal, directory } = this.#opened ?? (await this.open(temporaryDirectory()));
    await until(() => !journal.state().failing);
    await new Promise((resolve) => setImmediate(resolve));
    for (const serial of this.#underWay.splice(0)) journal.settle(sampleCall(serial));
    this.#startDrain();
    await new Promise((resolve) => setImmediate(resolve));
    await until(() => journal.state().undrainedBytes === 0);
    assert.equal(journal.state().openCalls, 0);
    await journal.close();
    fs.rmSync(directory, { recursive: true });
  }

  #admit(serial: number): void {
    const opened = this.#opened;
    void opened?.journal.admit(sampleAdmit(serial)).then((result) => {
      if (result !== 'written' || opened !== this.#opened) return;
      this.promised.push(serial);
      this.#underWay.push(serial);
    });
  }

  #startDrain(): void {
    const opened = this.#opened;
    if (this.#draining) return;
    this.#draining = true;
    opened?.journal.startDrain((batch) =>
      opened === this.#opened ? this.store.ingest(batch) : Promise.reject(new Error('Killed.')),
    );
  }

  #heal(): void {
    this.#disk.faults.roomBytes = Number.POSITIVE_INFINITY;
    this.#disk.faults.failing.clear();
    this.store.refusals = 0;
  }

  /** Goes on with the files as they are at this moment; what the first journal still does reaches nobody. */
  async #kill(directory: string): Promise<void> {
    const left = copyAsKilled(directory);
    const old = this.#opened;
    this.#opened = undefined;
    await old?.journal.close(0);
    fs.rmSync(directory, { recursive: true });
    this.#heal();
    await this.open(left);
  }
}

test('whatever fails and whenever it is killed: each call let through is settled once, after its admission', async (context) => {
  context.diagnostic(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 2_000, max: 60_000 }), async (plan, segmentBytesMax) => {
      const life = new Life(segmentBytesMax);
      for (const step of plan) await life.take(step);
      await life.finish();
      const { store } = life;
      assert.deepEqual(store.contradictions, []);
      for (const serial of life.promised)
        assert.ok(store.settled.has(sampleAdmit(serial).callId), `call ${serial} is lost`);
      for (const callId of store.admitted) assert.ok(store.settled.has(callId), `call ${callId} is open for ever`);
    }),
    { seed, numRuns: Number(process.env['TOKENWARD_RUNS'] ?? 60) },
  );
});
