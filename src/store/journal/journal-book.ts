import { type CallTable, createCallTable } from '../../domain/usage/call-table.ts';

/** What the journal knows of one of its files. */
export type Segment = {
  readonly number: number;
  readonly path: string;
  /** Whole frames end here; what stands behind is not ours. */
  writtenBytes: number;
  /** What the disk has confirmed; the store never gets to know more than this. */
  syncedBytes: number;
  drainedBytes: number;
  /** Admissions in this file whose settlement is nowhere in the journal yet. The file stays while there are any. */
  openCalls: number;
  /** No further write goes here. */
  sealed: boolean;
};

/** The journal's memory of its own files; no record is ever in it, only counts and the ids of calls under way. */
export type JournalBook = {
  /** Oldest first. */
  readonly segments: Segment[];
  readonly segmentByOpenCall: CallTable<Segment>;
  undrainedBytes: number;
  undrainedRecords: number;
  oldestUndrainedAtMs: number | null;
};

export function emptyBook(): JournalBook {
  return {
    segments: [],
    segmentByOpenCall: createCallTable(),
    undrainedBytes: 0,
    undrainedRecords: 0,
    oldestUndrainedAtMs: null,
  };
}

export function noteWritten(
  book: JournalBook,
  segment: Segment,
  written: { readonly bytes: number; readonly records: number; readonly writtenAtMs: number },
): void {
  segment.writtenBytes += written.bytes;
  book.undrainedBytes += written.bytes;
  book.undrainedRecords += written.records;
  book.oldestUndrainedAtMs ??= written.writtenAtMs;
}

export function noteDrained(
  book: JournalBook,
  segment: Segment,
  drained: { readonly toOffset: number; readonly records: number },
): void {
  book.undrainedBytes -= drained.toOffset - segment.drainedBytes;
  book.undrainedRecords -= drained.records;
  segment.drainedBytes = drained.toOffset;
  if (book.undrainedBytes === 0) book.oldestUndrainedAtMs = null;
}

export function noteAdmitted(book: JournalBook, segment: Segment, callId: string): void {
  const earlier = book.segmentByOpenCall.get(callId);
  if (earlier !== undefined) earlier.openCalls -= 1;
  segment.openCalls += 1;
  book.segmentByOpenCall.set(callId, segment);
}

export function noteSettled(book: JournalBook, callId: string): void {
  const segment = book.segmentByOpenCall.take(callId);
  if (segment !== undefined) segment.openCalls -= 1;
}

export function isDrained(segment: Segment): boolean {
  return segment.sealed && segment.drainedBytes >= segment.writtenBytes;
}
