import type { Pool } from 'pg';
import type { ContentStore } from '../../ports/content-store.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { insertReading, readReadings } from './content-readings.ts';
import { destroyOlder, destroyOwner, rewriteKeyTables } from './destroy-content.ts';
import { openRecord, readCounts, readHead, readHeads, readTiersWithin } from './read-content.ts';
import { rewrapKeys } from './rewrap-keys.ts';

/** Kept content on PostgreSQL, encrypted; `vault` has the key that all its keys hang on. */
export function createContentStore({ pool, vault }: { readonly pool: Pool; readonly vault: KeyVault }): ContentStore {
  // Nobody knows what the process before left behind: the first time always counts.
  let mayLinger = true;
  const forgetDestroyed = async (): Promise<void> => {
    mayLinger = true;
    await rewriteKeyTables(pool);
    mayLinger = false;
  };
  return {
    heads: (scope, page) => readHeads(pool, scope, page),
    head: (id) => readHead(pool, id),
    tiersWithin: (scope) => readTiersWithin(pool, scope),
    open: (id) => openRecord(pool, vault, id),
    noteReading: (reading) => insertReading(pool, reading),
    readings: (filter) => readReadings(pool, filter),
    counts: (owner) => readCounts(pool, owner),
    destroyOlder: (than) => destroyOlder(pool, than),
    destroyOwner: (owner, beforeMs) => destroyOwner(pool, owner, beforeMs),
    rewrap: () => rewrapKeys(pool, vault),
    forgetDestroyed,
    mayLinger: () => mayLinger,
  };
}
