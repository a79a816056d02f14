import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { findServerProcesses } from '../../src/store/embedded/postmaster-file.ts';
import { folderForClusters } from '../fakes/store-engines.ts';
import { eventually } from './eventually.ts';

/**
 * A folder for houses, only its owner's, which goes after the file's tests together with the PostgreSQL that a killed
 * house left running in it.
 */
export function makeHouseFolder(): string {
  const folder = mkdtempSync(join(folderForClusters(), 'tokenward-house-'));
  after(async () => {
    await endPostgresOf(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  return folder;
}

/** Where a house keeps its embedded store. */
export function storeDirectoryOf(folder: string): string {
  return join(folder, 'data', 'postgres');
}

/** The process id of the PostgreSQL that serves a house's embedded store; undefined when none does. */
export function postmasterOf(folder: string): number | undefined {
  try {
    const found = findServerProcesses(storeDirectoryOf(folder));
    const [line = ''] = readFileSync(join(storeDirectoryOf(folder), 'postmaster.pid'), 'utf8').split('\n');
    return found !== 'unknown' && found.includes(Number(line)) ? Number(line) : undefined;
  } catch {
    return undefined;
  }
}

async function endPostgresOf(folder: string): Promise<void> {
  const postmaster = postmasterOf(folder);
  if (postmaster === undefined) return;
  process.kill(postmaster, 'SIGQUIT');
  await eventually('the end of PostgreSQL', () => postmasterOf(folder) === undefined);
}
