import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Log } from '../../ports/log.ts';
import { openPool } from '../../store/connection/open-pool.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../../store/migration/migrate-store.ts';

export type OpenedStore = {
  readonly pool: Pool;
  readonly kind: 'embedded' | 'server';
  readonly version: string;
  readonly close: () => Promise<void>;
};

const CONNECTIONS_MAX = 10;

/** The store of this process: the server of `DATABASE_URL`, else PostgreSQL on the data directory; migrated. */
export async function openStore(options: {
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
  readonly log: Log;
}): Promise<OpenedStore> {
  const store =
    options.databaseUrl === undefined
      ? await openEmbedded(options.dataDirectory, options.log)
      : await openServer(options.databaseUrl);
  try {
    const applied = await migrateStore(store.pool);
    if (applied.length > 0) options.log('info', 'store.migrated', { applied });
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

async function openServer(connectionString: string): Promise<OpenedStore> {
  const pool = openPool({ connectionString }, { connectionsMax: CONNECTIONS_MAX });
  try {
    const { rows } = await pool.query<{ server_version: string }>('show server_version');
    return { pool, kind: 'server', version: rows[0]?.server_version ?? 'unknown', close: () => pool.end() };
  } catch (cause) {
    await pool.end();
    // The driver's words never hold the address or the password.
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The PostgreSQL server that DATABASE_URL names does not serve this gateway: ${why}. Check that it runs, and that ` +
        'address, user, password and database are right. What the journal holds is kept for the next start.',
      { cause },
    );
  }
}

async function openEmbedded(dataDirectory: string, log: Log): Promise<OpenedStore> {
  const embedded = await startEmbeddedPostgres({
    dataDirectory: join(dataDirectory, 'postgres'),
    log: (event) => log(event.level, 'store.embedded', { message: event.message }),
  });
  const pool = openPool(embedded.connection, { connectionsMax: CONNECTIONS_MAX });
  const close = async (): Promise<void> => {
    await pool.end();
    await embedded.stop();
  };
  return { pool, kind: 'embedded', version: embedded.version, close };
}
