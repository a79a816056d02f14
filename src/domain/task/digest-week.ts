import { type BudgetCalendar, createPeriods, type PeriodBounds } from '../budget/period.ts';

/** A week from Monday to Monday by the organisation's clocks, whatever day its budgets' weeks begin on. */
export type DigestWeek = PeriodBounds & {
  /** Of its Monday: `2026-11-16`. */
  readonly name: string;
};

/** From this hour on of a Monday the week before is told; a house that was shut on Monday tells it on Tuesday still. */
export const DIGEST_HOUR = 7;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The last whole week before a moment. */
export function weekBefore(calendar: BudgetCalendar, atMs: number): DigestWeek {
  const weekAt = createPeriods({ ...calendar, weekStartsOn: 1 });
  const { startMs: endMs } = weekAt('week', atMs);
  const bounds = weekAt('week', endMs - 1);
  return { ...bounds, name: dateAt(calendar, bounds.startMs) };
}

/** Whether it is time for the digest of the last week. Weeks begin at midnight; where that is left out, at what comes instead. */
export function isDigestTime(calendar: BudgetCalendar, atMs: number): boolean {
  const sinceMs = atMs - weekBefore(calendar, atMs).endMs;
  return sinceMs >= DIGEST_HOUR * HOUR_MS && sinceMs < 2 * DAY_MS;
}

function dateAt({ timeZone }: BudgetCalendar, atMs: number): string {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return shown.format(atMs);
}
