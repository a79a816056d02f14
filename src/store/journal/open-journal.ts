import fs from 'node:fs';
import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import type { AdmitResult, Journal, JournalState } from '../../ports/journal.ts';
import { createAdmissionBound } from './admission-bound.ts';
import { createCallTexts } from './call-text.ts';
import type { DirectoryLock } from './directory-lock.ts';
import { lockDirectory } from './directory-lock.ts';
import { readDrainCheckpoint } from './drain-checkpoint.ts';
import { startDrainLoop } from './drain-segments.ts';
import { watchEarlierLives } from './earlier-lives.ts';
import type { Ingest } from './journal-batch.ts';
import type { JournalBook } from './journal-book.ts';
import { emptyBook } from './journal-book.ts';
import type { JournalOptions, JournalParts, JournalSettings } from './journal-parts.ts';
import { journalParts, journalSettings, steadyNowMs } from './journal-parts.ts';
import { recoverSegments } from './recover-journal.ts';
import { wholeAdmission } from './spoken-members.ts';
import { createTidy } from './tidy-segments.ts';

const CLOSE_DEADLINE_MS = 5_000;
const FULL = Promise.resolve<AdmitResult>('full');
const FAILED = Promise.resolve<AdmitResult>('failed');

export type FileJournal = Journal & {
  /** How many calls were settled as crashed when the journal was opened. */
  readonly crashedCalls: number;
  /** Whether the store knows all that processes before this one did; false for good where a call of theirs could not be settled. */
  readonly earlierLivesTold: () => boolean;
  /** Begins to carry records to the store; once. */
  readonly startDrain: (ingest: Ingest) => void;
  /** Writes and syncs what is left, drains while the store takes it, gives the directory free; all within the deadline. */
  readonly close: (deadlineMs?: number) => Promise<void>;
};

/**
 * Opens the journal of a directory: takes its lock, reads what an earlier process left behind, and settles the calls that
 * were under way when it died. Throws when another process owns the directory.
 */
export async function openJournal(options: JournalOptions): Promise<FileJournal> {
  const settings = journalSettings(options);
  const book = emptyBook();
  const lost: { by: ((reason: 'lock') => void) | undefined } = { by: undefined };
  fs.mkdirSync(settings.directory, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory({
    directory: settings.directory,
    token: settings.chance.hex(16),
    sleep: (delayMs) => new Promise((resolve) => settings.after(delayMs, resolve)),
    lost: () => lost.by?.('lock'),
  });
  try {
    const drained = readDrainCheckpoint(settings.directory);
    const recovered = await recoverSegments({ ...settings, drained }, book);
    const last = Math.max(recovered.lastSegment ?? 0, drained?.segment ?? 0);
    const firstSegment = last === 0 ? Math.max(1, Math.floor(settings.clock.nowMs())) : last + 1;
    const parts = journalParts(settings, book, firstSegment);
    const crashedCalls = settleCrashedCalls(settings, parts, recovered.openTexts);
    const isWhole = crashedCalls === recovered.openTexts.size && !parts.backlog.failing();
    const earlierLivesTold = isWhole ? watchEarlierLives(book) : () => false;
    const journal = journalOf({ settings, book, parts, lock, crashedCalls, earlierLivesTold });
    lost.by = journal.abandon;
    return journal;
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Idempotent: a call settled here is found settled by the next recovery, wherever this one was cut off. */
function settleCrashedCalls(
  settings: JournalSettings,
  parts: JournalParts,
  openTexts: ReadonlyMap<string, string>,
): number {
  const texts = createCallTexts(settings.log);
  let crashedCalls = 0;
  for (const [callId, text] of openTexts) {
    try {
      const call = wholeAdmission(JSON.parse(text));
      parts.turn.settle({ callId, text: texts.settlement(settings.settleCrashed(call)) });
      crashedCalls += 1;
    } catch (error) {
      // It stays open and its segment stays: the next version that can settle it will.
      settings.log('error', 'journal.crash_not_settled', {
        callId,
        error: error instanceof Error ? error.message : 'unknown',
      });
    }
  }
  parts.turn.flush();
  if (crashedCalls > 0) settings.log('warn', 'journal.calls_crashed', { calls: crashedCalls });
  return crashedCalls;
}

type Opened = {
  readonly settings: JournalSettings;
  readonly book: JournalBook;
  readonly parts: JournalParts;
  readonly lock: DirectoryLock;
  readonly crashedCalls: number;
  readonly earlierLivesTold: () => boolean;
};

function journalOf(opened: Opened): FileJournal & { readonly abandon: () => void } {
  const { settings, book, parts } = opened;
  const nowMs = steadyNowMs(settings.clock);
  const { undrainedBytesMax, log } = settings;
  const { bytesWaiting } = parts.turn;
  const bound = createAdmissionBound({ book, undrainedBytesMax, bytesWaiting, log });
  const texts = createCallTexts(log);
  let closed = false;

  function admit(call: AdmittedCall): Promise<AdmitResult> {
    if (closed || parts.backlog.failing()) return FAILED;
    if (bound.isFull()) return FULL;
    const text = texts.admission(call);
    return text === undefined ? FAILED : parts.turn.admit(call.callId, text);
  }

  function settle(call: CallRecord): void {
    if (closed) {
      // Its admission stands in the journal: the next start settles it as crashed.
      log('error', 'journal.settled_after_close', { callId: call.callId });
      return;
    }
    if (bound.leavesOut(call.callId)) return;
    const line = { callId: call.callId, text: texts.settlement(call) };
    if (parts.backlog.failing()) parts.backlog.failed([line]);
    else parts.turn.settle(line);
  }

  function state(): JournalState {
    const oldest = book.oldestUndrainedAtMs;
    return {
      undrainedBytes: book.undrainedBytes,
      undrainedBytesMax,
      openCalls: book.segmentByOpenCall.size(),
      oldestUndrainedMs: oldest === null ? null : Math.max(0, nowMs() - oldest),
      failing: closed || parts.backlog.failing(),
      segments: book.segments.length,
    };
  }

  function startDrain(ingest: Ingest): void {
    if (parts.drain !== undefined) throw new Error('The journal is already being drained.');
    const tidy = createTidy({ ...settings, book, synced: parts.commit.synced, admitAgain: parts.turn.admit });
    const random = (): number => Number.parseInt(settings.chance.hex(2), 16) / 0xffff;
    parts.drain = startDrainLoop({ ...settings, book, ingest, random, tidy });
  }

  /** The directory is no longer ours: write nothing more, not even what is waiting. */
  function abandon(): void {
    closed = true;
    log('error', 'journal.lock_lost', { directory: settings.directory });
    stopAll(parts);
  }

  async function close(deadlineMs = CLOSE_DEADLINE_MS): Promise<void> {
    if (closed) return;
    closed = true;
    await within(settings, deadlineMs, finish(parts));
    stopAll(parts);
    opened.lock.release();
  }

  const { crashedCalls, earlierLivesTold } = opened;
  return { admit, settle, state, crashedCalls, earlierLivesTold, startDrain, close, abandon };
}

async function finish(parts: JournalParts): Promise<void> {
  parts.turn.flush();
  parts.backlog.writeNow();
  await parts.commit.synced();
  await parts.drain?.finish();
}

function stopAll(parts: JournalParts): void {
  parts.backlog.stop();
  parts.commit.stop();
  parts.drain?.stop();
  parts.writer.close();
}

function within(settings: JournalSettings, deadlineMs: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = settings.after(deadlineMs, resolve);
    work.then(resolve, reject).finally(cancel);
  });
}
