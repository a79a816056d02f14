import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Pool } from 'pg';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { createUsageStore } from '../usage/create-usage-store.ts';
import { batchOf, sampleCall } from './sample-call.fixture.ts';
import { withIngest } from './with-ingest.fixture.ts';

// One conversation that went over three gateways; each took it for new when it first saw it.
// biome-ignore format: a table is read down
const conversation: readonly CallRecord[] = [
  sampleCall(1, { taskId: 'task-a', taskSource: 'new',    conversationHash: 'turn-1', prefixHashes: [] }),
  sampleCall(2, { taskId: 'task-b', taskSource: 'new',    conversationHash: 'turn-2', prefixHashes: ['turn-1'], gatewayId: 'gateway-b' }),
  sampleCall(3, { taskId: 'task-b', taskSource: 'prefix', conversationHash: 'turn-3', prefixHashes: [], gatewayId: 'gateway-b' }),
  sampleCall(4, { taskId: 'task-c', taskSource: 'new',    conversationHash: 'turn-4', prefixHashes: ['turn-3', 'turn-2'], gatewayId: 'gateway-c' }),
];

describeOnEachEngine('calls of one conversation over several gateways', (engine) => {
  it('are one task when they arrive one after the other', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      for (const [serial, call] of conversation.entries()) await ingest(batchOf(serial, { settles: [call] }));
      assert.deepEqual(await tasks(pool), ['task-a', 'task-a', 'task-a', 'task-a']);
    });
  });

  it('are one task when they arrive in one batch', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      await ingest(batchOf(1, { settles: conversation }));
      assert.deepEqual(await tasks(pool), ['task-a', 'task-a', 'task-a', 'task-a']);
    });
  });

  it('are not linked to the same words of somebody else', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const [first, second] = conversation;
      assert.ok(first !== undefined && second !== undefined);
      await ingest(batchOf(1, { settles: [{ ...first, personId: 'grace' }] }));
      await ingest(batchOf(2, { settles: [second] }));
      assert.deepEqual(await tasks(pool), ['task-a', 'task-b']);
    });
  });

  it('keep the task that a client named', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const [first, second] = conversation;
      assert.ok(first !== undefined && second !== undefined);
      const named = { ...second, taskId: 'ticket-7', taskSource: 'client' } as const;
      await ingest(batchOf(1, { settles: [first, named] }));
      assert.deepEqual(await tasks(pool), ['task-a', 'ticket-7']);
    });
  });

  it('are found under the task they were put into', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      await ingest(batchOf(1, { settles: conversation }));
      const usage = createUsageStore({ pool });
      const totals = await usage.totals({ fromMs: 0, toMs: Date.UTC(2100, 0), taskId: 'task-a' });
      assert.equal(totals.calls, 4);
    });
  });
});

async function tasks(pool: Pool): Promise<readonly (string | null)[]> {
  const page = await createUsageStore({ pool }).calls(
    { fromMs: 0, toMs: Date.UTC(2100, 0) },
    { limit: 10, afterId: null },
  );
  return page.calls.map(({ taskId }) => taskId).reverse();
}
