import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ServerSettings } from '../settings/server-settings.ts';
import { type Diagnosis, fault, ok, warning } from './diagnosis.ts';

const NODE_MAJOR_MIN = 24;
const FREE_BYTES_MIN = 200_000_000;
const FREE_BYTES_WARNING = 2_000_000_000;
const OTHERS_MODE = 0o077;

/** The Node that runs this, and the data directory: there, writable, closed to others, with room on its disk. */
export function checkMachine(settings: ServerSettings): readonly Diagnosis[] {
  return [checkNode(), ...checkDataDirectory(settings)];
}

function checkNode(): Diagnosis {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NODE_MAJOR_MIN) return ok('node', `Node ${process.versions.node}.`);
  return fault('node', {
    sentence: `Node ${process.versions.node} is too old.`,
    remedy: `Start by "npx tokenward", which brings its own, or install Node ${NODE_MAJOR_MIN} or later.`,
  });
}

function checkDataDirectory(settings: ServerSettings): readonly Diagnosis[] {
  const directory = resolve(settings.dataDirectory);
  const disk = checkDisk(nearestThere(directory));
  if (!existsSync(directory)) {
    return [ok('data directory', `${directory} is not there yet; the first start makes it.`), disk];
  }
  if (!isWritable(directory)) {
    const remedy = `Give it to the account that runs the gateway, or name another by server.dataDirectory.`;
    return [fault('data directory', { sentence: `${directory} cannot be written by this account.`, remedy }), disk];
  }
  return [...checkSecrets(directory), disk];
}

/** Secrets that others may read are no secrets. Windows has no such modes. */
function checkSecrets(directory: string): readonly Diagnosis[] {
  const secrets = join(directory, 'secrets');
  const inSecrets = existsSync(secrets) ? readdirSync(secrets).map((name) => join(secrets, name)) : [];
  const kept = [join(directory, 'cli.json'), join(directory, 'sample.json'), secrets, ...inSecrets];
  const open = kept.filter((path) => existsSync(path) && (statSync(path).mode & OTHERS_MODE) !== 0);
  if (open.length === 0 || process.platform === 'win32') {
    return [ok('data directory', `${directory} is writable, and its secrets are closed to others.`)];
  }
  return open.map((path) =>
    fault('data directory', {
      sentence: `${path} can be read by other accounts of this machine.`,
      remedy: `chmod go-rwx ${path}; where others may have looked, rotate what it holds.`,
    }),
  );
}

function checkDisk(directory: string): Diagnosis {
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  const sentence = `${(free / 1e9).toFixed(1)} GB are free on the disk of ${directory}.`;
  const remedy = 'Make room: on a full disk the journal cannot be written and calls are refused.';
  if (free < FREE_BYTES_MIN) return fault('disk', { sentence, remedy });
  return free < FREE_BYTES_WARNING ? warning('disk', { sentence, remedy }) : ok('disk', sentence);
}

function nearestThere(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path));
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
