import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { BudgetSync, Settlement } from '../../domain/budget/budget-sync.ts';
import { sumEntries } from '../../domain/budget/ledger.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import { openPool } from '../connection/open-pool.ts';
import { createBudgetStore } from './create-budget-store.ts';
import { plantEnvelope } from './envelope-row.fixture.ts';

const MAY = { envelopeId: 'research', periodStartMs: 1_000 };
const BOUNDS = { ...MAY, periodEndMs: 2_000 };
const PERSON = { actor: 'person:olga', reason: 'as the vendor bills it' };

type House = { readonly pool: Pool; readonly store: BudgetStore };

function message(from: { gatewayId: string; epoch: number; sequence: number }, more: Partial<BudgetSync>): BudgetSync {
  return { ...from, settlements: [], targets: [], asks: [], ...more };
}

function settled(callId: string, amount: bigint, epoch = 1): Settlement {
  return { callId, epoch, charges: [{ ...MAY, amount }] };
}

describeOnEachEngine('the store of budgets', (engine) => {
  const withHouse = (use: (house: House) => Promise<void>, leaseMs = 60_000): Promise<void> =>
    withTestDatabase(
      async ({ pool }) => {
        await plantEnvelope(pool, { id: 'research', hardCap: 1_000n });
        const store = createBudgetStore({ pool, leaseMs });
        await store.register('one');
        await use({ pool, store });
        for (const account of [MAY, { ...MAY, periodStartMs: 2_000 }])
          assert.deepEqual(sumEntries(await store.entries(account)), (await store.balance(account)) ?? sumEntries([]));
      },
      { engine },
    );

  test('two gateways that ask for the last of an envelope at once get no more than there is', () =>
    withTestDatabase(
      async ({ pool, connection }) => {
        await plantEnvelope(pool, { id: 'research', hardCap: 1_000n });
        const pools = [openPool(connection), openPool(connection), openPool(connection), openPool(connection)];
        const stores = pools.map((each) => createBudgetStore({ pool: each, leaseMs: 60_000 }));
        const ids = stores.map((_, at) => `gateway-${at}`);
        for (const [at, store] of stores.entries()) await store.register(ids[at] ?? '');
        const replies = await Promise.all(
          stores.flatMap((store, at) =>
            Array.from({ length: 10 }, (_, turn) =>
              store.sync({
                ...{ gatewayId: ids[at] ?? '', epoch: 1, sequence: turn + 1, settlements: [] },
                targets: [{ ...BOUNDS, target: 1_000_000n }],
                asks: [{ callId: `${at}-${turn}`, needs: [{ ...MAY, amount: 70n }] }],
              }),
            ),
          ),
        );
        const balance = await stores[0]?.balance(MAY);
        assert.equal(balance?.held, 1_000n);
        assert.equal(replies.filter(({ answers }) => answers[0]?.kind === 'held').length, 0);
        await Promise.all(pools.map((each) => each.end()));
      },
      { engine },
    ));

  test('a call that fits into one of its envelopes and not into the other holds nothing in either', () =>
    withHouse(async ({ pool, store }) => {
      await plantEnvelope(pool, { id: 'team', hardCap: 100n });
      const team = { envelopeId: 'team', periodStartMs: 1_000 };
      const targets = [BOUNDS, { ...team, periodEndMs: 2_000 }].map((key) => ({ ...key, target: 0n }));
      const needs = (amount: bigint) => [
        { ...MAY, amount },
        { ...team, amount },
      ];
      const asks = [
        { callId: 'large', needs: needs(101n) },
        { callId: 'small', needs: needs(60n) },
        { callId: 'late', needs: needs(60n) },
      ];
      const reply = await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 1 }, { targets, asks }));
      assert.deepEqual(reply.answers, [
        { callId: 'large', kind: 'short', short: [team] },
        { callId: 'small', kind: 'held', short: [] },
        { callId: 'late', kind: 'short', short: [team] },
      ]);
      assert.equal((await store.balance(MAY))?.held, 60n);
      assert.equal((await store.balance(team))?.held, 60n);
    }));

  test('a settlement that is told again, by another message or another life, counts once', () =>
    withHouse(async ({ store }) => {
      const one = { gatewayId: 'one', epoch: 1 };
      const targets = [{ ...BOUNDS, target: 500n }];
      await store.sync(message({ ...one, sequence: 1 }, { targets }));
      const first = message({ ...one, sequence: 2 }, { targets, settlements: [settled('a', 40n), settled('b', 2n)] });
      assert.equal((await store.sync(first)).kind, 'applied');
      assert.equal((await store.sync(first)).kind, 'stale');
      await store.register('one');
      const again = await store.sync(message({ ...one, sequence: 3 }, { settlements: [settled('a', 40n)] }));
      assert.equal(again.kind, 'fenced');
      assert.equal((await store.balance(MAY))?.spent, 42n);
    }));

  test('two that tell of one call at the same moment count it once', () =>
    withHouse(async ({ store }) => {
      await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 1 }, { targets: [{ ...BOUNDS, target: 0n }] }));
      await store.register('two');
      const tell = (gatewayId: string, sequence: number) =>
        store.sync(message({ gatewayId, epoch: 1, sequence }, { settlements: [settled('a', 40n)] }));
      await Promise.all([tell('one', 2), tell('two', 1), tell('one', 3), tell('two', 2)]);
      assert.equal((await store.balance(MAY))?.spent, 40n);
    }));

  test('an expired lease is in suspense until its own gateway is heard of again', () =>
    withHouse(async ({ pool, store }) => {
      const one = { gatewayId: 'one', epoch: 1 };
      await store.sync(message({ ...one, sequence: 1 }, { targets: [{ ...BOUNDS, target: 600n }] }));
      await expireAll(pool);
      assert.equal(await store.expireLeases(), 1);
      assert.equal(await store.expireLeases(), 0);
      assert.deepEqual(await store.balance(MAY), { limit: 1_000n, spent: 0n, held: 0n, suspense: 600n });
      await store.register('two');
      const greedy = message({ gatewayId: 'two', epoch: 1, sequence: 1 }, { targets: [{ ...BOUNDS, target: 900n }] });
      assert.equal((await store.sync(greedy)).accounts[0]?.outstanding, 400n);
      await store.sync(
        message({ ...one, sequence: 2 }, { settlements: [settled('a', 50n)], targets: [{ ...BOUNDS, target: 200n }] }),
      );
      assert.deepEqual(await store.balance(MAY), { limit: 1_000n, spent: 50n, held: 600n, suspense: 0n });
    }));

  test('what a call of an expired lease cost comes out of suspense, and the journal told to its end frees the rest', () =>
    withHouse(async ({ pool, store }) => {
      await store.sync(
        message({ gatewayId: 'one', epoch: 1, sequence: 1 }, { targets: [{ ...BOUNDS, target: 600n }] }),
      );
      await expireAll(pool);
      await store.expireLeases();
      const { epoch } = await store.register('one');
      await store.sync(message({ gatewayId: 'one', epoch, sequence: 1 }, { settlements: [settled('a', 70n)] }));
      assert.deepEqual(await store.balance(MAY), { limit: 1_000n, spent: 70n, held: 0n, suspense: 530n });
      assert.equal(await store.closeEarlierEpochs({ gatewayId: 'one', epoch }), 1);
      assert.equal(await store.closeEarlierEpochs({ gatewayId: 'one', epoch }), 0);
      assert.deepEqual(await store.balance(MAY), { limit: 1_000n, spent: 70n, held: 0n, suspense: 0n });
    }));

  test('a person resolves a suspense once, and the ledger says who and why', () =>
    withHouse(async ({ pool, store }) => {
      await store.sync(
        message({ gatewayId: 'one', epoch: 1, sequence: 1 }, { targets: [{ ...BOUNDS, target: 600n }] }),
      );
      await expireAll(pool);
      await store.expireLeases();
      const [row] = await store.suspense(10);
      assert.ok(row !== undefined);
      assert.deepEqual([row.gatewayId, row.epoch, row.amount], ['one', 1, 600n]);
      assert.equal(await store.resolveSuspense(row, 333n, PERSON), true);
      assert.equal(await store.resolveSuspense(row, 333n, PERSON), false);
      assert.deepEqual(await store.balance(MAY), { limit: 1_000n, spent: 333n, held: 0n, suspense: 0n });
      const last = (await store.entries(MAY)).slice(-2);
      assert.deepEqual(
        last.map(({ kind, amount, actor, reason }) => [kind, amount, actor, reason]),
        [
          ['commit', 333n, PERSON.actor, PERSON.reason],
          ['suspense', 600n, PERSON.actor, PERSON.reason],
        ],
      );
    }));

  test('a cap that is lowered below what is spent keeps what was spent and gives nothing more', () =>
    withHouse(async ({ pool, store }) => {
      const one = { gatewayId: 'one', epoch: 1 };
      await store.sync(message({ ...one, sequence: 1 }, { targets: [{ ...BOUNDS, target: 500n }] }));
      await pool.query(`update tokenward.budget_envelope set hard_cap = 100`);
      const settlements = [settled('a', 300n)];
      const reply = await store.sync(
        message({ ...one, sequence: 2 }, { settlements, targets: [{ ...BOUNDS, target: 900n }] }),
      );
      assert.equal(reply.accounts[0]?.outstanding, 200n);
      assert.deepEqual(await store.balance(MAY), { limit: 100n, spent: 300n, held: 200n, suspense: 0n });
    }));

  test('what was not spent is carried into the next period by the rule, and cannot be spent in both', () =>
    withTestDatabase(
      async ({ pool }) => {
        await plantEnvelope(pool, { id: 'research', hardCap: 1_000n, carryOverPercent: 50, carryOverMax: 400n });
        const store = createBudgetStore({ pool, leaseMs: 60_000 });
        await store.register('one');
        const targets = [{ ...BOUNDS, target: 0n }];
        const settlements = [settled('a', 300n)];
        await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 1 }, { targets }));
        await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 2 }, { settlements }));
        const june = { envelopeId: 'research', periodStartMs: 2_000 };
        const next = [{ ...june, periodEndMs: 3_000, target: 0n }];
        await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 3 }, { targets: next }));
        assert.equal((await store.balance(MAY))?.limit, 650n);
        assert.equal((await store.balance(june))?.limit, 1_350n);
      },
      { engine },
    ));

  test('an envelope whose period is changed begins with what was spent in the old one', () =>
    withHouse(async ({ store }) => {
      const one = { gatewayId: 'one', epoch: 1 };
      await store.sync(message({ ...one, sequence: 1 }, { targets: [{ ...BOUNDS, target: 100n }] }));
      await store.sync(
        message({ ...one, sequence: 2 }, { settlements: [settled('a', 60n)], targets: [{ ...BOUNDS, target: 10n }] }),
      );
      const week = { envelopeId: 'research', periodStartMs: 500 };
      await store.sync(message({ ...one, sequence: 3 }, { targets: [{ ...week, periodEndMs: 5_000, target: 0n }] }));
      assert.equal((await store.balance(week))?.limit, 1_000n - 70n);
      const old = await store.sync(message({ ...one, sequence: 4 }, { targets: [{ ...BOUNDS, target: 900n }] }));
      assert.equal(old.accounts[0]?.outstanding, 10n);
    }));

  test('an envelope that is not there yet has no room, and has it as soon as it is there', () =>
    withHouse(async ({ pool, store }) => {
      const late = { envelopeId: 'late', periodStartMs: 1_000 };
      const more = {
        targets: [{ ...late, periodEndMs: 2_000, target: 10n }],
        asks: [{ callId: 'a', needs: [{ ...late, amount: 1n }] }],
      };
      const before = await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 1 }, more));
      assert.deepEqual(before, {
        kind: 'applied',
        accounts: [],
        answers: [{ callId: 'a', kind: 'short', short: [late] }],
      });
      await plantEnvelope(pool, { id: 'late', hardCap: 100n });
      const after = await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 2 }, more));
      assert.equal(after.accounts[0]?.outstanding, 11n);
    }));

  test('a transfer moves what is free, and nothing that is spent, held, or counted in another unit', () =>
    withHouse(async ({ pool, store }) => {
      await plantEnvelope(pool, { id: 'team', hardCap: 100n });
      await plantEnvelope(pool, { id: 'calls', hardCap: 100n, unit: 'requests' });
      const team = { envelopeId: 'team', periodStartMs: 1_000 };
      const calls = { envelopeId: 'calls', periodStartMs: 1_000 };
      const targets = [
        { ...BOUNDS, target: 300n },
        { ...team, periodEndMs: 2_000, target: 0n },
        { ...calls, periodEndMs: 2_000, target: 0n },
      ];
      await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 1 }, { targets }));
      assert.equal(await store.transfer({ from: MAY, to: team }, 701n, PERSON), false);
      assert.equal(await store.transfer({ from: MAY, to: team }, 700n, PERSON), true);
      assert.equal(await store.transfer({ from: MAY, to: team }, 1n, PERSON), false);
      assert.equal(await store.transfer({ from: team, to: calls }, 1n, PERSON), false);
      assert.equal(await store.transfer({ from: team, to: team }, 1n, PERSON), false);
      assert.equal(await store.transfer({ from: team, to: MAY }, -1n, PERSON), false);
      assert.equal((await store.balance(team))?.limit, 800n);
    }));

  test('entries of the ledger are never changed and never taken away', () =>
    withHouse(async ({ pool, store }) => {
      await store.sync(message({ gatewayId: 'one', epoch: 1, sequence: 1 }, { targets: [{ ...BOUNDS, target: 1n }] }));
      await assert.rejects(pool.query('update tokenward.budget_entry set amount = 0'), /append-only/);
      await assert.rejects(pool.query('delete from tokenward.budget_entry'), /append-only/);
    }));
});

async function expireAll(pool: Pool): Promise<void> {
  await pool.query(`update tokenward.budget_lease set expires_at = now() - interval '1 second' where state = 'active'`);
}
