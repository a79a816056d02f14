import type { Log } from '../../ports/log.ts';
import { callIdOfText } from './call-text.ts';
import { type PayloadLines, splitPayload } from './frame.ts';
import { createFrameReader } from './frame-reader.ts';
import type { JournalBook, Segment } from './journal-book.ts';
import { isDrained } from './journal-book.ts';
import type { JournalFileSystem } from './journal-file-system.ts';
import { systemErrorCode } from './journal-file-system.ts';

/** Drained segments that stay for the sake of calls still under way; beyond, the oldest gives its calls to the newest. */
const WAITING_SEGMENTS_MAX = 8;
/** What an admission takes, generously: nothing is copied when half of what waits is under way anyway. */
const ADMISSION_BYTES = 2048;
const COPY_SHARE_MAX = 0.5;
const FRAME_RECORDS_MAX = 4096;

export type TidyOptions = {
  readonly fileSystem: JournalFileSystem;
  readonly book: JournalBook;
  readonly synced: () => Promise<boolean>;
  /** Writes an admission once more, into the newest segment. */
  readonly admitAgain: (callId: string, text: string) => Promise<unknown>;
  readonly log: Log;
};

/**
 * Removes drained segments, oldest first, up to the first that holds a call under way: the settlement of an admission in
 * an older segment may stand in any newer one, and without it the next start would settle that call again, as crashed.
 * The newest always stays: its number is what the next one counts from. So that a call that lasts for days does not keep
 * gigabytes, its admission is copied forward after eight segments.
 */
export function createTidy(options: TidyOptions): () => Promise<void> {
  const { book, fileSystem, log } = options;
  const reader = createFrameReader(fileSystem);

  return async () => {
    // What is written from here on may refer to these segments no more; what was written before has to be on the disk.
    const done = removable(book);
    if (done.length > 0 && (await options.synced())) for (const segment of done) if (!remove(segment)) return;
    const oldest = book.segments[0];
    if (oldest !== undefined && isWorthCopying(book)) await copyForward(oldest);
  };

  function remove(segment: Segment): boolean {
    try {
      fileSystem.remove(segment.path);
    } catch (error) {
      log('warn', 'journal.remove_failed', { segment: segment.number, code: systemErrorCode(error) });
      return false;
    }
    book.segments.splice(book.segments.indexOf(segment), 1);
    return true;
  }

  async function copyForward(segment: Segment): Promise<void> {
    const calls = segment.openCalls;
    try {
      await readForward(segment);
    } catch (error) {
      log('warn', 'journal.read_failed', { segment: segment.number, code: systemErrorCode(error) });
    }
    log('info', 'journal.calls_copied_forward', { segment: segment.number, calls });
  }

  async function readForward(segment: Segment): Promise<void> {
    const fd = fileSystem.openToRead(segment.path);
    try {
      for (let position = 0; position < segment.writtenBytes; ) {
        const range = { position, limit: segment.writtenBytes, recordsMax: FRAME_RECORDS_MAX };
        const parsed = await reader.read(fd, range);
        const lines: PayloadLines = { admits: [], settles: [] };
        for (const frame of parsed.frames) splitPayload(frame.payload, lines);
        await Promise.all(lines.admits.map((line) => again(segment, line.toString('utf8'))));
        if (parsed.nextOffset === position) return;
        position = parsed.nextOffset;
      }
    } finally {
      fileSystem.close(fd);
    }
  }

  async function again(segment: Segment, text: string): Promise<void> {
    const callId = callIdOfText(text);
    if (book.segmentByOpenCall.get(callId) === segment) await options.admitAgain(callId, text);
  }
}

function removable(book: JournalBook): readonly Segment[] {
  const older = book.segments.slice(0, -1);
  const kept = older.findIndex((segment) => !isDrained(segment) || segment.openCalls > 0);
  return kept === -1 ? older : older.slice(0, kept);
}

function isWorthCopying(book: JournalBook): boolean {
  const waiting = book.segments.slice(0, -1).filter(isDrained);
  const waitingBytes = waiting.reduce((sum, segment) => sum + segment.writtenBytes, 0);
  const openBytes = book.segmentByOpenCall.size() * ADMISSION_BYTES;
  return waiting.length > WAITING_SEGMENTS_MAX && openBytes <= waitingBytes * COPY_SHARE_MAX;
}
