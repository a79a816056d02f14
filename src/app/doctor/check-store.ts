import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readVaultKeyIds } from '../../store/content/rewrap-keys.ts';
import { readAppliedMigrations } from '../../store/migration/migrate-store.ts';
import { migrationsDirectory, readMigrationFiles } from '../../store/migration/read-migration-files.ts';
import { type BareStore, openBareStore, type StorePlace } from '../backup/open-bare-store.ts';
import { findContentVault } from '../secrets/content-vault.ts';
import { checkContentKey } from './check-content-key.ts';
import { type Diagnosis, fault, ok } from './diagnosis.ts';

const MAJOR_MIN = 15;

/** Whether the store answers, is new enough, and stands on this program's schema. Changes nothing in it. */
export async function checkStore(place: StorePlace): Promise<readonly Diagnosis[]> {
  if (place.databaseUrl === undefined && !existsSync(join(place.dataDirectory, 'postgres'))) {
    return [ok('store', 'There is no embedded store yet; the first start makes it.')];
  }
  try {
    const store = await openBareStore(place);
    try {
      return [checkVersion(store.version), await checkMigrations(store), ...(await checkContent(place, store))];
    } finally {
      await store.close();
    }
  } catch (error) {
    return [unreachable(place, error)];
  }
}

/** Nothing where the store is older than content: the next start makes the tables. */
async function checkContent(place: StorePlace, store: BareStore): Promise<readonly Diagnosis[]> {
  const applied = await readAppliedMigrations(store.pool);
  if (![...applied.keys()].some((name) => name.startsWith('0006'))) return [];
  const question = {
    find: () => findContentVault(join(place.dataDirectory, 'secrets')),
    used: await readVaultKeyIds(store.pool),
    storeIsShared: place.databaseUrl !== undefined,
  };
  return [checkContentKey(question)];
}

function unreachable(place: StorePlace, error: unknown): Diagnosis {
  const why =
    error instanceof Error ? error.message || String('code' in error ? error.code : error.name) : String(error);
  const isServer = place.databaseUrl !== undefined;
  return fault('store', {
    sentence: `${isServer ? 'The server of DATABASE_URL' : 'The embedded store'} does not answer: ${why}`,
    remedy: isServer
      ? 'See that the server runs, that this machine reaches it, and that name and password are right.'
      : 'See the file "log" in its directory; "tokenward restore" brings a backup into a new data directory.',
  });
}

function checkVersion(version: string): Diagnosis {
  if (Number.parseInt(version, 10) >= MAJOR_MIN) return ok('store', `PostgreSQL ${version} answers.`);
  const remedy = `Move to PostgreSQL ${MAJOR_MIN} or later: "tokenward backup" and "restore" go from one to the other.`;
  return fault('store', { sentence: `PostgreSQL ${version} is too old.`, remedy });
}

async function checkMigrations(store: BareStore): Promise<Diagnosis> {
  const applied = await readAppliedMigrations(store.pool);
  const own = await readMigrationFiles(migrationsDirectory);
  const names = new Set(own.map(({ name }) => name));
  const foreign = [...applied.keys()].filter((name) => !names.has(name));
  const changed = own.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  const pending = own.filter(({ name }) => !applied.has(name));
  if (foreign.length + changed.length > 0) {
    const odd = [...foreign, ...changed.map(({ name }) => name)].join(', ');
    return fault('schema', {
      sentence: `The store was migrated by another version of Tokenward (${odd}).`,
      remedy: 'Run the version that migrated it, or a later one.',
    });
  }
  if (pending.length === 0) return ok('schema', `All ${own.length} migrations are applied.`);
  const waiting = pending.map(({ name }) => name).join(', ');
  return ok('schema', `The next start applies ${waiting}. Take a backup before.`);
}
