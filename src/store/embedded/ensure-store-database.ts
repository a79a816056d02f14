import type { StoreConnection } from '../connection/open-pool.ts';
import type { ServerShare } from './join-server.ts';

const storeName = 'tokenward';

/** Makes the store's role (no superuser: what the program can do stays inside its database) and its database, once. */
export async function ensureStoreDatabase(
  share: ServerShare,
  administration: StoreConnection,
): Promise<StoreConnection> {
  const password = administration.password === undefined ? '' : ` password '${administration.password}'`;
  // Asked first, or each start would leave two errors in the server's log.
  if ((await share.run(`select from pg_database where datname = '${storeName}'`)).length === 0) {
    await unlessPresent(share, `create role ${storeName} login${password}`);
    await unlessPresent(share, `create database ${storeName} owner ${storeName}`);
  }
  return { ...administration, user: storeName, database: storeName };
}

const alreadyThere: ReadonlySet<unknown> = new Set(['42710', '42P04', '23505']);

/** Two processes may both find it missing: who comes second is told that it is there, and that is as good. */
async function unlessPresent(share: ServerShare, statement: string): Promise<void> {
  try {
    await share.run(statement);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (!alreadyThere.has(code)) {
      throw error;
    }
  }
}
