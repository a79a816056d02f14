import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Pool, PoolClient } from 'pg';
import { MigrationRefusal } from './migration-refusal.ts';
import { type MigrationFile, migrationsDirectory, readMigrationFiles } from './read-migration-files.ts';

export const storeSchema = 'tokenward';
const migrationTable = 'schema_migration';
const lockTable = 'schema_migration_lock';
const checksumTable = 'schema_migration_checksum';

/** The tables in which the migrator keeps its own books: a backup leaves them out, a restore writes them anew. */
export const migrationTables: readonly string[] = [migrationTable, lockTable, checksumTable];

// Any fixed number: the lock is asked for by nobody else in this database.
const migrationLockKey = 5_401_733_086_210_411;

/** How long a gateway waits for the one that migrates, and a migration for a table that is in use. */
const lockWaitMsMax = 600_000;

export type MigrateOptions = {
  readonly directory?: string;
  /** Stops after this migration; for a restore, which needs the schema that the backup was taken from. */
  readonly upTo?: string;
  /** Runs in the transaction of the migrations: what it does stands or falls with them. */
  readonly inSameTransaction?: (client: PoolClient) => Promise<void>;
};

/**
 * Brings the store to the schema of this program and returns the names of the migrations that it applied.
 * However many gateways start at once, one applies them and the others wait and then find nothing to do;
 * all pending files are applied in one transaction or none is. Throws MigrationRefusal in words.
 */
export async function migrateStore(pool: Pool, options: MigrateOptions = {}): Promise<readonly string[]> {
  const files = await readMigrationFiles(options.directory ?? migrationsDirectory);
  const client = await pool.connect();
  try {
    await lockMigrations(client);
    await createBooks(client);
    refuseForeignHistory(await readAppliedChecksums(client), files);
    return await applyPending(client, files, options);
  } finally {
    // The connection is closed, not reused: with it go the lock and whatever a file may have set.
    client.release(true);
  }
}

/** Name and checksum of what was applied, oldest first; empty where the store was never migrated. */
export async function readAppliedMigrations(pool: Pool): Promise<ReadonlyMap<string, string>> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query(`select to_regclass('${storeSchema}.${checksumTable}') is not null as stands`);
    return rows[0]?.stands === true ? await readAppliedChecksums(client) : new Map();
  } finally {
    client.release();
  }
}

async function applyPending(
  client: PoolClient,
  files: readonly MigrationFile[],
  { upTo, inSameTransaction }: MigrateOptions,
): Promise<readonly string[]> {
  const failure: MigrationFailure = { error: undefined };
  const migrations = Object.fromEntries(files.map((file) => [file.name, toMigration(file, failure)]));
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: poolOfOne(client) }) });
  return database.transaction().execute(async (transaction) => {
    const migrator = new Migrator({
      db: transaction,
      provider: { getMigrations: () => Promise.resolve(migrations) },
      migrationTableSchema: storeSchema,
      migrationTableName: migrationTable,
      migrationLockTableName: lockTable,
    });
    const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
    if (error !== undefined) {
      // The migrator's own error is about the broken transaction when a file failed: the file's says why.
      throw failure.error ?? new Error('The migrator could not read its books.', { cause: error });
    }
    await inSameTransaction?.(client);
    return (results ?? []).map((result) => result.migrationName);
  });
}

type MigrationFailure = { error: MigrationRefusal | undefined };

function toMigration(file: MigrationFile, failure: MigrationFailure): Migration {
  return {
    up: async (transaction) => {
      try {
        // An empty search path makes every name say its schema: nothing can land in `public` by mistake.
        await transaction.executeQuery(CompiledQuery.raw(`set local search_path to ''`));
        await transaction.executeQuery(CompiledQuery.raw(file.statements));
        await transaction.executeQuery(insertChecksum(file));
      } catch (cause) {
        failure.error = failedFile(file.name, cause);
        throw cause;
      }
    },
  };
}

/** Kysely's migrator speaks to a pool; this one always hands out the connection that holds the lock. */
function poolOfOne(client: PoolClient): ConstructorParameters<typeof PostgresDialect>[0]['pool'] {
  const held = new Proxy(client, {
    get: (target, property) => {
      const value: unknown = property === 'release' ? () => undefined : Reflect.get(target, property, target);
      return typeof value === 'function' && property !== 'release' ? value.bind(target) : value;
    },
  });
  return { connect: () => Promise.resolve(held), end: () => Promise.resolve(), options: {} };
}

/** Session lock: one migrator at a time in this database; freed when the connection closes, also by a crash. */
async function lockMigrations(client: PoolClient): Promise<void> {
  await client.query(`select set_config('lock_timeout', $1, false)`, [String(lockWaitMsMax)]);
  await client.query('select pg_advisory_lock($1)', [migrationLockKey]);
}

/** Idempotent, and run under the lock: `if not exists` alone can collide with itself. */
async function createBooks(client: PoolClient): Promise<void> {
  await client.query(`create schema if not exists ${storeSchema}`);
  await client.query(
    `create table if not exists ${storeSchema}.${checksumTable} (name text primary key, sha256 text not null)`,
  );
}

/** All applied migrations in the order of their numbers. */
async function readAppliedChecksums(client: PoolClient): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${storeSchema}.${checksumTable} order by name collate "C"`,
  );
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

/** In the migration's own transaction: recorded if and only if applied. */
function insertChecksum(file: MigrationFile): CompiledQuery {
  return CompiledQuery.raw(`insert into ${storeSchema}.${checksumTable} (name, sha256) values ($1, $2)`, [
    file.name,
    file.checksum,
  ]);
}

function refuseForeignHistory(applied: ReadonlyMap<string, string>, files: readonly MigrationFile[]): void {
  const known = new Map(files.map((file) => [file.name, file.checksum]));
  for (const [name, checksum] of applied) {
    const own = known.get(name);
    if (own === undefined) {
      throw new MigrationRefusal(
        'store-is-newer',
        `The store was migrated by a newer Tokenward (it knows ${name}, this program does not). Run that version or a later one; nothing was changed.`,
      );
    }
    if (own !== checksum) {
      throw new MigrationRefusal(
        'changed-file',
        `The migration ${name} was changed after it had been applied to this store. Migrations are append-only: put the file back as it was and write the change as a new one.`,
      );
    }
  }
}

function failedFile(name: string, cause: unknown): MigrationRefusal {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new MigrationRefusal(
    'failed-file',
    `The migration ${name} failed and none of the pending ones was applied: ${why}`,
    cause,
  );
}
