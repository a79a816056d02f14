import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero included.
const socketPathBytesMax = 103;
const socketName = '/.s.PGSQL.5432';

export type SocketDirectory = { readonly path: string; readonly remove: () => void };

/**
 * A path to the data directory that is short enough for a socket: itself, or a link to it in a private
 * folder of a random name, which nobody can have made before us.
 */
export function reachSocketDirectory(dataDirectory: string, temporaryDirectory = tmpdir()): SocketDirectory {
  if (fitsSocket(dataDirectory)) {
    return { path: dataDirectory, remove: () => undefined };
  }
  const parent = fitsSocket(join(temporaryDirectory, 'tokenward-XXXXXX/s')) ? temporaryDirectory : '/tmp';
  const folder = mkdtempSync(join(parent, 'tokenward-'));
  const path = join(folder, 's');
  symlinkSync(dataDirectory, path);
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return { path, remove };
}

export function fitsSocket(directory: string): boolean {
  return Buffer.byteLength(directory + socketName) <= socketPathBytesMax;
}
