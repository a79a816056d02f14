import type { Log } from '../../ports/log.ts';
import type { ByteRange } from './frame.ts';
import type { Segment } from './journal-book.ts';
import type { JournalFileSystem } from './journal-file-system.ts';
import { systemErrorCode } from './journal-file-system.ts';

type Place = { readonly fileSystem: JournalFileSystem; readonly log: Log };

/**
 * Keeps what cannot be read for whoever looks into it later: a torn end is copied to `….torn` (unless it is only zeros) and
 * cut off, a segment with damage between good frames is copied whole to `….corrupt` and stepped over by every reader.
 * Answers where the good bytes end.
 */
export async function setAside(place: Place, segment: Segment, damaged: readonly ByteRange[]): Promise<number> {
  const last = damaged.at(-1);
  const tail = last !== undefined && last.toOffset === segment.writtenBytes ? last : undefined;
  const middle = tail === undefined ? damaged : damaged.slice(0, -1);
  if (middle.length > 0) {
    place.log('error', 'journal.segment_corrupt', {
      segment: segment.number,
      places: middle.length,
      lostBytes: bytesOf(middle),
    });
    await copyAside(place, segment, 'corrupt');
  }
  if (tail === undefined) return segment.writtenBytes;
  const zeros = await isZeros(place.fileSystem, segment.path, tail);
  place.log('warn', 'journal.tail_cut', { segment: segment.number, cutBytes: tail.toOffset - tail.fromOffset, zeros });
  // Without a copy nothing is cut: the end stays in the file and is merely not read.
  if (zeros || (await copyAside(place, segment, 'torn'))) await place.fileSystem.cut(segment.path, tail.fromOffset);
  return tail.fromOffset;
}

async function copyAside(place: Place, segment: Segment, reason: 'torn' | 'corrupt'): Promise<boolean> {
  try {
    await place.fileSystem.copy(segment.path, `${segment.path}.${reason}`);
    return true;
  } catch (error) {
    place.log('error', 'journal.copy_failed', { segment: segment.number, code: systemErrorCode(error) });
    return false;
  }
}

function bytesOf(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, range) => sum + range.toOffset - range.fromOffset, 0);
}

async function isZeros(fileSystem: JournalFileSystem, file: string, range: ByteRange): Promise<boolean> {
  const window = Buffer.alloc(64 * 1024);
  const fd = fileSystem.openToRead(file);
  try {
    for (let at = range.fromOffset; at < range.toOffset; ) {
      const got = await fileSystem.read(fd, window.subarray(0, Math.min(window.length, range.toOffset - at)), at);
      if (got === 0) break;
      if (window.subarray(0, got).some((byte) => byte !== 0)) return false;
      at += got;
    }
    return true;
  } finally {
    fileSystem.close(fd);
  }
}
