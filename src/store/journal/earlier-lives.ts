import type { JournalBook } from './journal-book.ts';

/**
 * Asks whether everything that stands in the journal at this moment has reached the store: what earlier processes wrote, and how
 * their open calls were settled. Once true, always true.
 */
export function watchEarlierLives(book: JournalBook): () => boolean {
  const ends = new Map(book.segments.map((segment) => [segment, segment.writtenBytes]));
  return () => {
    // A segment that is gone was drained before.
    for (const [segment, end] of ends)
      if (segment.drainedBytes >= end || !book.segments.includes(segment)) ends.delete(segment);
    return ends.size === 0;
  };
}
