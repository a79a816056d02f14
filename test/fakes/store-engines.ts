import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  locatePostgresBinaries,
  type PostgresInstallation,
} from '../../src/store/embedded/locate-postgres-binaries.ts';

/** A PostgreSQL that the store's tests run on. */
export type StoreEngine = { readonly name: string; readonly locate: () => PostgresInstallation };

const cacheDirectory = fileURLToPath(new URL('../../node_modules/.cache/tokenward-test/', import.meta.url));
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

/** A data directory for each engine and user, kept from run to run: making one takes a second, starting it 60 ms. */
export function testDataDirectory(engine: StoreEngine): string {
  return join(cacheDirectory, `${engine.name}-uid${process.getuid?.() ?? 0}`);
}

function isDebianEngineHere(): boolean {
  return existsSync(`${debianDirectory}/bin/postgres`);
}
