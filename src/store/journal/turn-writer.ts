import type { AdmitResult } from '../../ports/journal.ts';
import { FRAME_HEADER_BYTES, sealFrame } from './frame.ts';
import type { JournalBook, Segment } from './journal-book.ts';
import { noteAdmitted, noteSettled } from './journal-book.ts';
import type { SegmentWriter } from './segment-writer.ts';

/** One write at most: a longer turn is written in several, so that no call waits for hundreds of others. */
const TURN_CHARACTERS_MAX = 256 * 1024;
const TURN_RECORDS_MAX = 256;
const BYTES_PER_CHARACTER_MAX = 3;
const PROBE_PADDING = '\n'.repeat(4096);

export type SettleLine = { readonly callId: string; readonly text: string };

export type TurnWriter = {
  /** Adds an admission to this turn's write; the promise says whether the write went through, and is the turn's own. */
  readonly admit: (callId: string, text: string) => Promise<AdmitResult>;
  readonly settle: (line: SettleLine) => void;
  readonly flush: () => void;
  /** Writes settlements now, in as few frames as they fit; answers how many went through. */
  readonly writeNow: (lines: readonly SettleLine[]) => number;
  /** Writes a frame without a record: shows whether the disk has room again. */
  readonly probe: () => boolean;
  readonly charactersWaiting: () => number;
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
  const buffer = Buffer.allocUnsafe(FRAME_HEADER_BYTES + BYTES_PER_CHARACTER_MAX * (TURN_CHARACTERS_MAX + 4096));
  let admitsText = '';
  let admitIds: string[] = [];
  let settles: SettleLine[] = [];
  let characters = 0;
  let waiting: PromiseWithResolvers<AdmitResult> | undefined;
  let scheduled = false;

  function grow(text: string): void {
    characters += text.length + 2;
    if (scheduled) return;
    scheduled = true;
    setImmediate(flushScheduled);
  }

  function flushScheduled(): void {
    scheduled = false;
    flush();
  }

  /** Room is made before a record is added, so that what is over the bound is at most one record, alone. */
  function makeRoom(text: string): void {
    const full = admitIds.length + settles.length >= TURN_RECORDS_MAX;
    if (full || (characters > 0 && characters + text.length > TURN_CHARACTERS_MAX)) flush();
  }

  function admit(callId: string, text: string): Promise<AdmitResult> {
    makeRoom(text);
    admitsText += `A${text}\n`;
    admitIds.push(callId);
    grow(text);
    waiting ??= Promise.withResolvers<AdmitResult>();
    return waiting.promise;
  }

  function settle(line: SettleLine): void {
    makeRoom(line.text);
    settles.push(line);
    grow(line.text);
  }

  function flush(): void {
    if (characters === 0) return;
    const turn = { admitsText, admitIds, settles, waiting };
    admitsText = '';
    admitIds = [];
    settles = [];
    characters = 0;
    waiting = undefined;
    const segment = writeFrame(turn.admitsText + settleLines(turn.settles), turn.admitIds.length + turn.settles.length);
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

  function writeFrame(text: string, records: number): Segment | undefined {
    const bytesMax = FRAME_HEADER_BYTES + BYTES_PER_CHARACTER_MAX * text.length;
    const into = bytesMax <= buffer.length ? buffer : Buffer.allocUnsafe(bytesMax);
    const writtenAtMs = options.nowMs();
    const frameBytes = sealFrame(into, text, { records, writtenAtMs });
    return writer.append(into.subarray(0, frameBytes), { records, writtenAtMs });
  }

  function writeNow(lines: readonly SettleLine[]): number {
    let done = 0;
    while (done < lines.length) {
      const part = firstFrameOf(lines, done);
      if (writeFrame(settleLines(part), part.length) === undefined) break;
      for (const line of part) noteSettled(book, line.callId);
      void options.written();
      done += part.length;
    }
    return done;
  }

  function probe(): boolean {
    if (writeFrame(PROBE_PADDING, 0) === undefined) return false;
    void options.written();
    return true;
  }

  return { admit, settle, flush, writeNow, probe, charactersWaiting: () => characters };
}

function settleLines(settles: readonly SettleLine[]): string {
  let text = '';
  for (const line of settles) text += `S${line.text}\n`;
  return text;
}

function firstFrameOf(lines: readonly SettleLine[], from: number): readonly SettleLine[] {
  let to = from;
  let characters = 0;
  for (const line of lines.slice(from, from + TURN_RECORDS_MAX)) {
    characters += line.text.length + 2;
    if (to > from && characters > TURN_CHARACTERS_MAX) break;
    to += 1;
  }
  return lines.slice(from, to);
}
