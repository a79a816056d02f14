import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { sharedTestCluster } from '../../../test/fakes/postgres-cluster.ts';
import { withAdministration } from '../../../test/fakes/postgres-template.ts';
import { type StoreEngine, testDataDirectory } from '../../../test/fakes/store-engines.ts';

export type RawFiles = {
  /** Files of the database's tables and indices that hold the bytes. */
  readonly inTables: (bytes: Buffer | string) => Promise<readonly string[]>;
  /** Files of the server's log of changes that hold them. */
  readonly inLog: (bytes: Buffer | string) => Promise<readonly string[]>;
};

/** Reads the server's own files, past the server, after it has written all that it holds in memory. */
export async function rawFilesOf(pool: Pool, engine: StoreEngine): Promise<RawFiles> {
  const { rows } = await pool.query<{ oid: number }>('select oid from pg_database where datname = current_database()');
  const { administration } = await sharedTestCluster(engine);
  const search = async (folder: string, bytes: Buffer | string): Promise<readonly string[]> => {
    await withAdministration(administration, (client) => client.query('checkpoint'));
    const directory = join(testDataDirectory(engine), folder);
    return readdirSync(directory).filter((name) => holds(join(directory, name), bytes));
  };
  return {
    inTables: (bytes) => search(join('base', String(rows[0]?.oid)), bytes),
    inLog: (bytes) => search('pg_wal', bytes),
  };
}

/** A file that the server has just done away with holds nothing. */
function holds(path: string, bytes: Buffer | string): boolean {
  try {
    return readFileSync(path).includes(bytes);
  } catch {
    return false;
  }
}
