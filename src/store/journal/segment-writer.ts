import path from 'node:path';
import type { Log } from '../../ports/log.ts';
import type { JournalBook, Segment } from './journal-book.ts';
import { noteWritten } from './journal-book.ts';
import type { JournalFileSystem } from './journal-file-system.ts';
import { systemErrorCode } from './journal-file-system.ts';
import { segmentFileName } from './segment-name.ts';

type OpenSegment = { readonly segment: Segment; readonly fd: number };

export type SegmentWriter = {
  /** Writes one frame whole and answers its segment, or leaves nothing of it behind and answers undefined. */
  readonly append: (
    frame: Buffer,
    head: { readonly records: number; readonly writtenAtMs: number },
  ) => Segment | undefined;
  /** Brings everything written so far to the disk. One call at a time. */
  readonly sync: () => Promise<boolean>;
  readonly close: () => void;
};

/** Writes frames one behind another into segment files, of which at most one is open for writing. */
export function createSegmentWriter(options: {
  readonly fileSystem: JournalFileSystem;
  readonly directory: string;
  readonly book: JournalBook;
  readonly segmentBytesMax: number;
  readonly firstSegment: number;
  readonly log: Log;
}): SegmentWriter {
  const { fileSystem, directory, book, log } = options;
  let nextNumber = options.firstSegment;
  let active: OpenSegment | undefined;
  let sealed: OpenSegment[] = [];
  let namesUnsynced = false;
  let closed = false;

  function openNext(): OpenSegment {
    const number = nextNumber;
    nextNumber += 1;
    const file = path.join(directory, segmentFileName(number));
    const fd = fileSystem.create(file);
    namesUnsynced = true;
    const segment: Segment = {
      number,
      path: file,
      writtenBytes: 0,
      syncedBytes: 0,
      drainedBytes: 0,
      openCalls: 0,
      sealed: false,
    };
    book.segments.push(segment);
    return { segment, fd };
  }

  function seal(open: OpenSegment): void {
    open.segment.sealed = true;
    sealed.push(open);
    active = undefined;
  }

  /** After a failed write: back to the last whole frame; where even that fails the file is left with its torn end. */
  function rollBack(open: OpenSegment): void {
    try {
      fileSystem.truncate(open.fd, open.segment.writtenBytes);
    } catch (error) {
      log('error', 'journal.rollback_failed', { segment: open.segment.number, code: systemErrorCode(error) });
      seal(open);
    }
  }

  function append(
    frame: Buffer,
    head: { readonly records: number; readonly writtenAtMs: number },
  ): Segment | undefined {
    // After the end the directory may be another's.
    if (closed) return undefined;
    try {
      active ??= openNext();
    } catch (error) {
      log('error', 'journal.segment_not_opened', { code: systemErrorCode(error) });
      return undefined;
    }
    const open = active;
    try {
      writeWhole(fileSystem, open, frame);
    } catch (error) {
      log('error', 'journal.write_failed', { segment: open.segment.number, code: systemErrorCode(error) });
      rollBack(open);
      return undefined;
    }
    noteWritten(book, open.segment, { bytes: frame.length, ...head });
    if (open.segment.writtenBytes >= options.segmentBytesMax) seal(open);
    return open.segment;
  }

  async function syncOne(open: OpenSegment): Promise<boolean> {
    const bytes = open.segment.writtenBytes;
    try {
      await fileSystem.sync(open.fd);
      open.segment.syncedBytes = bytes;
      return true;
    } catch (error) {
      log('error', 'journal.sync_failed', { segment: open.segment.number, code: systemErrorCode(error) });
      // After a failed sync the kernel may call the same pages clean: the file is never trusted again, and what is in it
      // goes to the store, which is the safer place now.
      if (active === open) seal(open);
      open.segment.syncedBytes = open.segment.writtenBytes;
      return false;
    }
  }

  async function syncNames(): Promise<boolean> {
    if (!namesUnsynced) return true;
    namesUnsynced = false;
    try {
      await fileSystem.syncDirectory(directory);
      return true;
    } catch (error) {
      namesUnsynced = true;
      log('error', 'journal.sync_failed', { segment: null, code: systemErrorCode(error) });
      return false;
    }
  }

  async function sync(): Promise<boolean> {
    const closing = sealed;
    sealed = [];
    const open = active;
    let done = await syncNames();
    for (const each of closing) {
      done = (await syncOne(each)) && done;
      closeFile(each);
    }
    if (open !== undefined && open.segment.syncedBytes < open.segment.writtenBytes)
      done = (await syncOne(open)) && done;
    return done;
  }

  function closeFile(open: OpenSegment): void {
    try {
      fileSystem.close(open.fd);
    } catch (error) {
      log('error', 'journal.close_failed', { segment: open.segment.number, code: systemErrorCode(error) });
    }
  }

  function close(): void {
    closed = true;
    if (active !== undefined) seal(active);
    for (const each of sealed) closeFile(each);
    sealed = [];
  }

  return { append, sync, close };
}

/** A short write is completed; positions are explicit, so that a rolled back write leaves no hole. */
function writeWhole(fileSystem: JournalFileSystem, open: OpenSegment, frame: Buffer): void {
  let written = 0;
  while (written < frame.length) {
    const got = fileSystem.write(open.fd, frame, written, open.segment.writtenBytes + written);
    if (got <= 0) throw new Error('The disk took no byte of a journal frame.');
    written += got;
  }
}
