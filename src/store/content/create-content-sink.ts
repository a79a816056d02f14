import type { Pool } from 'pg';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { ContentRecord, ContentSink } from '../../ports/content-sink.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { Log } from '../../ports/log.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import { refusedByStore } from '../ingest/refused-by-store.ts';
import { insertRecords, type NamedRecord } from './insert-records.ts';
import { VaultFailure } from './subject-keys.ts';

export type ContentSinkOptions = {
  readonly pool: Pool;
  readonly vault: KeyVault;
  readonly chance: Pick<Chance, 'uuid'>;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  readonly log: Log;
  /** Text that may wait to be written, and so be lost with the process. */
  readonly waitingBytesMax?: number;
  readonly waitingRecordsMax?: number;
};

export type RunningContentSink = ContentSink & {
  /** Writes what waits, for as long as it may take; what is left then is lost, counted and told. */
  readonly close: (waitMaxMs: number) => Promise<void>;
};

type Waiting = NamedRecord & { readonly bytes: number };

const limits = { statementTimeoutMs: 20_000, lockTimeoutMs: 10_000, timeoutMs: 30_000 };
const BATCH_RECORDS_MAX = 64;
const BATCH_BYTES_MAX = 8 * 1024 * 1024;
const AGAIN_FIRST_MS = 200;
const AGAIN_MAX_MS = 5_000;

/**
 * Keeps content in memory until it is encrypted and in the store, a moment later. Bounded: when the store has been away
 * for so long that the bound is reached, `keep` says no. What waits when the process is killed is lost; what was written
 * is as durable as the store.
 */
export function createContentSink(options: ContentSinkOptions): RunningContentSink {
  const { pool, vault, chance, clock, log } = options;
  const { waitingBytesMax = 64 * 1024 * 1024, waitingRecordsMax = 10_000 } = options;
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let lostRecords = 0;
  let refusedRecords = 0;
  let failure: 'store' | 'vault' | undefined;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let againMs = AGAIN_FIRST_MS;
  let isClosed = false;

  function keep(record: ContentRecord): boolean {
    if (record.parts.length === 0) return true;
    const bytes = record.parts.reduce((sum, { text }) => sum + text.length * 2, 0);
    const hasRoom = waiting.length < waitingRecordsMax && waitingBytes + bytes <= waitingBytesMax;
    if (isClosed || failure === 'vault' || !hasRoom) {
      refusedRecords += 1;
      return false;
    }
    waiting.push({ id: chance.uuid(record.atMs), record, bytes });
    waitingBytes += bytes;
    // While something fails, the timer tries again.
    if (running === undefined && timer === undefined) run();
    return true;
  }

  function run(): void {
    clearTimeout(timer);
    timer = undefined;
    if (running !== undefined || waiting.length === 0) return;
    running = writeOn().finally(() => {
      running = undefined;
      if (failure === undefined) return run();
      timer = setTimeout(run, againMs);
      timer.unref();
      againMs = Math.min(againMs * 2, AGAIN_MAX_MS);
    });
  }

  /** Lets the turn of the event loop end first, so that calls of one turn share a transaction. */
  async function writeOn(): Promise<void> {
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = nextBatch(waiting);
      if (!(await write(batch))) return;
      waiting = waiting.slice(batch.length);
      waitingBytes -= batch.reduce((sum, { bytes }) => sum + bytes, 0);
    }
  }

  /** True when the batch is done with: written, or refused by the store for good, one by one. */
  async function write(batch: readonly Waiting[]): Promise<boolean> {
    try {
      await inTransaction(pool, limits, (client) => insertRecords(client, vault, batch));
      if (failure !== undefined) log('info', 'content.written_again', { waiting: waiting.length });
      failure = undefined;
      againMs = AGAIN_FIRST_MS;
      return true;
    } catch (error) {
      return failed(batch, error);
    }
  }

  async function failed(batch: readonly Waiting[], error: unknown): Promise<boolean> {
    const [first, ...others] = batch;
    const mayPass = error instanceof VaultFailure || refusedByStore(error) === undefined;
    if (mayPass || first === undefined) {
      const cause = error instanceof VaultFailure ? 'vault' : 'store';
      if (failure !== cause) log('error', `content.${cause}_away`, { error: String(error), waiting: waiting.length });
      failure = cause;
      return false;
    }
    if (others.length === 0) {
      lostRecords += 1;
      log('error', 'content.lost', { callId: first.record.callId, error: String(error) });
      return true;
    }
    for (const one of batch) if (!(await write([one]))) return false;
    return true;
  }

  async function close(waitMaxMs: number): Promise<void> {
    isClosed = true;
    const deadlineMs = clock.monotonicMs() + waitMaxMs;
    while (waiting.length > 0 && clock.monotonicMs() < deadlineMs) {
      run();
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, AGAIN_FIRST_MS).unref())]);
      if (failure !== undefined) await new Promise((resolve) => setTimeout(resolve, AGAIN_FIRST_MS));
    }
    clearTimeout(timer);
    lostRecords += waiting.length;
    if (waiting.length > 0) log('error', 'content.lost', { records: waiting.length });
    waiting = [];
    waitingBytes = 0;
  }

  return {
    keep,
    close,
    state: () => ({
      waitingRecords: waiting.length,
      waitingBytes,
      lostRecords,
      refusedRecords,
      failing: failure !== undefined,
    }),
  };
}

/** At least one record, however large. */
function nextBatch(waiting: readonly Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const end = waiting.findIndex((one, at) => {
    bytes += one.bytes;
    return at >= BATCH_RECORDS_MAX || (at > 0 && bytes > BATCH_BYTES_MAX);
  });
  return end === -1 ? waiting.slice() : waiting.slice(0, end);
}
