import type { Log } from '../../ports/log.ts';
import { writeDrainCheckpoint } from './drain-checkpoint.ts';
import type { ParsedFrames, PayloadLines } from './frame.ts';
import { splitPayload } from './frame.ts';
import { createFrameReader } from './frame-reader.ts';
import type { After, Ingest, JournalBatch } from './journal-batch.ts';
import type { JournalBook, Segment } from './journal-book.ts';
import { isDrained, noteDrained } from './journal-book.ts';
import type { JournalFileSystem } from './journal-file-system.ts';
import { systemErrorCode } from './journal-file-system.ts';

/** A batch takes whole frames until it has this many records or one reading window is through. */
export const BATCH_RECORDS = 500;
const PAUSE_MS = 200;
const BACKOFF_FIRST_MS = 100;
const BACKOFF_MS_MAX = 5_000;

export type Drain = {
  /** A batch is full: no need to wait for more. Never shortens the wait after a refusal. */
  readonly wake: () => void;
  /** Drains on without pauses and resolves when nothing is left or the store refuses once. */
  readonly finish: () => Promise<void>;
  /** Nothing is written any more once this returns; a batch under way may still reach the store. */
  readonly stop: () => void;
};

export type DrainOptions = {
  readonly fileSystem: JournalFileSystem;
  readonly directory: string;
  readonly gatewayId: string;
  readonly book: JournalBook;
  readonly ingest: Ingest;
  readonly after: After;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Removes what is no longer needed. */
  readonly tidy: () => Promise<void>;
};

type NextBatch = { readonly segment: Segment; readonly batch: JournalBatch; readonly records: number };

/** Carries the segments' records to the store in the order written: one batch at a time, each until it is taken. */
export function startDrainLoop(options: DrainOptions): Drain {
  const { fileSystem, book, log } = options;
  const reader = createFrameReader(fileSystem);
  let stopped = false;
  let finishing: PromiseWithResolvers<void> | undefined;
  let pausing: { readonly reason: 'idle' | 'refused'; readonly end: () => void } | undefined;

  function pause(reason: 'idle' | 'refused', delayMs: number): Promise<void> {
    if (stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = options.after(delayMs, resolve);
      const end = (): void => {
        cancel();
        resolve();
      };
      pausing = { reason, end };
    });
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const next = await nextBatch();
      if (next !== undefined && (await deliver(next.batch))) await noteTaken(next);
      if (stopped) return;
      if (next !== undefined && next.records >= BATCH_RECORDS) continue;
      await options.tidy();
      if (book.undrainedBytes === 0) finishing?.resolve();
      if (finishing === undefined || next === undefined) await pause('idle', PAUSE_MS);
    }
  }

  async function nextBatch(): Promise<NextBatch | undefined> {
    const segment = book.segments.find((each) => !isDrained(each));
    if (segment === undefined || segment.syncedBytes <= segment.drainedBytes) return undefined;
    try {
      return await readBatch(segment);
    } catch (error) {
      log('error', 'journal.read_failed', { segment: segment.number, code: systemErrorCode(error) });
      return undefined;
    }
  }

  async function readBatch(segment: Segment): Promise<NextBatch> {
    const range = { position: segment.drainedBytes, limit: segment.syncedBytes, recordsMax: BATCH_RECORDS };
    const fd = fileSystem.openToRead(segment.path);
    try {
      const parsed = await reader.read(fd, range);
      return batchOf(segment, range, parsed);
    } finally {
      fileSystem.close(fd);
    }
  }

  function batchOf(segment: Segment, range: { position: number; limit: number }, parsed: ParsedFrames): NextBatch {
    // A file that became shorter than what was written into it cannot be waited for.
    const toOffset = parsed.nextOffset > range.position ? parsed.nextOffset : range.limit;
    const lostBytes =
      toOffset - range.position - parsed.frames.reduce((sum, each) => sum + each.endOffset - each.offset, 0);
    if (lostBytes > 0)
      log('error', 'journal.bytes_lost', { segment: segment.number, fromOffset: range.position, lostBytes });
    book.oldestUndrainedAtMs = parsed.frames[0]?.writtenAtMs ?? book.oldestUndrainedAtMs;
    const lines: PayloadLines = { admits: [], settles: [] };
    for (const frame of parsed.frames) splitPayload(frame.payload, lines);
    const batchId = `${options.gatewayId}:${segment.number}:${range.position}-${toOffset}`;
    const place = {
      gatewayId: options.gatewayId,
      batchId,
      segment: segment.number,
      fromOffset: range.position,
      toOffset,
    };
    return {
      segment,
      batch: { ...place, ...lines },
      records: parsed.frames.reduce((sum, each) => sum + each.records, 0),
    };
  }

  /** Until the store takes it; false only when stopped. */
  async function deliver(batch: JournalBatch): Promise<boolean> {
    if (batch.admits.length + batch.settles.length === 0) return true;
    for (let attempt = 0; !stopped; attempt += 1) {
      try {
        await options.ingest(batch);
        if (attempt > 0) log('info', 'journal.drain_recovered', { batchId: batch.batchId, attempts: attempt + 1 });
        return !stopped;
      } catch (error) {
        noteRefused(batch, { attempt, error });
        await pause('refused', backoffMs(attempt, options.random()));
      }
    }
    return false;
  }

  function noteRefused(batch: JournalBatch, refused: { readonly attempt: number; readonly error: unknown }): void {
    finishing?.resolve();
    // The first refusal and then one in twelve: about one line a minute while the store is away.
    if (refused.attempt % 12 !== 0) return;
    log('warn', 'journal.drain_refused', {
      batchId: batch.batchId,
      attempts: refused.attempt + 1,
      code: systemErrorCode(refused.error),
    });
  }

  async function noteTaken(next: NextBatch): Promise<void> {
    const { segment, batch } = next;
    noteDrained(book, segment, { toOffset: batch.toOffset, records: next.records });
    try {
      await writeDrainCheckpoint(fileSystem, options.directory, { segment: segment.number, offset: batch.toOffset });
    } catch (error) {
      // Costs a replay after a crash, nothing else.
      log('warn', 'journal.checkpoint_failed', { segment: segment.number, code: systemErrorCode(error) });
    }
  }

  void run();
  return {
    wake: () => {
      if (pausing?.reason === 'idle') pausing.end();
    },
    finish: () => {
      finishing ??= Promise.withResolvers<void>();
      pausing?.end();
      return finishing.promise;
    },
    stop: () => {
      stopped = true;
      pausing?.end();
    },
  };
}

/** Doubles from 0.1 to 5 s, and half of it by chance, so that gateways do not come back in step. */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(BACKOFF_MS_MAX, BACKOFF_FIRST_MS * 2 ** Math.min(attempt, 16));
  return full / 2 + (full / 2) * random;
}
