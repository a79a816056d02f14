import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import { type AuditBody, eventHashInput, GENESIS_HASH } from '../../domain/audit/chain.ts';
import { appendAudit } from './append-audit.ts';
import { createAuditStore } from './create-audit-store.ts';

describeOnEachEngine('the audit chain', (engine) => {
  it('hashes in the database exactly as the domain says', async () => {
    await withChain([body(1), body(2, { text: 'ü \u{1f600} \u0000 \ud800 "\\' }), body(3)], async ({ store }) => {
      const { events, nextAfterSequence } = await store.events({ afterSequence: 0, limit: 10 }, {});
      assert.equal(nextAfterSequence, null);
      let previousHash = GENESIS_HASH;
      for (const [index, event] of events.entries()) {
        assert.equal(event.sequence, index + 1);
        assert.equal(event.previousHash, previousHash);
        assert.equal(event.hash, createHash('sha256').update(eventHashInput(event)).digest('hex'));
        previousHash = event.hash;
      }
      assert.deepEqual(await store.head(), { sequence: 3, hash: previousHash });
    });
  });

  it('keeps the text that was hashed, to the letter', async () => {
    const strange = body(1, { text: '\u0000\ud800', z: 1e21, a: [0.1] });
    await withChain([strange], async ({ store }) => {
      const { events } = await store.events({ afterSequence: 0, limit: 1 }, { subject: 'subject-1' });
      assert.equal(events[0]?.body, canonicalJson(strange));
    });
  });

  it('stays one chain without a gap when many append at once', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        await Promise.all(
          Array.from({ length: 20 }, async (_, writer) => {
            const client = await pool.connect();
            await appendAudit(client, [body(writer), body(writer)]);
            client.release();
          }),
        );
        const { events } = await createAuditStore({ pool }).events({ afterSequence: 0, limit: 100 }, {});
        assert.equal(events.length, 40);
        assert.ok(events.every((event, index) => event.previousHash === (events[index - 1]?.hash ?? GENESIS_HASH)));
      },
      { engine },
    );
  });

  it('pages through events and finds them by type, subject and time', async () => {
    await withChain([body(1), body(2), body(3)], async ({ store }) => {
      const first = await store.events({ afterSequence: 0, limit: 2 }, {});
      assert.equal(first.nextAfterSequence, 2);
      const second = await store.events({ afterSequence: 2, limit: 2 }, {});
      assert.deepEqual(
        second.events.map(({ sequence }) => sequence),
        [3],
      );
      const found = async (filter: Parameters<typeof store.events>[1]): Promise<readonly number[]> =>
        (await store.events({ afterSequence: 0, limit: 9 }, filter)).events.map(({ sequence }) => sequence);
      assert.deepEqual(await found({ type: 'thing.done' }), [1, 2, 3]);
      assert.deepEqual(await found({ type: 'thing.undone' }), []);
      assert.deepEqual(await found({ subject: 'subject-2' }), [2]);
      assert.deepEqual(await found({ fromMs: 2, toMs: 3 }), [2]);
    });
  });

  it('cannot be rewritten by the statements of an application', async () => {
    await withChain([body(1)], async ({ pool }) => {
      await assert.rejects(pool.query(`update tokenward.audit_event set body = '{}'`), /append-only/);
      await assert.rejects(pool.query('delete from tokenward.audit_event'), /append-only/);
    });
  });

  it('keeps a checkpoint once, and only one that the chain bears out', async () => {
    await withChain([body(1), body(2)], async ({ store }) => {
      const { sequence, hash } = await store.head();
      const checkpoint = { origin: 'tokenward.test', sequence, hash, atMs: 5, keyId: 'k1', signature: 'c2ln' };
      await store.addCheckpoint(checkpoint);
      await store.addCheckpoint(checkpoint);
      assert.deepEqual(await store.checkpoints({ afterSequence: 0, limit: 10 }), [checkpoint]);
      await assert.rejects(store.addCheckpoint({ ...checkpoint, hash: 'f'.repeat(64) }), /does not fit/);
      await assert.rejects(store.addCheckpoint({ ...checkpoint, sequence: 9 }), /does not fit/);
    });
  });

  it('has no leaves for a batch that it does not know', async () => {
    await withChain([], async ({ store }) => assert.equal(await store.batchLeaves('no such batch'), undefined));
  });

  type Chain = { readonly pool: import('pg').Pool; readonly store: ReturnType<typeof createAuditStore> };

  async function withChain(bodies: readonly AuditBody[], use: (chain: Chain) => Promise<void>): Promise<void> {
    await withTestDatabase(
      async ({ pool }) => {
        const client = await pool.connect();
        await appendAudit(client, bodies);
        client.release();
        await use({ pool, store: createAuditStore({ pool }) });
      },
      { engine },
    );
  }
});

function body(serial: number, detail: AuditBody['detail'] = {}): AuditBody {
  return {
    atMs: serial,
    actor: { kind: 'person', id: 'ada', keyId: null },
    requestId: `request-${serial}`,
    type: 'thing.done',
    subject: `subject-${serial}`,
    detail,
  };
}
