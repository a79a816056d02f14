import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase, withTestDatabase } from './postgres.ts';
import { describeOnEachEngine } from './store-engines.ts';

describeOnEachEngine('a test database', (engine) => {
  test('Two test databases see nothing of each other', async () => {
    const options = { engine, migrations: false } as const;
    await withTestDatabase(
      (one) =>
        withTestDatabase(async (other) => {
          await one.pool.query('create table note (words text)');
          const { rows } = await other.pool.query(`select to_regclass('note') as found`);
          assert.equal(rows[0]?.found, null);
        }, options),
      options,
    );
  });

  test('A bigint arrives as BigInt', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        const { rows } = await pool.query('select 9007199254740993::bigint as n');
        assert.equal(rows[0]?.n, 9_007_199_254_740_993n);
      },
      { engine, migrations: false },
    );
  });

  test('A test database is gone after it was dropped', async () => {
    const { pool, drop, connection } = await openTestDatabase({ engine, migrations: false });
    await pool.query('select 1');
    await drop();
    await withTestDatabase(
      async (other) => {
        const { rows } = await other.pool.query('select 1 from pg_database where datname = $1', [connection.database]);
        assert.equal(rows.length, 0);
      },
      { engine, migrations: false },
    );
  });
});
