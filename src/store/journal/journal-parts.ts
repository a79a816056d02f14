import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Drain } from './drain-segments.ts';
import { BATCH_RECORDS } from './drain-segments.ts';
import type { GroupCommit } from './group-commit.ts';
import { createGroupCommit } from './group-commit.ts';
import type { After } from './journal-batch.ts';
import { afterOnTimer } from './journal-batch.ts';
import type { JournalBook } from './journal-book.ts';
import type { JournalFileSystem } from './journal-file-system.ts';
import { nodeFileSystem } from './journal-file-system.ts';
import type { SegmentWriter } from './segment-writer.ts';
import { createSegmentWriter } from './segment-writer.ts';
import type { SettleBacklog } from './settle-backlog.ts';
import { createSettleBacklog } from './settle-backlog.ts';
import type { TurnWriter } from './turn-writer.ts';
import { createTurnWriter } from './turn-writer.ts';

const MEBIBYTE = 1024 * 1024;

export type JournalOptions = {
  /** Made when missing. One gateway process, one directory. */
  readonly directory: string;
  readonly gatewayId: string;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'hex'>;
  /** How a call is settled that was under way when the process died. */
  readonly settleCrashed: (call: AdmittedCall) => CallRecord;
  readonly log: Log;
  /** 1 GiB. */
  readonly undrainedBytesMax?: number;
  /** 64 MiB. */
  readonly segmentBytesMax?: number;
  /** 20. */
  readonly syncIntervalMs?: number;
  /**
   * What `admit` waits for. `process`, unless said otherwise: the operating system has the line (survives kill -9).
   * `power`: the disk has it (survives a power cut); syncs follow one another without pause.
   */
  readonly durability?: 'process' | 'power';
  readonly fileSystem?: JournalFileSystem;
  readonly after?: After;
};

/** Options with nothing left open. */
export type JournalSettings = Required<JournalOptions>;

export type JournalParts = {
  readonly writer: SegmentWriter;
  readonly commit: GroupCommit;
  readonly turn: TurnWriter;
  readonly backlog: SettleBacklog;
  /** Set once draining begins. */
  drain: Drain | undefined;
};

export function journalSettings(options: JournalOptions): JournalSettings {
  return {
    undrainedBytesMax: 1024 * MEBIBYTE,
    segmentBytesMax: 64 * MEBIBYTE,
    syncIntervalMs: 20,
    durability: 'process',
    fileSystem: nodeFileSystem,
    after: afterOnTimer,
    ...options,
  };
}

/** Builds the writing half and ties it together: turn → segment → sync → drain, and failures into the backlog. */
export function journalParts(settings: JournalSettings, book: JournalBook, firstSegment: number): JournalParts {
  const { after, log } = settings;
  const power = settings.durability === 'power';
  const nowMs = steadyNowMs(settings.clock);
  const writer = createSegmentWriter({ ...settings, book, firstSegment });
  const commit = createGroupCommit({
    sync: writer.sync,
    intervalMs: power ? 0 : settings.syncIntervalMs,
    after,
    ended: (done) => {
      if (!done) backlog.failed([]);
      if (book.undrainedRecords >= BATCH_RECORDS) parts.drain?.wake();
    },
  });
  const turn = createTurnWriter({
    writer,
    book,
    nowMs,
    written: () => {
      if (power) return commit.synced().then((done) => (done ? 'written' : 'failed'));
      commit.written();
      return 'written';
    },
    failed: (settles) => backlog.failed(settles),
  });
  const backlog = createSettleBacklog({
    after,
    log,
    isUnderWay: (callId) => book.segmentByOpenCall.get(callId) !== undefined,
    writeNow: turn.writeNow,
    probe: turn.probe,
    synced: commit.synced,
  });
  const parts: JournalParts = { writer, commit, turn, backlog, drain: undefined };
  return parts;
}

/** The wall clock as it was at the start, moved on by the monotonic one: a jump of the wall clock does not reach the journal. */
export function steadyNowMs(clock: Clock): () => number {
  const baseMs = clock.nowMs() - clock.monotonicMs();
  return () => baseMs + clock.monotonicMs();
}
