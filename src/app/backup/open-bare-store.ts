import { join } from 'node:path';
import type { Pool } from 'pg';
import { openPool } from '../../store/connection/open-pool.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';

export type BareStore = { readonly pool: Pool; readonly version: string; readonly close: () => Promise<void> };

export type StorePlace = { readonly databaseUrl: string | undefined; readonly dataDirectory: string };

const CONNECTIONS_MAX = 3;

/** The store as it is: nothing is migrated. A server that runs on the data directory already is shared, not disturbed. */
export async function openBareStore(place: StorePlace): Promise<BareStore> {
  const embedded =
    place.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDirectory: join(place.dataDirectory, 'postgres'), log: () => undefined })
      : undefined;
  const address = embedded?.connection ?? { connectionString: place.databaseUrl ?? '' };
  const pool = openPool(address, { connectionsMax: CONNECTIONS_MAX });
  const close = async (): Promise<void> => {
    await pool.end();
    await embedded?.stop();
  };
  try {
    const { rows } = await pool.query<{ server_version: string }>('show server_version');
    return { pool, version: rows[0]?.server_version ?? 'unknown', close };
  } catch (error) {
    await close();
    throw error;
  }
}
