import type { Log } from '../../ports/log.ts';
import { callIdOfText } from './call-text.ts';
import { splitPayload } from './frame.ts';
import { createFrameReader } from './frame-reader.ts';
import type { JournalBook, Segment } from './journal-book.ts';
import { isDrained } from './journal-book.ts';
import type { JournalFileSystem } from './journal-file-system.ts';
import { systemErrorCode } from './journal-file-system.ts';

/** Drained segments that stay for the sake of calls still under way; beyond, the oldest gives its calls to the newest. */
const WAITING_SEGMENTS_MAX = 8;
/** What an admission takes, generously. A segment of which a quarter is under way still is not worth copying. */
const ADMISSION_BYTES = 2048;
const COPY_SHARE_MAX = 0.25;
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
 * Removes segments that are drained and hold no call under way. The newest always stays: its number is what the next one
 * counts from. A call that lasts for days must not keep gigabytes, so its admission is copied forward after eight segments.
 */
export function createTidy(options: TidyOptions): () => Promise<void> {
  const { book, fileSystem, log } = options;
  const reader = createFrameReader(fileSystem);

  return async () => {
    const waiting = book.segments.slice(0, -1).filter(isDrained);
    const done = waiting.filter((segment) => segment.openCalls === 0);
    // The settlements that freed a segment stand in later ones: these have to be on the disk first.
    if (done.length > 0 && (await options.synced())) for (const segment of done) remove(segment);
    const oldest = waiting.find(isWorthCopying);
    if (oldest !== undefined && waiting.length - done.length > WAITING_SEGMENTS_MAX) await copyForward(oldest);
  };

  function isWorthCopying({ openCalls, writtenBytes }: Segment): boolean {
    return openCalls > 0 && openCalls * ADMISSION_BYTES <= writtenBytes * COPY_SHARE_MAX;
  }

  function remove(segment: Segment): void {
    try {
      fileSystem.remove(segment.path);
    } catch (error) {
      log('warn', 'journal.remove_failed', { segment: segment.number, code: systemErrorCode(error) });
      return;
    }
    book.segments.splice(book.segments.indexOf(segment), 1);
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
        const lines: { admits: string[]; settles: string[] } = { admits: [], settles: [] };
        for (const frame of parsed.frames) splitPayload(frame.payload, lines);
        await Promise.all(lines.admits.map((text) => again(segment, text)));
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
