import { closeSync, constants, fchownSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerAccount } from './server-account.ts';

/**
 * Opens a fresh file of the server's, 0600 and owned by it.
 * The directory belongs to another account when we are root, and that account could have put a link
 * there: what stands is removed, and O_EXCL follows nothing.
 */
export function openServerFile(path: string, account: ServerAccount): number {
  rmSync(path, { force: true });
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  if (account.kind === 'other') {
    fchownSync(file, account.uid, account.gid);
  }
  return file;
}

export function writeServerFile(path: string, text: string, account: ServerAccount): void {
  const file = openServerFile(path, account);
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}
