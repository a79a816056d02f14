import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { batchOf, sampleCall } from '../ingest/sample-call.fixture.ts';
import { count, withIngest } from '../ingest/with-ingest.fixture.ts';
import { createUsageStore } from '../usage/create-usage-store.ts';
import { sweepStore } from './sweep-store.ts';

describeOnEachEngine('the sweep of the store', (engine) => {
  it('forgets old hours, heads and keys, and no sum changes by it', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const longAgo = Date.UTC(2020, 1, 3, 9, 30);
      await ingest(
        batchOf(1, {
          settles: [
            sampleCall(1, { admittedAtMs: longAgo, conversationHash: 'h' }),
            sampleCall(2, { admittedAtMs: Date.now() }),
          ],
        }),
      );
      await pool.query(`update tokenward.conversation_head set seen_at = now() - interval '8 days'`);
      await pool.query(
        `insert into tokenward.idempotency_key (actor_id, key, request_hash, claimed_at)
         values ('ada', 'old', 'h', now() - interval '2 days'), ('ada', 'new', 'h', now())`,
      );
      const usage = createUsageStore({ pool });
      const span = { fromMs: longAgo - 3_600_000, toMs: Date.now() + 3_600_000 };
      const before = await usage.totals(span);
      await sweepStore({ pool });
      await sweepStore({ pool });
      assert.deepEqual(await usage.totals(span), before);
      assert.equal(await count(pool, 'usage_hourly'), 1);
      assert.equal(await count(pool, 'conversation_head'), 0);
      assert.equal(await count(pool, 'idempotency_key'), 1);
    });
  });
});
