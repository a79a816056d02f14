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

type Wanted = { readonly name: string; readonly owner: string; readonly migrations: false | string | undefined };

async function createDatabase(administration: StoreConnection, wanted: Wanted): Promise<void> {
  const { name, owner, migrations } = wanted;
  const template = migrations === false ? 'template0' : await templateOf(administration, { owner, migrations });
  // Half the time of writing every block through the log, which a disposable cluster needs for nothing.
  await withAdministration(administration, (client) =>
    client.query(`create database ${name} template ${template} owner ${owner} strategy file_copy`),
  );
}

/** Those that this process has seen, by place and migrations: they stay as long as its server. */
const templates = new Map<string, Promise<string>>();

function templateOf(
  administration: StoreConnection,
  { owner, migrations }: Pick<Wanted, 'owner'> & { readonly migrations: string | undefined },
): Promise<string> {
  const place = [administration.host, administration.port, migrations].join(' ');
  const known = templates.get(place);
  if (known !== undefined) return known;
  const directory = migrations === undefined ? {} : { directory: migrations };
  const template = ensureTemplate(administration, { owner, ...directory });
  templates.set(place, template);
  return template;
}
