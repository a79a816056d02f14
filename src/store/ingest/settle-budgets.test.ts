import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from 'pg';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { BudgetSync } from '../../domain/budget/budget-sync.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import { createBudgetStore } from '../budget/create-budget-store.ts';
import { plantEnvelope } from '../budget/envelope-row.fixture.ts';
import type { Ingest } from '../journal/journal-batch.ts';
import { createIngest } from './create-ingest.ts';
import { batchOf, NOON_MS, sampleCall } from './sample-call.fixture.ts';
import { withIngest } from './with-ingest.fixture.ts';

const ACCOUNT = { envelopeId: 'research', periodStartMs: 1_000 };

function charged(serial: number, amount: string, epoch = 1): CallRecord {
  return sampleCall(serial, { charges: { epoch, accounts: [{ ...ACCOUNT, amount }] } });
}

type House = {
  readonly pool: Pool;
  readonly ingest: Ingest;
  readonly store: BudgetStore;
  /** A message of the gateway in its first life. */
  readonly say: (more: Partial<BudgetSync>) => Promise<unknown>;
};

describeOnEachEngine('envelopes of calls that come by the journal', (engine) => {
  const withBudgets = (use: (house: House) => Promise<void>): Promise<void> =>
    withIngest({ engine }, async ({ pool, ingest }) => {
      await plantEnvelope(pool, { id: 'research', hardCap: 1_000n });
      const store = createBudgetStore({ pool, leaseMs: 60_000 });
      const { epoch } = await store.register('gateway-a');
      let sequence = 0;
      const say = (more: Partial<BudgetSync>): Promise<unknown> => {
        sequence += 1;
        return store.sync({ gatewayId: 'gateway-a', epoch, sequence, settlements: [], targets: [], asks: [], ...more });
      };
      await say({ targets: [{ ...ACCOUNT, periodEndMs: 2_000, target: 600n }] });
      await use({ pool, ingest, store, say });
    });

  test('a call is charged once, whether its journal or its gateway tells of it first, and however often', () =>
    withBudgets(async ({ ingest, store, say }) => {
      const settlement = (call: CallRecord, amount: bigint) => ({
        callId: call.callId,
        epoch: 1,
        charges: [{ ...ACCOUNT, amount }],
      });
      const [told, drained] = [charged(1, '50'), charged(2, '70')];
      await say({ settlements: [settlement(told, 50n)] });
      for (const serial of [1, 1, 2]) await ingest(batchOf(serial, { settles: [told, drained] }));
      await say({ settlements: [settlement(drained, 70n)] });
      assert.deepEqual(await store.balance(ACCOUNT), { limit: 1_000n, spent: 120n, held: 480n, suspense: 0n });
    }));

  test('a call of an earlier life, and one that no envelope was for, are taken as they are', () =>
    withBudgets(async ({ ingest, store }) => {
      const { epoch } = await store.register('gateway-a');
      await ingest(batchOf(1, { settles: [sampleCall(1), charged(2, '70')] }));
      assert.equal((await store.balance(ACCOUNT))?.spent, 70n);
      assert.equal(await store.closeEarlierEpochs({ gatewayId: 'gateway-a', epoch, firstEpoch: 2 }), 0);
      assert.equal(await store.closeEarlierEpochs({ gatewayId: 'gateway-a', epoch }), 1);
      assert.deepEqual(await store.balance(ACCOUNT), { limit: 1_000n, spent: 70n, held: 0n, suspense: 0n });
    }));

  test('what a gateway tells itself is not charged by its lines, and a vendor that says the like changes nothing', () =>
    withBudgets(async ({ pool, store }) => {
      const ingest = createIngest({ pool, clock: { nowMs: () => NOON_MS }, log: () => undefined, toldEpoch: 2 });
      const { charges, ...call } = charged(2, '70');
      // In the order in which the journal writes them.
      const imitating = { ...call, vendorUsage: { charges: { epoch: 2, accounts: [] } }, charges };
      await ingest(batchOf(1, { settles: [charged(1, '50', 2), imitating] }));
      assert.equal((await store.balance(ACCOUNT))?.spent, 70n);
    }));

  test('a settlement is forgotten only when it is a day old and its call is in the ledger, and then nothing tells it again', () =>
    withBudgets(async ({ pool, ingest, store, say }) => {
      const [kept, gone] = [charged(1, '50'), charged(2, '70')];
      await say({ settlements: [{ callId: kept.callId, epoch: 1, charges: [{ ...ACCOUNT, amount: 50n }] }] });
      await ingest(batchOf(1, { settles: [gone] }));
      assert.equal(await store.prune(10), 0);
      await pool.query(`update tokenward.budget_settlement set settled_at = settled_at - interval '25 hours'`);
      assert.equal(await store.prune(10), 1);
      await ingest(batchOf(2, { settles: [gone, kept] }));
      assert.equal((await store.balance(ACCOUNT))?.spent, 120n);
    }));
});
