import type { JournalFileSystem } from './journal-file-system.ts';
import { nodeFileSystem } from './journal-file-system.ts';

export type Faults = {
  /** Bytes that the disk still takes; beyond, ENOSPC after a short write. */
  roomBytes: number;
  /** Each write takes at most this many bytes. */
  writeBytesMax: number;
  readonly failing: Set<'create' | 'write' | 'truncate' | 'sync' | 'read' | 'replace' | 'copy' | 'remove'>;
};

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: by order of the test`), { code });
}

/** The real file system with a switch on every call. Without faults it passes the suite that the real one passes. */
export function faultyFileSystem(): { readonly fileSystem: JournalFileSystem; readonly faults: Faults } {
  const faults: Faults = {
    roomBytes: Number.POSITIVE_INFINITY,
    writeBytesMax: Number.POSITIVE_INFINITY,
    failing: new Set(),
  };
  const fail = (name: Parameters<Faults['failing']['has']>[0]): void => {
    if (faults.failing.has(name)) throw systemError('EIO');
  };

  function write(fd: number, from: Uint8Array, fromOffset: number, position: number): number {
    fail('write');
    if (faults.roomBytes <= 0) throw systemError('ENOSPC');
    const taken = Math.min(from.length - fromOffset, faults.roomBytes, faults.writeBytesMax);
    faults.roomBytes -= taken;
    return nodeFileSystem.write(fd, from.subarray(0, fromOffset + taken), fromOffset, position);
  }

  const fileSystem: JournalFileSystem = {
    ...nodeFileSystem,
    create: (path) => {
      fail('create');
      return nodeFileSystem.create(path);
    },
    write,
    truncate: (fd, bytes) => {
      fail('truncate');
      nodeFileSystem.truncate(fd, bytes);
    },
    read: async (fd, into, position) => {
      fail('read');
      return nodeFileSystem.read(fd, into, position);
    },
    sync: async (fd) => {
      fail('sync');
      await nodeFileSystem.sync(fd);
    },
    copy: async (from, to) => {
      fail('copy');
      await nodeFileSystem.copy(from, to);
    },
    remove: (path) => {
      fail('remove');
      nodeFileSystem.remove(path);
    },
    replace: async (path, text) => {
      fail('replace');
      await nodeFileSystem.replace(path, text);
    },
  };
  return { fileSystem, faults };
}
