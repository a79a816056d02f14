import type { AdmitResult } from '../../ports/journal.ts';
import type { RecordText } from './frame-buffer.ts';
import { createFrameBuffer } from './frame-buffer.ts';
import type { JournalBook, Segment } from './journal-book.ts';
import { noteAdmitted, noteSettled } from './journal-book.ts';
import type { SegmentWriter } from './segment-writer.ts';

/** A longer turn is written in several frames, so that no call waits for hundreds of others and a batch has a bound. */
const FRAME_BYTES_MAX = 256 * 1024;
const FRAME_RECORDS_MAX = 256;
/** As much as a disk block: a smaller probe could fit where no record does. */
const PROBE_BYTES = 4096;

export type SettleLine = { readonly callId: string; readonly text: RecordText };

export type TurnWriter = {
  /** Adds an admission to this turn's write; the promise is the turn's own. */
  readonly admit: (callId: string, text: string) => Promise<AdmitResult>;
  readonly settle: (line: SettleLine) => void;
  readonly flush: () => void;
  /** Writes settlements now, in as few frames as they fit; answers how many went through. */
  readonly writeNow: (lines: readonly SettleLine[]) => number;
  /** Writes a frame without a record: shows whether the disk has room again. */
  readonly probe: () => boolean;
  readonly bytesWaiting: () => number;
};

/**
 * Collects what one turn of the event loop admits and settles and writes it once, behind all sockets that were readable in
 * this turn (`setImmediate`): alone, a call waits microseconds; under load, the write is shared.
 */
export function createTurnWriter(options: {
  readonly writer: SegmentWriter;
  readonly book: JournalBook;
  readonly nowMs: () => number;
  /** A frame was written; the answer is what its admissions are told, at once or after the sync. */
  readonly written: () => AdmitResult | Promise<AdmitResult>;
  /** Settlements whose write failed; admissions that failed with them are forgotten. */
  readonly failed: (settles: readonly SettleLine[]) => void;
}): TurnWriter {
  const { writer, book } = options;
  const buffer = createFrameBuffer();
  let admitIds: string[] = [];
  let settles: SettleLine[] = [];
  let waiting: PromiseWithResolvers<AdmitResult> | undefined;
  let scheduled = false;

  function add(kind: 'admit' | 'settle', text: RecordText): void {
    if (!hasRoom(text)) flush();
    buffer.add(kind, text);
    if (scheduled) return;
    scheduled = true;
    setImmediate(flushScheduled);
  }

  function flushScheduled(): void {
    scheduled = false;
    flush();
  }

  function hasRoom(text: RecordText): boolean {
    const { records, bytes } = buffer;
    return records() < FRAME_RECORDS_MAX && bytes() < FRAME_BYTES_MAX && buffer.hasRoomFor(text);
  }

  function admit(callId: string, text: string): Promise<AdmitResult> {
    add('admit', { start: text, rest: undefined });
    admitIds.push(callId);
    waiting ??= Promise.withResolvers<AdmitResult>();
    return waiting.promise;
  }

  function settle(line: SettleLine): void {
    add('settle', line.text);
    settles.push(line);
  }

  function flush(): void {
    if (buffer.records() === 0) return;
    const turn = { admitIds, settles, waiting };
    admitIds = [];
    settles = [];
    waiting = undefined;
    const segment = writeFrame();
    if (segment === undefined) {
      options.failed(turn.settles);
      turn.waiting?.resolve('failed');
      return;
    }
    for (const callId of turn.admitIds) noteAdmitted(book, segment, callId);
    for (const line of turn.settles) noteSettled(book, line.callId);
    const told = options.written();
    turn.waiting?.resolve(told);
  }

  function writeFrame(): Segment | undefined {
    const writtenAtMs = options.nowMs();
    const { frame, records } = buffer.seal(writtenAtMs);
    return writer.append(frame, { records, writtenAtMs });
  }

  function writeNow(lines: readonly SettleLine[]): number {
    flush();
    let done = 0;
    while (done < lines.length) {
      const part: SettleLine[] = [];
      for (const line of lines.slice(done, done + FRAME_RECORDS_MAX)) {
        if (part.length > 0 && !hasRoom(line.text)) break;
        buffer.add('settle', line.text);
        part.push(line);
      }
      if (writeFrame() === undefined) break;
      for (const line of part) noteSettled(book, line.callId);
      void options.written();
      done += part.length;
    }
    return done;
  }

  function probe(): boolean {
    flush();
    buffer.pad(PROBE_BYTES);
    if (writeFrame() === undefined) return false;
    void options.written();
    return true;
  }

  return { admit, settle, flush, writeNow, probe, bytesWaiting: buffer.bytes };
}
