import assert from 'node:assert/strict';
import { it, test } from 'node:test';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { CallFingerprint } from '../../domain/similarity/fingerprint.ts';
import { createTextShaper } from '../../domain/similarity/shape-text.ts';
import { joinSketches, sketchOf } from '../../domain/similarity/sketch.ts';
import { batchOf, NOON_MS, sampleCall } from '../ingest/sample-call.fixture.ts';
import { withIngest } from '../ingest/with-ingest.fixture.ts';
import { createFingerprintSink } from './create-fingerprint-sink.ts';
import { createSimilarityStore } from './create-similarity-store.ts';
import { forgetOwner } from './forget-fingerprints.ts';
import { keepFingerprints } from './keep-fingerprints.ts';
import { readSketchedTasks } from './task-clusters.ts';

const DAY_MS = 86_400_000;
const shape = createTextShaper({ first: 1, second: 2 });
const ada: KeyOwner = { kind: 'person', personId: 'ada' };
const RANGE = { fromMs: NOON_MS - DAY_MS, toMs: NOON_MS + DAY_MS };
const kept = (text: string) => sketchOf(shape(text).shingles);
const ASKED =
  'The parcel of my order has not arrived since Tuesday and the courier says that it was left with a neighbour';
const MORE = 'Write to the courier and ask for the name of the neighbour and for the time at which it was left there';

let calls = 0;
function fingerprint(more: Partial<CallFingerprint>): CallFingerprint {
  calls += 1;
  return {
    ...{ callId: sampleCall(1_000 + calls).callId, owner: ada, teamId: 'support', useCaseId: 'drafting' },
    ...{ taskId: 'one', atMs: NOON_MS, prompts: [], question: null, template: null },
    ...more,
  };
}
const opening = (text: string): CallFingerprint['prompts'] => [
  { role: 'opening', digest: shape(text).digest, ...kept(text) },
];
const tasksOf = (pool: Pool) => readSketchedTasks(pool, ada, 10);

describeOnEachEngine('the store of fingerprints', (engine) => {
  it('joins what is asked in a task to one sketch, in whatever batches it comes, and has it compared again', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        const store = createSimilarityStore({ pool });
        const [first, second] = [fingerprint({ question: kept(ASKED) }), fingerprint({ question: kept(MORE) })];
        await keepFingerprints(pool, [first, second, fingerprint({ taskId: 'two', question: kept(MORE) })]);
        const whole = joinSketches(kept(ASKED), kept(MORE)).sketch;
        assert.deepEqual((await tasksOf(pool)).find(({ taskId }) => taskId === 'one')?.sketch, whole);
        assert.deepEqual(await store.uncomparedOwners(5), [ada]);
        await store.keepClusters(ada, {
          taskIds: ['one', 'two'],
          clusters: new Map([
            ['one', 'one'],
            ['two', 'one'],
          ]),
          nowMs: NOON_MS,
        });
        assert.deepEqual(await store.uncomparedOwners(5), []);
        await keepFingerprints(pool, [fingerprint({ taskId: 'two', question: kept(ASKED) })]);
        const [one, two] = await tasksOf(pool);
        assert.deepEqual([one?.clusterId, two?.clusterId, two?.sketch], ['one', 'one', whole]);
        assert.deepEqual(await store.uncomparedOwners(5), [ada]);
        await store.keepClusters(ada, { taskIds: ['one', 'two'], clusters: new Map(), nowMs: NOON_MS });
        assert.deepEqual(
          (await tasksOf(pool)).map(({ clusterId }) => clusterId),
          [null, null],
        );
      },
      { engine },
    );
  });

  it('tells a call in the task that the store has linked it to', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const call = sampleCall(1, { taskId: 'linked' });
      await ingest(batchOf(1, { admits: [call], settles: [call] }));
      await keepFingerprints(pool, [
        fingerprint({
          callId: call.callId,
          atMs: call.admittedAtMs,
          taskId: 'as the gateway knew it',
          question: kept(ASKED),
        }),
      ]);
      assert.deepEqual(
        (await tasksOf(pool)).map(({ taskId }) => taskId),
        ['linked'],
      );
    });
  });

  it('counts who sent a prompt, and forgets by age and for an erasure', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        const store = createSimilarityStore({ pool });
        const bot: KeyOwner = { kind: 'service_account', serviceAccountId: 'bot' };
        const old = { atMs: NOON_MS - 40 * DAY_MS };
        await keepFingerprints(pool, [
          fingerprint({ prompts: opening(ASKED) }),
          fingerprint({ prompts: opening(ASKED.toUpperCase()), owner: bot, teamId: null }),
          fingerprint({ prompts: opening(MORE), ...old, question: kept(MORE) }),
        ]);
        const [sent, ...others] = await store.sentPrompts(RANGE, 10);
        assert.deepEqual(others, []);
        assert.deepEqual(
          [sent?.calls, sent?.owners, sent?.teamIds],
          [2, ['person:ada', 'service_account:bot'], ['support']],
        );
        assert.deepEqual(sent?.sketch, kept(ASKED).sketch);
        assert.ok((await store.forget(NOON_MS - 30 * DAY_MS)) >= 3);
        assert.deepEqual(await tasksOf(pool), []);
        assert.deepEqual(await store.sentPrompts({ ...RANGE, fromMs: 0 }, 10), [sent]);
        const client = await pool.connect();
        await forgetOwner(client, { kind: 'person', ownerId: 'ada' });
        client.release();
        assert.deepEqual(
          (await store.sentPrompts(RANGE, 10)).map(({ owners }) => owners),
          [['service_account:bot']],
        );
      },
      { engine },
    );
  });
});

test('what waits for the store has room for so many and no more, and is written in order once the store is there again', async () => {
  let isAway = true;
  const written: CallFingerprint[] = [];
  const write = async (batch: readonly CallFingerprint[]): Promise<void> => {
    if (isAway) throw new Error('away');
    written.push(...batch);
  };
  const sink = createFingerprintSink({ write });
  const sent = Array.from({ length: 2_000 }, () => fingerprint({}));
  for (const one of sent) assert.equal(sink.keep(one), true);
  assert.equal(sink.keep(fingerprint({})), false);
  await assert.rejects(sink.flush(), /away/);
  isAway = false;
  await Promise.all([sink.flush(), sink.flush()]);
  assert.deepEqual(written, sent);
  assert.equal(sink.keep(fingerprint({})), true);
});
