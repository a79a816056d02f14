import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { describeSchema } from './describe-schema.ts';

const schemaFile = new URL('../schema.sql', import.meta.url);
const refresh = 'UPDATE_SCHEMA=1 node --test src/store/migration/schema.test.ts';

describeOnEachEngine('the committed schema', (engine) => {
  test('The committed schema.sql says what the migrations make', async () => {
    const schema = await withTestDatabase(({ pool }) => describeSchema(pool), { engine });
    if (process.env['UPDATE_SCHEMA'] === '1') {
      await writeFile(schemaFile, schema);
    }
    const committed = await readFile(schemaFile, 'utf8').catch(() => '');
    assert.equal(committed, schema, `src/store/schema.sql is out of step; refresh it and commit it: ${refresh}`);
  });

  test('The migrations leave nothing outside the schema tokenward', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        const { rows } = await pool.query(
          `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname !~ '^(pg_|information_schema$|tokenward$)'`,
        );
        assert.deepEqual(rows, []);
      },
      { engine },
    );
  });
});
