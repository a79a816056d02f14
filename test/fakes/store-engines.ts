import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, lstatSync, mkdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  locatePostgresBinaries,
  type PostgresInstallation,
} from '../../src/store/embedded/locate-postgres-binaries.ts';

/** A PostgreSQL that the store's tests run on. */
export type StoreEngine = { readonly name: string; readonly locate: () => PostgresInstallation };

const repository = fileURLToPath(new URL('../../', import.meta.url));
const memoryFolder = '/dev/shm';
const memoryBytesMin = 1_000_000_000;
const debianDirectory = '/usr/lib/postgresql/15';

/** The engine of the product itself: always there. */
export const embeddedEngine: StoreEngine = {
  name: 'postgresql-18-embedded',
  locate: () => locatePostgresBinaries(),
};

/** The oldest server that the product promises to run on, from Debian's package. */
const debianEngine: StoreEngine = {
  name: 'postgresql-15-debian',
  locate: () => ({ directory: debianDirectory, version: 'debian-15' }),
};

/** The engines that are on this machine. */
export function storeEngines(): readonly StoreEngine[] {
  return isDebianEngineHere() ? [embeddedEngine, debianEngine] : [embeddedEngine];
}

/** Declares the same tests for every engine; one that is not on this machine shows up as skipped, with what to install. */
export function describeOnEachEngine(title: string, declare: (engine: StoreEngine) => void): void {
  for (const engine of storeEngines()) {
    describe(`${title} (${engine.name})`, () => declare(engine));
  }
  if (!isDebianEngineHere()) {
    const skip = `${debianDirectory} is not on this machine: apt-get install postgresql-15`;
    describe(`${title} (${debianEngine.name})`, { skip }, () => undefined);
  }
}

/**
 * Where the engine's test server keeps its files; all test processes of this checkout agree on it.
 * In memory where there is room: a database is made of 300 files, in 20 ms there and in up to 800 ms on a slow disk.
 */
export function testDataDirectory(engine: StoreEngine): string {
  return join(memoryDirectory() ?? join(repository, 'node_modules/.cache/tokenward-test'), engine.name);
}

/** A folder of our own in the memory file system, where everybody may write: one that we have not made ourselves is not used. */
function memoryDirectory(): string | undefined {
  const uid = process.getuid?.();
  if (process.platform !== 'linux' || uid === undefined || !hasMemoryRoom()) {
    return undefined;
  }
  const checkout = createHash('sha256').update(repository).digest('hex').slice(0, 8);
  const directory = join(memoryFolder, `tokenward-test-${uid}-${checkout}`);
  // The server's account walks through: PostgreSQL 15 cannot do without. What is inside is closed to all but it.
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  const entry = lstatSync(directory);
  return entry.isDirectory() && entry.uid === uid && (entry.mode & 0o022) === 0 ? directory : undefined;
}

/** Where a test makes folders that hold a cluster of its own: in memory where there is room. */
export function folderForClusters(): string {
  return process.platform === 'linux' && hasMemoryRoom() ? memoryFolder : tmpdir();
}

function hasMemoryRoom(): boolean {
  try {
    accessSync(memoryFolder, constants.W_OK);
    const { bavail, bsize } = statfsSync(memoryFolder);
    return bavail * bsize >= memoryBytesMin;
  } catch {
    return false;
  }
}

function isDebianEngineHere(): boolean {
  return existsSync(`${debianDirectory}/bin/postgres`);
}
