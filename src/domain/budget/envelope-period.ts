import type { Envelope } from './envelope.ts';
import { type BudgetCalendar, createPeriods, type PeriodBounds } from './period.ts';

/** Calls under way know no midnight: an envelope of concurrency has one account for ever, which ends with the year 9999. */
const FOR_EVER: PeriodBounds = { startMs: 0, endMs: Date.UTC(10_000, 0, 1) - 1 };

/** The period of an envelope at a moment: the account that calls of that moment draw from. */
export function createEnvelopePeriods(
  calendar: BudgetCalendar,
): (envelope: Pick<Envelope, 'unit' | 'period'>, atMs: number) => PeriodBounds {
  const periods = createPeriods(calendar);
  return ({ unit, period }, atMs) => (unit === 'concurrency' ? FOR_EVER : periods(period, atMs));
}
