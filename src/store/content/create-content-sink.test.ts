import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { AT_MS, aRecord, EVERYTHING, withContent } from './content-house.fixture.ts';

const page = { limit: 500, afterId: null };

describeOnEachEngine('the sink of content', (engine) => {
  it('says no when its line is full, counts it, and takes on once there is room', async () => {
    await withContent(engine, async ({ open, store }) => {
      const sink = open(undefined, { waitingBytesMax: 100 });
      assert.equal(sink.keep(aRecord({ text: 'x'.repeat(40) })), true);
      assert.equal(sink.keep(aRecord({ text: 'x'.repeat(40) })), false);
      assert.equal(sink.keep(aRecord({ text: 'x'.repeat(51) })), false, 'larger than the whole line');
      assert.equal(sink.state().refusedRecords, 2);
      while (sink.state().waitingRecords > 0) await new Promise(setImmediate);
      assert.equal(sink.keep(aRecord({ text: 'x'.repeat(40) })), true);
      await sink.close(10_000);
      assert.equal((await store.heads(EVERYTHING, page)).heads.length, 2);
      assert.equal(sink.keep(aRecord()), false, 'a closed one takes nothing');
    });
  });

  it('says no while the vault is away, keeps what it had taken, and writes it when the vault is back', async () => {
    await withContent(engine, async ({ open, vault, store, logged }) => {
      const sink = open();
      vault.failing = true;
      assert.equal(sink.keep(aRecord({ callId: 'waits' })), true);
      while (!sink.state().failing) await new Promise(setImmediate);
      assert.equal(sink.keep(aRecord()), false, 'a closed rule can refuse');
      assert.deepEqual(logged, ['content.vault_away']);
      vault.failing = false;
      await sink.close(10_000);
      assert.deepEqual(
        (await store.heads(EVERYTHING, page)).heads.map(({ callId }) => callId),
        ['waits'],
      );
      assert.equal(sink.state().lostRecords, 0);
    });
  });

  it('tells what is lost when it must end while nothing can be written', async () => {
    await withContent(engine, async ({ open, vault, logged }) => {
      const sink = open();
      vault.failing = true;
      sink.keep(aRecord());
      sink.keep(aRecord());
      await sink.close(50);
      assert.equal(sink.state().lostRecords, 2);
      assert.deepEqual(logged, ['content.vault_away', 'content.lost']);
    });
  });

  it('loses one record that the store can never take, and none of the others', async () => {
    await withContent(engine, async ({ open, store, logged }) => {
      const sink = open();
      sink.keep(aRecord({ callId: 'good-1' }));
      sink.keep(aRecord({ callId: 'bad \0 id' }));
      sink.keep(aRecord({ callId: 'good-2' }));
      await sink.close(10_000);
      assert.deepEqual((await store.heads(EVERYTHING, page)).heads.map(({ callId }) => callId).sort(), [
        'good-1',
        'good-2',
      ]);
      assert.deepEqual([sink.state().lostRecords, logged], [1, ['content.lost']]);
    });
  });

  it('writes what several gateways keep of one person at once under one key, while that person is erased', async () => {
    await withContent(engine, async ({ open, store, pool }) => {
      const sinks = [open(), open(), open()];
      const sam = { kind: 'person', personId: 'sam' } as const;
      for (let turn = 0; turn < 10; turn += 1) {
        for (const sink of sinks) sink.keep(aRecord({ callId: `call-${turn}` }));
        await store.destroyOwner(sam, AT_MS + 1);
      }
      await Promise.all(sinks.map((sink) => sink.close(20_000)));
      const lost = sinks.map((sink) => sink.state().lostRecords);
      assert.deepEqual(lost, [0, 0, 0]);
      const { heads } = await store.heads(EVERYTHING, page);
      for (const { id } of heads) assert.equal((await store.open(id)).kind, 'opened');
      const orphans = await pool.query(
        'select from tokenward.content_record where id not in (select record_id from tokenward.content_key)',
      );
      assert.equal(orphans.rowCount, 0, 'no record is without its key');
    });
  });
});
