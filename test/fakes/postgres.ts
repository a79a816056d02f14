import type pg from 'pg';
import { openPool, type StoreConnection } from '../../src/store/connection/open-pool.ts';
import { sharedTestCluster } from './postgres-cluster.ts';
import { ensureTemplate, withAdministration } from './postgres-template.ts';
import { embeddedEngine, type StoreEngine } from './store-engines.ts';

/** A database of a test's own: nothing that another test does is seen in it. */
export type TestDatabase = {
  readonly pool: pg.Pool;
  /** For pools and processes of the test's own. */
  readonly connection: StoreConnection;
  readonly drop: () => Promise<void>;
};

export type TestDatabaseOptions = {
  readonly engine?: StoreEngine;
  /** False for an empty database; a folder for other migrations than the product's. */
  readonly migrations?: false | string;
};

let serial = 0;

/** Opens a migrated database in about 80 ms, hands it to the test, and drops it, whatever the test does. */
export async function withTestDatabase<Result>(
  use: (database: TestDatabase) => Promise<Result>,
  options: TestDatabaseOptions = {},
): Promise<Result> {
  const database = await openTestDatabase(options);
  try {
    return await use(database);
  } finally {
    await database.drop();
  }
}

/** The same for hooks: call `drop` in `after`. */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { connection: store, administration } = await sharedTestCluster(options.engine ?? embeddedEngine);
  serial += 1;
  const name = `test_${process.pid}_${serial}`;
  await createDatabase(administration, { name, owner: store.user, migrations: options.migrations });
  const connection = { ...store, database: name };
  const pool = openPool(connection, { applicationName: name, idleTimeoutMs: 1_000 });
  return {
    pool,
    connection,
    drop: async () => {
      if (!pool.ended) {
        await pool.end();
      }
      await withAdministration(administration, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function createDatabase(
  administration: StoreConnection,
  wanted: { name: string; owner: string; migrations: false | string | undefined },
): Promise<void> {
  const { name, owner, migrations } = wanted;
  const template =
    migrations === false
      ? 'template0'
      : await ensureTemplate(administration, migrations === undefined ? { owner } : { owner, directory: migrations });
  await withAdministration(administration, (client) =>
    client.query(`create database ${name} template ${template} owner ${owner}`),
  );
}
