import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { ArchiveFile, ArchiveWriter } from '../../ports/archive-writer.ts';
import { BLOCK_BYTES, paddingOf, writeTarHeader } from './tar-header.ts';

/** A tar archive, compressed by gzip: what every system opens. Compressing is done beside the thread that serves calls. */
export const writeTarGzip: ArchiveWriter = async function* (files) {
  const packed = pipeline(Readable.from(blocksOf(files), { objectMode: false }), createGzip(), () => undefined);
  for await (const piece of packed) if (piece instanceof Uint8Array) yield piece;
};

async function* blocksOf(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes, atMs } of files) {
    yield writeTarHeader({ name, bytes: bytes.length, atMs });
    yield bytes;
    yield new Uint8Array(paddingOf(bytes.length));
  }
  yield new Uint8Array(2 * BLOCK_BYTES);
}
