import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { openPool } from '../connection/open-pool.ts';
import { describeSchema } from './describe-schema.ts';
import { migrateStore, readAppliedMigrations } from './migrate-store.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function writeMigrations(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenward-migrations-'));
  folders.push(folder);
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

const first = {
  '0001-notes.sql': `create table tokenward.note (id bigint primary key, words text not null default 'none');
    create function tokenward.shout(words text) returns text language sql as $$ select upper(words) || ';' $$;`,
};
const second = {
  ...first,
  '0002-authors.sql': 'alter table tokenward.note add author text; insert into tokenward.note values (1);',
};

describeOnEachEngine('migrateStore', (engine) => {
  const empty = { engine, migrations: false } as const;

  test('A new store gets every migration once, in order, and a second call finds nothing to do', () =>
    withTestDatabase(async ({ pool }) => {
      const directory = await writeMigrations(second);
      assert.deepEqual(await migrateStore(pool, { directory }), ['0001-notes', '0002-authors']);
      assert.deepEqual(await migrateStore(pool, { directory }), []);
      assert.deepEqual([...(await readAppliedMigrations(pool)).keys()], ['0001-notes', '0002-authors']);
    }, empty));

  test('A store that has the first migration gets only the second, and keeps its rows', () =>
    withTestDatabase(async ({ pool }) => {
      await migrateStore(pool, { directory: await writeMigrations(first) });
      await pool.query(`insert into tokenward.note values (7, 'kept')`);
      assert.deepEqual(await migrateStore(pool, { directory: await writeMigrations(second) }), ['0002-authors']);
      const { rows } = await pool.query('select words from tokenward.note where id = 7');
      assert.equal(rows[0]?.words, 'kept');
    }, empty));

  test('Of eight gateways that start at once one migrates and all go on', () =>
    withTestDatabase(async ({ connection }) => {
      const directory = await writeMigrations(second);
      const pools = Array.from({ length: 8 }, () => openPool(connection, { connectionsMax: 1 }));
      const applied = await Promise.all(pools.map((pool) => migrateStore(pool, { directory })));
      await Promise.all(pools.map((pool) => pool.end()));
      assert.deepEqual(applied.map((names) => names.length).sort(), [0, 0, 0, 0, 0, 0, 0, 2]);
    }, empty));

  test('A migration that was changed after it was applied is refused by name', () =>
    withTestDatabase(async ({ pool }) => {
      await migrateStore(pool, { directory: await writeMigrations(first) });
      const changed = { ...second, '0001-notes.sql': `${first['0001-notes.sql']} -- harmless` };
      await assert.rejects(migrateStore(pool, { directory: await writeMigrations(changed) }), {
        name: 'MigrationRefusal',
        code: 'changed-file',
        message: /0001-notes was changed after it had been applied.*append-only/,
      });
    }, empty));

  test('A store of a newer Tokenward is refused and left as it is', () =>
    withTestDatabase(async ({ pool }) => {
      await migrateStore(pool, { directory: await writeMigrations(second) });
      await assert.rejects(migrateStore(pool, { directory: await writeMigrations(first) }), {
        code: 'store-is-newer',
        message: /0002-authors/,
      });
    }, empty));

  test('When one pending migration fails none of them is applied, and the failing one is named', () =>
    withTestDatabase(async ({ pool }) => {
      const directory = await writeMigrations({
        ...first,
        '0002-broken.sql': 'create table tokenward.other (); selekt',
      });
      await assert.rejects(migrateStore(pool, { directory }), {
        code: 'failed-file',
        message: /0002-broken failed.*selekt/,
      });
      const { rows } = await pool.query(`select to_regclass('tokenward.note') as note`);
      assert.equal(rows[0]?.note, null);
      assert.equal((await readAppliedMigrations(pool)).size, 0);
    }, empty));

  test('A migration that forgets the schema is refused instead of landing in public', () =>
    withTestDatabase(async ({ pool }) => {
      const directory = await writeMigrations({ '0001-lost.sql': 'create table lost (id int)' });
      await assert.rejects(migrateStore(pool, { directory }), {
        code: 'failed-file',
        message: /no schema has been selected/,
      });
    }, empty));

  test('Gaps, doubles and other names in the numbering are refused', () =>
    withTestDatabase(async ({ pool }) => {
      const refusals = { '0002-late.sql': 'numbering-gap', '0001_underscore.sql': 'bad-file-name' };
      for (const [name, code] of Object.entries(refusals)) {
        await assert.rejects(migrateStore(pool, { directory: await writeMigrations({ [name]: '' }) }), { code });
      }
      const double = await writeMigrations({ '0001-one.sql': '', '0001-two.sql': '' });
      await assert.rejects(migrateStore(pool, { directory: double }), { code: 'numbering-gap' });
    }, empty));

  test('What a migration sets for its session does not stay in the pool', () =>
    withTestDatabase(async ({ pool }) => {
      await migrateStore(pool, {
        directory: await writeMigrations({ '0001-setting.sql': `set statement_timeout = 7` }),
      });
      assert.equal((await pool.query('show statement_timeout')).rows[0]?.statement_timeout, '0');
    }, empty));

  test('Line ends of Windows do not count as a change', () =>
    withTestDatabase(async ({ pool }) => {
      await migrateStore(pool, { directory: await writeMigrations({ '0001-a.sql': 'select 1;\nselect 2;\n' }) });
      const windows = await writeMigrations({ '0001-a.sql': 'select 1;\r\nselect 2;\r\n' });
      assert.deepEqual(await migrateStore(pool, { directory: windows }), []);
    }, empty));

  test('The description names columns, constraints, indexes and functions, and does not depend on who asks', () =>
    withTestDatabase(async ({ pool }) => {
      await migrateStore(pool, { directory: await writeMigrations(second) });
      const text = await describeSchema(pool);
      assert.match(
        text,
        /create table tokenward\.note \(\n {2}id bigint not null,\n {2}words text not null default 'none'::text,\n {2}author text,\n {2}constraint note_pkey PRIMARY KEY \(id\)\n\);/,
      );
      assert.match(text, /FUNCTION tokenward\.shout\(words text\)/);
      assert.doesNotMatch(text, /schema_migration/);
      await pool.query('set search_path to tokenward');
      assert.equal(await describeSchema(pool), text);
    }, empty));
});
