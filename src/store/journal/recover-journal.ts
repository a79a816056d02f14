import path from 'node:path';
import type { Log } from '../../ports/log.ts';
import { callIdOfText } from './call-text.ts';
import { setAside } from './damaged-segment.ts';
import type { DrainPosition } from './drain-checkpoint.ts';
import type { ByteRange, Frame, PayloadLines } from './frame.ts';
import { splitPayload } from './frame.ts';
import type { FrameReader } from './frame-reader.ts';
import { createFrameReader } from './frame-reader.ts';
import type { JournalBook, Segment } from './journal-book.ts';
import { noteAdmitted, noteSettled } from './journal-book.ts';
import type { JournalFileSystem } from './journal-file-system.ts';
import { segmentFileName, segmentNumber } from './segment-name.ts';

const FRAME_RECORDS_MAX = 4096;

export type Recovery = {
  readonly fileSystem: JournalFileSystem;
  readonly directory: string;
  readonly drained: DrainPosition | undefined;
  readonly log: Log;
};

export type Recovered = {
  /** Text of every admission without a settlement, by call id, oldest first. */
  readonly openTexts: ReadonlyMap<string, string>;
  readonly lastSegment: number | undefined;
};

type Scan = Recovery & {
  readonly reader: FrameReader;
  readonly book: JournalBook;
  readonly openTexts: Map<string, string>;
};

/**
 * Reads every segment that is still here into the book: what is not drained, and which calls were admitted and never
 * settled. Adds no record; cuts and sets aside damaged ends only, so it may itself be cut off anywhere.
 */
export async function recoverSegments(recovery: Recovery, book: JournalBook): Promise<Recovered> {
  const scan: Scan = { ...recovery, reader: createFrameReader(recovery.fileSystem), book, openTexts: new Map() };
  const numbers = recovery.fileSystem
    .list(recovery.directory)
    .map(segmentNumber)
    .filter((number) => number !== undefined)
    .sort((one, other) => one - other);
  for (const number of numbers) {
    const segment = await recoverSegment(scan, number);
    if (segment.writtenBytes === 0) recovery.fileSystem.remove(segment.path);
    else book.segments.push(segment);
  }
  return { openTexts: scan.openTexts, lastSegment: numbers.at(-1) };
}

async function recoverSegment(scan: Scan, number: number): Promise<Segment> {
  const file = path.join(scan.directory, segmentFileName(number));
  const sizeBytes = scan.fileSystem.sizeBytes(file);
  const segment: Segment = {
    number,
    path: file,
    writtenBytes: sizeBytes,
    syncedBytes: sizeBytes,
    drainedBytes: Math.min(drainedBytesOf(scan.drained, number), sizeBytes),
    openCalls: 0,
    sealed: true,
  };
  const damaged = await readSegment(scan, segment);
  const goodBytes = await setAside(scan, segment, damaged);
  segment.writtenBytes = goodBytes;
  segment.syncedBytes = goodBytes;
  segment.drainedBytes = Math.min(segment.drainedBytes, goodBytes);
  scan.book.undrainedBytes += goodBytes - segment.drainedBytes;
  return segment;
}

function drainedBytesOf(drained: DrainPosition | undefined, number: number): number {
  if (drained === undefined || number > drained.segment) return 0;
  return number === drained.segment ? drained.offset : Number.MAX_SAFE_INTEGER;
}

async function readSegment(scan: Scan, segment: Segment): Promise<readonly ByteRange[]> {
  const damaged: ByteRange[] = [];
  const fd = scan.fileSystem.openToRead(segment.path);
  try {
    let position = 0;
    while (position < segment.writtenBytes) {
      const range = { position, limit: segment.writtenBytes, recordsMax: FRAME_RECORDS_MAX };
      const parsed = await scan.reader.read(fd, range);
      for (const frame of parsed.frames) noteFrame(scan, segment, frame);
      for (const each of parsed.damaged) joinDamage(damaged, each);
      if (parsed.nextOffset === position) break;
      position = parsed.nextOffset;
    }
  } finally {
    scan.fileSystem.close(fd);
  }
  return damaged;
}

function joinDamage(damaged: ByteRange[], range: ByteRange): void {
  const last = damaged.at(-1);
  if (last?.toOffset !== range.fromOffset) damaged.push(range);
  else damaged[damaged.length - 1] = { fromOffset: last.fromOffset, toOffset: range.toOffset };
}

function noteFrame(scan: Scan, segment: Segment, frame: Frame): void {
  const lines: PayloadLines = { admits: [], settles: [] };
  splitPayload(frame.payload, lines);
  for (const line of lines.admits) {
    const text = line.toString('utf8');
    noteLine(scan, text, (callId) => {
      noteAdmitted(scan.book, segment, callId);
      scan.openTexts.set(callId, text);
    });
  }
  for (const line of lines.settles) {
    noteLine(scan, line.toString('utf8'), (callId) => {
      noteSettled(scan.book, callId);
      scan.openTexts.delete(callId);
    });
  }
  if (frame.offset < segment.drainedBytes) return;
  scan.book.undrainedRecords += frame.records;
  scan.book.oldestUndrainedAtMs ??= frame.writtenAtMs;
}

/** A line without an id under a good checksum was written by somebody else; it still goes to the store, which will say so. */
function noteLine(scan: Scan, text: string, note: (callId: string) => void): void {
  let callId: string;
  try {
    callId = callIdOfText(text);
  } catch {
    scan.log('error', 'journal.record_unreadable', { characters: text.length });
    return;
  }
  note(callId);
}
