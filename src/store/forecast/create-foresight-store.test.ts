import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { plantEnvelope } from '../budget/envelope-row.fixture.ts';
import { sweepSpend } from '../upkeep/sweep-spend.ts';
import { createForesightStore } from './create-foresight-store.ts';

const NOON_MS = Date.UTC(2026, 10, 20, 12);
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 10, 1);
const END_MS = Date.UTC(2026, 11, 1);
/** Nothing is so old that it is told by days. */
const FINE = { fromMs: 0, timeZone: 'UTC' };

async function openAccount(pool: Pool, envelopeId: string): Promise<void> {
  await plantEnvelope(pool, { id: envelopeId, hardCap: 1_000n });
  await pool.query('select tokenward.budget_open($1, $2, $3)', [envelopeId, START_MS, END_MS]);
}

/** One commit of the ledger, as settling makes it, at a moment. */
async function spend(
  pool: Pool,
  envelopeId: string,
  { atMs, amount }: { atMs: number; amount: number },
): Promise<void> {
  await pool.query(
    `insert into tokenward.budget_entry (envelope_id, period_start_ms, at, kind, amount)
     values ($1, $2, to_timestamp($3::float8 / 1000), 'commit', $4)`,
    [envelopeId, START_MS, atMs, amount],
  );
}

describeOnEachEngine('what forecasts read of the ledger', (engine) => {
  test('what is committed is summed by five minutes as the ledger writes it, and nothing else is', () =>
    withTestDatabase(
      async ({ pool }) => {
        await openAccount(pool, 'one');
        await openAccount(pool, 'other');
        await spend(pool, 'one', { atMs: NOON_MS, amount: 3 });
        await spend(pool, 'one', { atMs: NOON_MS + 4 * MINUTE_MS, amount: 4 });
        await spend(pool, 'one', { atMs: NOON_MS + 5 * MINUTE_MS, amount: 5 });
        await spend(pool, 'other', { atMs: NOON_MS, amount: 9 });
        await pool.query(`select tokenward.budget_enter('one', $1, 'hold', 50, null, null, null)`, [START_MS]);
        const store = createForesightStore({ pool });
        assert.deepEqual(await store.spendSince('one', NOON_MS, FINE), [
          { atMs: NOON_MS, amount: 7 },
          { atMs: NOON_MS + 5 * MINUTE_MS, amount: 5 },
        ]);
        assert.deepEqual(await store.spendSince('one', NOON_MS + 1, FINE), [
          { atMs: NOON_MS + 5 * MINUTE_MS, amount: 5 },
        ]);
        const dayLater = { fromMs: NOON_MS + 24 * 60 * MINUTE_MS, timeZone: 'Europe/Berlin' };
        const berlinDay = { atMs: Date.UTC(2026, 10, 19, 23), amount: 12 };
        assert.deepEqual(await store.spendSince('one', START_MS, dayLater), [berlinDay]);
        assert.deepEqual(await store.spendSince('one', NOON_MS, dayLater), [{ atMs: NOON_MS, amount: 12 }]);
        assert.equal((await store.recentSpend(NOON_MS)).length, 3);
      },
      { engine },
    ));

  test('sums of past days are merged into quarters of an hour without losing anything, once or twice', () =>
    withTestDatabase(
      async ({ pool }) => {
        await openAccount(pool, 'one');
        const { rows } = await pool.query<{ now: number }>(
          `select extract(epoch from date_bin('15 minutes', now(), 'epoch'))::float8 * 1000 as now`,
        );
        const nowMs = rows[0]?.now ?? 0;
        const past = nowMs - 3 * 24 * 60 * MINUTE_MS;
        for (const minutes of [0, 5, 10, 15]) await spend(pool, 'one', { atMs: past + minutes * MINUTE_MS, amount: 1 });
        await spend(pool, 'one', { atMs: nowMs + 5 * MINUTE_MS, amount: 1 });
        await spend(pool, 'one', { atMs: nowMs - 500 * 24 * 60 * MINUTE_MS, amount: 1 });
        await sweepSpend(pool);
        // Told late: a settlement of a gateway that was away.
        await spend(pool, 'one', { atMs: past + 5 * MINUTE_MS, amount: 2 });
        await sweepSpend(pool);
        assert.deepEqual(await createForesightStore({ pool }).spendSince('one', 0, FINE), [
          { atMs: past, amount: 5 },
          { atMs: past + 15 * MINUTE_MS, amount: 1 },
          { atMs: nowMs + 5 * MINUTE_MS, amount: 1 },
        ]);
      },
      { engine },
    ));

  test('callers of a scope are told by what they spent, and of a tag nobody is known', () =>
    withTestDatabase(
      async ({ pool }) => {
        const call = `insert into tokenward.usage_hourly values (to_timestamp($1::float8 / 1000), $2, null, 'drafting', 'm', $3, null,
          'production', null, null, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, $4)`;
        for (const [team, person, cost] of [
          ['data', 'ada', 5],
          ['data', 'bob', 9],
          ['data', null, 50],
          ['sales', 'eve', 90],
        ])
          await pool.query(call, [NOON_MS, team, person, cost]);
        const { callersOf } = createForesightStore({ pool });
        const since = { fromMs: NOON_MS + 10 * MINUTE_MS, limit: 5 };
        assert.deepEqual(await callersOf({ teamId: 'data', useCaseId: 'drafting' }, since), ['bob', 'ada']);
        assert.deepEqual(await callersOf({}, { ...since, limit: 1 }), ['eve']);
        assert.deepEqual(await callersOf({ teamId: 'data', tag: { name: 'a', value: 'b' } }, since), []);
      },
      { engine },
    ));
});
