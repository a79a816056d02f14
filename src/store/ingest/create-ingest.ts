import type { Pool } from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import type { Ingest, JournalBatch } from '../journal/journal-batch.ts';
import { ensureCallsPartitions, monthStartsAround, plausibleMonthStarts } from './ensure-calls-partitions.ts';
import { LineRoom } from './line-room.ts';
import { quarantineLine } from './quarantine-line.ts';
import { lostToAnotherTransaction, refusedByStore } from './refused-by-store.ts';
import { takeLines } from './take-lines.ts';

export type IngestOptions = {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
  /** Of one transaction; a batch with a line that is refused takes some twenty. */
  readonly timeoutMs?: number;
  /** The life of the gateway whose charges the envelopes know before its lines come; null: of none. */
  readonly toldEpoch?: number | null;
};

type Lines = Pick<JournalBatch, 'admits' | 'settles'>;

const attemptsMax = 4;

/**
 * Takes journal batches into the ledger: calls, sums, tasks and audit events of a batch in one transaction, durable when
 * the promise resolves. Whatever is offered again, in whatever cut, changes nothing. A line that the store refuses is put
 * aside and the rest goes on; a store that is away throws, and the journal keeps the batch.
 */
export function createIngest({ pool, clock, log, timeoutMs = 30_000, toldEpoch = null }: IngestOptions): Ingest {
  const limits = { statementTimeoutMs: timeoutMs, lockTimeoutMs: timeoutMs, timeoutMs };
  const monthsEnsured = new Set<number>();
  const room = new LineRoom();

  return async (batch) => {
    await ensureMonths(monthStartsAround(clock.nowMs()));
    await takeOrSplit(batch, batch);
  };

  async function takeOrSplit(batch: JournalBatch, lines: Lines): Promise<void> {
    try {
      await takeWithRetries(batch, lines);
    } catch (cause) {
      const refused = refusedByStore(cause);
      if (refused === undefined) throw cause;
      const parts = split(lines);
      if (parts === undefined) await putAside(batch, lines, refused);
      else for (const part of parts) await takeOrSplit(batch, part);
    }
  }

  async function takeWithRetries(batch: JournalBatch, lines: Lines): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { strayMonths } = await takeLines(
          { pool, limits, nowMs: clock.nowMs(), toldEpoch, room },
          { ...batch, ...lines },
        );
        await ensureMonths(plausibleMonthStarts(strayMonths, clock.nowMs()));
        return;
      } catch (cause) {
        if (attempt >= attemptsMax || !lostToAnotherTransaction(cause)) throw cause;
      }
    }
  }

  async function putAside(
    { batchId, gatewayId }: JournalBatch,
    { admits, settles }: Lines,
    refused: { readonly code: string; readonly reason: string },
  ): Promise<void> {
    const kind = settles.length > 0 ? 'settle' : 'admit';
    const line = (settles[0] ?? admits[0] ?? Buffer.alloc(0)).toString('utf8');
    log('error', 'ingest.quarantined', { gatewayId, batchId, kind, code: refused.code });
    await inTransaction(pool, limits, (client) =>
      quarantineLine(client, { kind, line, gatewayId, batchId, atMs: clock.nowMs(), ...refused }),
    );
  }

  /** Never stops a batch: what finds no partition goes into the default one and is moved when its month is made. */
  async function ensureMonths(monthStartsMs: readonly number[]): Promise<void> {
    const missing = monthStartsMs.filter((startMs) => !monthsEnsured.has(startMs));
    if (missing.length === 0) return;
    try {
      await ensureCallsPartitions(pool, missing);
      for (const startMs of missing) monthsEnsured.add(startMs);
    } catch (cause) {
      log('warn', 'ingest.partition_postponed', { why: cause instanceof Error ? cause.message : String(cause) });
    }
  }
}

/** Two parts in order, settlements first, or undefined where one line is left. */
function split({ admits, settles }: Lines): readonly Lines[] | undefined {
  if (admits.length + settles.length <= 1) return undefined;
  if (admits.length > 0 && settles.length > 0)
    return [
      { admits: [], settles },
      { admits, settles: [] },
    ];
  return [
    { admits: firstHalf(admits), settles: firstHalf(settles) },
    { admits: secondHalf(admits), settles: secondHalf(settles) },
  ];
}

function firstHalf(lines: readonly Buffer[]): readonly Buffer[] {
  return lines.slice(0, Math.ceil(lines.length / 2));
}

function secondHalf(lines: readonly Buffer[]): readonly Buffer[] {
  return lines.slice(Math.ceil(lines.length / 2));
}
