import { createHash } from 'node:crypto';
import pg from 'pg';
import { openPool, type StoreConnection } from '../../src/store/connection/open-pool.ts';
import { isProcessAlive } from '../../src/store/embedded/postmaster-file.ts';
import { migrateStore } from '../../src/store/migration/migrate-store.ts';
import { migrationsDirectory, readMigrationFiles } from '../../src/store/migration/read-migration-files.ts';

// Any fixed number: one process at a time makes a template.
const templateKey = 44_180_527;

/** The name of a database that stands migrated by the files of `directory`; makes it where it is missing. */
export async function ensureTemplate(
  administration: StoreConnection,
  { owner, directory = migrationsDirectory }: { readonly owner: string; readonly directory?: string },
): Promise<string> {
  const files = await readMigrationFiles(directory);
  const content = createHash('sha256').update(files.map((file) => file.name + file.checksum).join('\n'));
  const template = `template_${content.digest('hex').slice(0, 24)}`;
  await withAdministration(administration, async (client) => {
    await client.query(`select pg_advisory_lock(${templateKey})`);
    if (!(await listDatabases(client)).includes(template)) {
      await buildTemplate(client, { administration, owner, directory, template });
    }
  });
  return template;
}

/** Drops the databases of test processes that were killed. */
export async function dropAbandonedDatabases(administration: StoreConnection): Promise<void> {
  await withAdministration(administration, async (client) => {
    for (const name of await listDatabases(client)) {
      const pid = /^test_(\d+)_/.exec(name)?.[1];
      if (pid !== undefined && !isProcessAlive(Number(pid))) {
        await client.query(`drop database if exists ${name} with (force)`);
      }
    }
  });
}

export async function withAdministration<Result>(
  administration: StoreConnection,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(administration);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Under another name until it is whole: a killed build leaves no half template that looks like one. */
async function buildTemplate(
  client: pg.Client,
  build: { administration: StoreConnection; owner: string; directory: string; template: string },
): Promise<void> {
  const draft = `draft_of_${build.template}`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft} owner ${build.owner}`);
  const pool = openPool({ ...build.administration, user: build.owner, database: draft }, { connectionsMax: 1 });
  try {
    await migrateStore(pool, { directory: build.directory });
  } finally {
    await pool.end();
  }
  // The product's own only: those of other migrations are made beside it, while others copy it.
  const outdated = build.directory === migrationsDirectory ? await listDatabases(client) : [];
  for (const name of outdated.filter((each) => each.startsWith('template_'))) {
    await client.query(`drop database if exists ${name}`).catch(() => undefined);
  }
  await client.query(`alter database ${draft} rename to ${build.template}`);
}

async function listDatabases(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database order by datname');
  return rows.map((row) => row.datname);
}
