import type { Pool } from 'pg';

/** Makes the months' partitions where they are missing, moving in what the default partition holds; safe on many gateways at once. */
export async function ensureCallsPartitions(pool: Pool, monthStartsMs: readonly number[]): Promise<void> {
  for (const monthStartMs of monthStartsMs) await ensureCallsPartition(pool, monthStartMs);
}

/** Idempotent; takes a lock that waits for readers of stray calls, three seconds at most. */
async function ensureCallsPartition(pool: Pool, atMs: number): Promise<void> {
  await pool.query('select tokenward.ensure_calls_partition(to_timestamp($1::float8 / 1000))', [atMs]);
}

/** The first instants (UTC) of the month that `atMs` is in and of the next one. */
export function monthStartsAround(atMs: number): readonly number[] {
  const at = new Date(atMs);
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  return [Date.UTC(year, month), Date.UTC(year, month + 1)];
}

/**
 * Months (`2026-03`) that get a partition of their own although the clock has not announced them. Beyond two years back
 * and two months ahead it is a clock that jumped: those calls stay in the default partition.
 */
export function plausibleMonthStarts(months: readonly string[], nowMs: number): readonly number[] {
  const now = new Date(nowMs);
  const fromMs = Date.UTC(now.getUTCFullYear() - 2, now.getUTCMonth());
  const toMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2);
  return months
    .map((month) => Date.parse(`${month}-01T00:00:00Z`))
    .filter((startMs) => startMs >= fromMs && startMs <= toMs);
}
