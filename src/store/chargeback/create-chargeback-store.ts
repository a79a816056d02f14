import type { Pool, PoolClient } from 'pg';
import type { AuditBody } from '../../domain/audit/chain.ts';
import type { ChargebackStore, ChargeReading, ChargeUnit } from '../../ports/chargeback-store.ts';
import type { Actor } from '../../ports/control-store.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import { insertLines, readLines, viewLines } from './charge-line-rows.ts';
import {
  insertAdjustment,
  insertClose,
  putSeen,
  putSharedCost,
  readAdjustments,
  readCloses,
  readSeen,
  readSharedCosts,
} from './charge-rows.ts';
import { findReport, insertReport, readOwnDays, readReportedDays, readReports } from './cost-report-rows.ts';
import { countCalls, readDirectCosts, readGroups, readLateGroups } from './read-groups.ts';
import { readReportLines } from './report-line-rows.ts';

/** A month of a million calls takes seconds; a reader of an export takes as long as their line does. */
const LIMITS = { statementTimeoutMs: 300_000, lockTimeoutMs: 30_000, timeoutMs: 900_000 };

/** Charges on PostgreSQL. */
export function createChargebackStore({ pool }: { readonly pool: Pool }): ChargebackStore {
  return {
    openReading: () => openReading(pool),
    reports: (page) => readReports(pool, page),
    reportLines: (wanted, page) => readReportLines(pool, wanted, page),
    write: (options, work) => inTransaction(pool, LIMITS, (client) => writeLocked(pool, client, { ...options, work })),
  };
}

/**
 * Locks, then reads: one state of the store, on a connection of its own, that has all that was charged before the lock was held.
 * The writing connection reads what is newest, because the head of the audit trail moves on while a month is closed.
 */
async function writeLocked<Result>(
  pool: Pool,
  client: PoolClient,
  asked: Parameters<ChargebackStore['write']>[0] & { readonly work: (unit: ChargeUnit) => Promise<Result> },
): Promise<Result> {
  const { actor, nowMs, closes, work } = asked;
  await client.query(`lock table tokenward.charge_close in ${closes ? 'exclusive' : 'row share'} mode`);
  const audited: AuditBody[] = [];
  const reading = await openReading(pool);
  try {
    const result = await work(openUnit(client, reading, { actor, nowMs, audited }));
    await appendAudit(client, audited);
    return result;
  } finally {
    await reading.end();
  }
}

/** A snapshot on a connection of its own until it is ended; ended twice is ended. */
async function openReading(pool: Pool): Promise<ChargeReading & { readonly end: () => Promise<void> }> {
  const client = await pool.connect();
  client.on('error', ignore);
  let ended = false;
  const end = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    try {
      await client.query('rollback');
      client.off('error', ignore);
      client.release();
    } catch {
      client.release(true);
    }
  };
  try {
    await client.query(
      // Groups of a year are hashed in memory, not sorted on disk.
      `begin isolation level repeatable read read only; set local work_mem = '64MB'; set local statement_timeout = ${LIMITS.statementTimeoutMs};
       set local idle_in_transaction_session_timeout = ${LIMITS.timeoutMs}`,
    );
  } catch (cause) {
    client.release(true);
    throw cause;
  }
  return { ...openReadings(client), end };
}

function ignore(): void {}

function openReadings(client: PoolClient): ChargeReading {
  let cursors = 0;
  const cursor = (): string => {
    cursors += 1;
    return `charge_cursor_${cursors}`;
  };
  return {
    closes: () => readCloses(client),
    groups: (span, people, view) => readGroups(client, span, { cursor: cursor(), people, view }),
    lateGroups: (close, people) => readLateGroups(client, close, { cursor: cursor(), people }),
    countCalls: (span) => countCalls(client, span),
    callsSeen: (month) => readSeen(client, month),
    adjustments: (month) => readAdjustments(client, month),
    sharedCosts: () => readSharedCosts(client),
    directCosts: (span) => readDirectCosts(client, span),
    frozenLines: (month) => readLines(client, { cursor: cursor(), month }),
    frozenView: (month, people, view) => viewLines(client, { cursor: cursor(), month, people, view }),
    reportedDays: (asked) => readReportedDays(client, asked),
    ownDays: (asked) => readOwnDays(client, asked),
  };
}

function openUnit(
  client: PoolClient,
  reading: ChargeReading,
  opened: { readonly actor: Actor; readonly nowMs: number; readonly audited: AuditBody[] },
): ChargeUnit {
  const { actor, nowMs, audited } = opened;
  const { kind, id, keyId, requestId } = actor;
  return {
    ...reading,
    putLines: (month, lines) => insertLines(client, month, lines),
    putClose: (close) => insertClose(client, close),
    putSeen: (seen) => putSeen(client, seen),
    putAdjustment: (adjustment) => insertAdjustment(client, adjustment),
    putSharedCost: (shared) => putSharedCost(client, { shared, atMs: nowMs, by: id }),
    putReport: (report, lines) => insertReport(client, report, lines),
    findReport: (vendor, digest) => findReport(client, { vendor, digest }),
    audit: ({ type, subject, detail }) => {
      audited.push({ atMs: nowMs, actor: { kind, id, keyId }, requestId, type, subject, detail });
    },
  };
}
