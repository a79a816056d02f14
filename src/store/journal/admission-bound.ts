import type { Log } from '../../ports/log.ts';
import type { JournalBook } from './journal-book.ts';

/** Kept free for the settlement of each call under way, so that the bound holds with the settlements that must follow. */
const SETTLE_RESERVE_BYTES = 4096;

export type AdmissionBound = {
  readonly isFull: () => boolean;
  /** True for a settlement that is not written: the journal is full and the call was never let through. */
  readonly leavesOut: (callId: string) => boolean;
};

/**
 * Keeps the journal within its bytes. A call that was let through is always settled: its room was kept when it came. Calls
 * that were turned away have no such room, and a client that tries again and again must not fill the disk: while the
 * journal is full they are counted and not written.
 */
export function createAdmissionBound(options: {
  readonly book: JournalBook;
  readonly undrainedBytesMax: number;
  readonly bytesWaiting: () => number;
  readonly log: Log;
}): AdmissionBound {
  const { book } = options;
  let leftOut = 0;

  function isFull(): boolean {
    const promisedBytes = book.segmentByOpenCall.size() * SETTLE_RESERVE_BYTES + options.bytesWaiting();
    if (book.undrainedBytes + promisedBytes >= options.undrainedBytesMax) return true;
    if (leftOut > 0) options.log('warn', 'journal.refusals_left_out', { calls: leftOut });
    leftOut = 0;
    return false;
  }

  function leavesOut(callId: string): boolean {
    if (book.segmentByOpenCall.get(callId) !== undefined || !isFull()) return false;
    if (leftOut === 0) options.log('error', 'journal.full', { undrainedBytes: book.undrainedBytes });
    leftOut += 1;
    return true;
  }

  return { isFull, leavesOut };
}
