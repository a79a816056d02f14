import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import type { Pool } from 'pg';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { AT_MS, aRecord, withContent } from './content-house.fixture.ts';
import { rewriteKeyTables } from './destroy-content.ts';
import { rawFilesOf } from './raw-files.fixture.ts';

const DAY_MS = 86_400_000;
const ATTEMPTS_MAX = 20;

describeOnEachEngine('content on the disk of the server', (engine) => {
  it('never stands there as text, neither in a table nor in the log of changes', async () => {
    await withContent(engine, async ({ pool, kept }) => {
      const marker = `planted-${randomBytes(16).toString('hex')}`;
      await kept(aRecord({ text: marker.repeat(50) }), aRecord({ text: marker }));
      const files = await rawFilesOf(pool, engine);
      const [sealed] = await columnOf(pool, 'select sealed as bytes from tokenward.content_record');
      assert.ok(sealed !== undefined);
      assert.notDeepEqual(await files.inTables(sealed.subarray(0, 40)), [], 'the search finds what is there');
      assert.deepEqual(await files.inTables(marker), []);
      assert.deepEqual(await files.inLog(marker), []);
    });
  });

  it('leaves no key in any table once its person is erased, so that what is left of it opens nothing', async () => {
    await withContent(engine, async ({ pool, store, kept }) => {
      await kept(aRecord(), aRecord({ owner: { kind: 'person', personId: 'eve' } }));
      const ofSam = `where owner_id = 'sam'`;
      const [subjectKey] = await columnOf(pool, `select wrapped as bytes from tokenward.content_subject_key ${ofSam}`);
      const [dataKey] = await columnOf(
        pool,
        `select key.wrapped as bytes from tokenward.content_key key join tokenward.content_record on id = record_id ${ofSam}`,
      );
      assert.ok(subjectKey !== undefined && dataKey !== undefined);
      const files = await rawFilesOf(pool, engine);
      assert.notDeepEqual(await files.inTables(subjectKey), []);
      await store.destroyOwner({ kind: 'person', personId: 'sam' }, AT_MS + 1);
      await forgotten(store);
      assert.deepEqual(await files.inTables(subjectKey), [], 'the key that all the others hang on');
      assert.deepEqual(await files.inTables(dataKey), [], 'and theirs');
      const [eve] = await store.counts({ kind: 'person', personId: 'eve' });
      assert.equal(eve?.records, 1, 'others keep theirs');
    });
  });

  it('leaves no data key in any table once its time is over, while its person and newer content go on', async () => {
    await withContent(engine, async ({ pool, store, kept }) => {
      await kept(aRecord({ callId: 'old', atMs: AT_MS - 40 * DAY_MS }), aRecord({ callId: 'new' }));
      const [dataKey] = await columnOf(
        pool,
        `select key.wrapped as bytes from tokenward.content_key key join tokenward.content_record on id = record_id
         where call_id = 'old'`,
      );
      assert.ok(dataKey !== undefined);
      const than = { useCaseId: 'drafting', dataClass: 'internal', beforeMs: AT_MS - 30 * DAY_MS } as const;
      assert.equal((await store.destroyOlder(than)).destroyed, 1);
      await forgotten(store);
      const files = await rawFilesOf(pool, engine);
      assert.deepEqual(await files.inTables(dataKey), []);
      const { rows } = await pool.query<{ id: string }>('select id from tokenward.content_record');
      assert.equal((await store.open(rows[0]?.id ?? '')).kind, 'opened');
    });
  });
});

describeOnEachEngine('deleted keys that an earlier transaction may still read', (engine) => {
  it('are told of, and are gone once it has ended', async () => {
    await withContent(engine, async ({ pool, store, kept }) => {
      await kept(aRecord());
      const reader = await pool.connect();
      await reader.query('begin isolation level repeatable read');
      await reader.query('select 1');
      await store.destroyOwner({ kind: 'person', personId: 'sam' }, AT_MS + 1);
      await assert.rejects(rewriteKeyTables(pool, { timesMax: 2, pauseMs: 1 }), /transaction that began before/);
      await reader.query('commit');
      reader.release();
      await triedAgain(() => rewriteKeyTables(pool));
    });
  });
});

async function forgotten(store: ContentStore): Promise<void> {
  while (store.mayLinger()) await triedAgain(() => store.forgetDestroyed());
}

/** As the house does it: what a transaction of the server's own held back is tried again. */
async function triedAgain(work: () => Promise<void>): Promise<void> {
  for (let times = 1; times < ATTEMPTS_MAX; times += 1) {
    const isDone = await work().then(
      () => true,
      () => false,
    );
    if (isDone) return;
  }
  await work();
}

async function columnOf(pool: Pool, query: string): Promise<readonly Buffer[]> {
  return (await pool.query<{ bytes: Buffer }>(query)).rows.map(({ bytes }) => bytes);
}
