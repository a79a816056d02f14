import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine, type StoreEngine, storeEngines } from '../../../test/fakes/store-engines.ts';
import { describeSchema } from '../migration/describe-schema.ts';
import { migrateStore } from '../migration/migrate-store.ts';
import { type BackupFolders, fillStore, makeBackupFolders, readEverything } from './backup-store.fixture.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';

const nowMs = Date.UTC(2026, 10, 21);

describeOnEachEngine('restoreBackup', (engine) => {
  let folders: BackupFolders;
  before(async () => {
    folders = await makeBackupFolders();
  });
  after(() => folders.remove());

  const withFilled = (use: (database: TestDatabase) => Promise<void>): Promise<void> =>
    withTestDatabase(
      async (database) => {
        await fillStore(database.pool);
        await use(database);
      },
      { engine, migrations: folders.migrations },
    );
  const withEmpty = (use: (database: TestDatabase) => Promise<void>, on: StoreEngine = engine): Promise<void> =>
    withTestDatabase(use, { engine: on, migrations: false });

  for (const other of storeEngines()) {
    test(`A backup restored on ${other.name} holds every row, partition and sequence as it was`, () =>
      withFilled(async ({ pool }) => {
        const directory = folders.path(`whole-${other.name}`);
        await takeBackup(pool, { directory, nowMs });
        await withEmpty(async (target) => {
          await restoreBackup(target.pool, { directory, migrations: folders.migrations });
          assert.deepEqual(await readEverything(target.pool), await readEverything(pool));
          assert.equal(await describeSchema(target.pool), await describeSchema(pool));
          const { rows } = await target.pool.query(`select nextval('tokenward.ticket') as ticket`);
          assert.equal(rows[0]?.ticket, 3n);
          await target.pool.query('insert into tokenward.purse (balance) values (0)');
        }, other);
      }));
  }

  test('References and triggers hold again after a restore', () =>
    withFilled(async ({ pool }) => {
      const directory = folders.path('guarded');
      await takeBackup(pool, { directory, nowMs });
      await withEmpty(async (target) => {
        await restoreBackup(target.pool, { directory, migrations: folders.migrations });
        await assert.rejects(target.pool.query('delete from tokenward.entry'), /append-only/);
        await assert.rejects(
          target.pool.query('insert into tokenward.entry values (default, 99, null, 1)'),
          /foreign key/,
        );
      });
    }));

  test('A store that was restored is migrated on by a later program', () =>
    withFilled(async ({ pool }) => {
      const directory = folders.path('older');
      await takeBackup(pool, { directory, nowMs });
      await withEmpty(async (target) => {
        await restoreBackup(target.pool, { directory, migrations: folders.migrations });
        assert.deepEqual(await migrateStore(target.pool, { directory: folders.migrations }), []);
      });
    }));

  test('A store that was used is never overwritten', () =>
    withFilled(async ({ pool }) => {
      const directory = folders.path('refused');
      await takeBackup(pool, { directory, nowMs });
      const before = await readEverything(pool);
      await assert.rejects(restoreBackup(pool, { directory, migrations: folders.migrations }), {
        name: 'BackupRefusal',
        code: 'store-not-empty',
        message: /never overwrites/,
      });
      assert.deepEqual(await readEverything(pool), before);
    }));

  test('A backup of the store as the product migrates it comes back whole', () =>
    withTestDatabase(
      async ({ pool }) => {
        const directory = folders.path('product');
        await takeBackup(pool, { directory, nowMs });
        await withEmpty(async (target) => {
          await restoreBackup(target.pool, { directory });
          assert.deepEqual(await readEverything(target.pool), await readEverything(pool));
          assert.equal(await describeSchema(target.pool), await describeSchema(pool));
        });
      },
      { engine },
    ));

  test('A backup taken while purses pay each other is of one moment', () =>
    withFilled(async ({ pool }) => {
      const directory = folders.path('busy');
      const writing = new AbortController();
      const writers = [1, 2, 3].map(() => keepPaying(pool, writing.signal));
      const taken = await takeBackup(pool, { directory, nowMs }).finally(() => writing.abort());
      const payments = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0);
      assert.ok(payments > 0, 'nobody wrote during the backup');
      assert.ok(taken.manifest.tables.length > 0);
      await withEmpty(async (target) => {
        await restoreBackup(target.pool, { directory, migrations: folders.migrations });
        const { rows } = await target.pool.query(
          `select (select sum(balance)::bigint from tokenward.purse) as kept,
                  (select count(*) from tokenward.entry where amount = 7) as payments,
                  (select max(balance) from tokenward.purse) as received`,
        );
        // Each payment moves 7 from purse 1 to purse 2 and writes one entry, in one transaction.
        assert.equal(rows[0]?.kept, 0n);
        assert.equal(rows[0]?.received, rows[0]?.payments * 7n);
      });
    }));
});

async function keepPaying(pool: TestDatabase['pool'], until: AbortSignal): Promise<number> {
  for (let payments = 0; ; payments += 1) {
    if (until.aborted) {
      return payments;
    }
    await pool.query(
      `update tokenward.purse set balance = balance - 7 where id = 1;
       insert into tokenward.entry (purse_id, amount) values (2, 7);
       update tokenward.purse set balance = balance + 7 where id = 2`,
    );
  }
}
