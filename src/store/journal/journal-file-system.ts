import fs from 'node:fs';
import { promisify } from 'node:util';

/** What the journal asks of the disk; narrow, so that a test can let any of it fail. Errors are thrown as Node throws them. */
export type JournalFileSystem = {
  readonly list: (directory: string) => readonly string[];
  readonly sizeBytes: (path: string) => number;
  /** Fails when the file exists. */
  readonly create: (path: string) => number;
  readonly openToRead: (path: string) => number;
  /** May write less than asked; answers how much. */
  readonly write: (fd: number, from: Uint8Array, fromOffset: number, position: number) => number;
  readonly read: (fd: number, into: Uint8Array, position: number) => Promise<number>;
  readonly truncate: (fd: number, bytes: number) => void;
  readonly sync: (fd: number) => Promise<void>;
  readonly syncDirectory: (directory: string) => Promise<void>;
  readonly close: (fd: number) => void;
  readonly remove: (path: string) => void;
  readonly copy: (from: string, to: string) => Promise<void>;
  /** Cuts the file behind `bytes`, synced. */
  readonly cut: (path: string, bytes: number) => Promise<void>;
  /** Puts a small file in place of another in one step, synced before the rename. */
  readonly replace: (path: string, text: string) => Promise<void>;
};

const read = promisify(fs.read);
const fdatasync = promisify(fs.fdatasync);

export const nodeFileSystem: JournalFileSystem = {
  list: (directory) => fs.readdirSync(directory),
  sizeBytes: (path) => fs.statSync(path).size,
  create: (path) => fs.openSync(path, 'wx', 0o600),
  openToRead: (path) => fs.openSync(path, 'r'),
  write: (fd, from, fromOffset, position) => fs.writeSync(fd, from, fromOffset, from.length - fromOffset, position),
  read: async (fd, into, position) => (await read(fd, into, 0, into.length, position)).bytesRead,
  truncate: (fd, bytes) => fs.ftruncateSync(fd, bytes),
  sync: (fd) => fdatasync(fd),
  syncDirectory,
  close: (fd) => fs.closeSync(fd),
  remove: (path) => fs.unlinkSync(path),
  copy: (from, to) => fs.promises.copyFile(from, to),
  cut: async (path, bytes) => {
    const file = await fs.promises.open(path, 'r+');
    try {
      await file.truncate(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  replace: async (path, text) => {
    const next = `${path}.next`;
    const file = await fs.promises.open(next, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
    await fs.promises.rename(next, path);
  },
};

/** Windows cannot open a directory; there the file system journals names by itself. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.promises.open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The code of a system error for the log, never its text: that holds paths. */
export function systemErrorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
