import type { ParsedFrames } from './frame.ts';
import { FRAME_HEADER_BYTES, FRAME_PAYLOAD_BYTES_MAX, parseFrames } from './frame.ts';
import type { JournalFileSystem } from './journal-file-system.ts';

const WINDOW_BYTES = 1024 * 1024;

export type FrameReader = {
  /** The next frames from `position`, at most one window of them; frames are valid until the next call. */
  readonly read: (
    fd: number,
    range: { readonly position: number; readonly limit: number; readonly recordsMax: number },
  ) => Promise<ParsedFrames>;
};

/** Reads segments through one window of 1 MiB, which grows only for a frame that does not fit. One reader, one call at a time. */
export function createFrameReader(fileSystem: JournalFileSystem): FrameReader {
  let window = Buffer.allocUnsafe(WINDOW_BYTES);

  async function fill(fd: number, range: { readonly position: number; readonly limit: number }): Promise<number> {
    const wanted = Math.min(window.length, range.limit - range.position);
    let filled = 0;
    while (filled < wanted) {
      const got = await fileSystem.read(fd, window.subarray(filled, wanted), range.position + filled);
      if (got === 0) break;
      filled += got;
    }
    return filled;
  }

  async function read(
    fd: number,
    range: { readonly position: number; readonly limit: number; readonly recordsMax: number },
  ): Promise<ParsedFrames> {
    const filled = await fill(fd, range);
    // A file that is shorter than we were told ends where it ends.
    const limit =
      filled < Math.min(window.length, range.limit - range.position) ? range.position + filled : range.limit;
    const parsed = parseFrames(window.subarray(0, filled), {
      windowOffset: range.position,
      limit,
      recordsMax: range.recordsMax,
    });
    if (parsed.nextOffset > range.position || parsed.neededBytes <= window.length) return parsed;
    window = Buffer.allocUnsafe(Math.min(parsed.neededBytes, FRAME_HEADER_BYTES + FRAME_PAYLOAD_BYTES_MAX));
    return read(fd, range);
  }

  return { read };
}
