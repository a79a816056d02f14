import { Buffer } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BLOCK_BYTES, paddingOf, readTarHeader } from './tar-header.ts';

/** A file of an archive. Its bytes are to be read, to their end or not, before the next file is asked for. */
export type ReadFile = { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

const PIECE_BYTES = 65_536;

/** What is no archive, or was cut. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** The files of a compressed tar archive in their order, a piece in memory at a time. Folders and links are passed over. */
export async function* readTarGzip(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ReadFile> {
  const reader = createByteReader(pieces);
  try {
    for (;;) {
      const block = await reader.block();
      if (block === undefined) throw new ArchiveError('The archive was cut: its end is missing.');
      // What follows is read as well: only at the very end is it known that nothing was cut.
      if (block.every((byte) => byte === 0)) return await reader.rest();
      const entry = readTarHeader(block);
      if (entry === undefined) throw new ArchiveError('The file is no tar archive, or was changed.');
      const left = { bytes: entry.bytes };
      const bytes = reader.content(left);
      if (entry.kind === 'file') yield { name: entry.name, bytes };
      for await (const _rest of reader.content(left));
      await reader.skip(paddingOf(entry.bytes));
    }
  } finally {
    await reader.end();
  }
}

function createByteReader(pieces: AsyncIterable<Uint8Array>) {
  const unpacked = pipeline(Readable.from(pieces, { objectMode: false }), createGunzip(), () => undefined);
  const source = unpacked[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  /** Up to so many bytes; undefined at the end. */
  const some = async (most: number): Promise<Buffer | undefined> => {
    while (held.length === 0) {
      const next = await source.next().catch((error: unknown) => {
        // Whoever hands in the bytes tells of its own faults.
        const isOfGzip = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
        throw isOfGzip ? new ArchiveError('The file is not compressed by gzip, or was cut.', { cause: error }) : error;
      });
      if (next.done === true) return undefined;
      held = Buffer.from(next.value);
    }
    const piece = held.subarray(0, most);
    held = held.subarray(piece.length);
    return piece;
  };
  const content = async function* (left: { bytes: number }): AsyncGenerator<Uint8Array> {
    while (left.bytes > 0) {
      const piece = await some(left.bytes);
      if (piece === undefined) throw new ArchiveError('The archive was cut in the middle of a file.');
      left.bytes -= piece.length;
      yield piece;
    }
  };
  return {
    content,
    skip: async (bytes: number): Promise<void> => {
      for await (const _piece of content({ bytes }));
    },
    block: async (): Promise<Buffer | undefined> => {
      const first = await some(BLOCK_BYTES);
      if (first === undefined) return undefined;
      const parts: Uint8Array[] = [first];
      for await (const piece of content({ bytes: BLOCK_BYTES - first.length })) parts.push(piece);
      return Buffer.concat(parts);
    },
    rest: async (): Promise<void> => {
      while ((await some(PIECE_BYTES)) !== undefined);
    },
    end: async (): Promise<void> => {
      await source.return?.();
    },
  };
}
