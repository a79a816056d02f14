import { type BudgetCalendar, createPeriods, type PeriodBounds } from '../budget/period.ts';

/** A month of the organisation's calendar, as `2026-11`: what is closed, charged and exported. */
export type MonthName = string;

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const QUARTER = /^(\d{4})-Q([1-4])$/;
const YEAR = /^\d{4}$/;
const HOUR_MS = 3_600_000;

export type ChargeCalendar = {
  readonly timeZone: string;
  /** The month that a moment falls in. */
  readonly monthAt: (atMs: number) => MonthName;
  /** The day that a moment falls in, as `2026-11-03`. */
  readonly dayAt: (atMs: number) => string;
  readonly monthBounds: (month: MonthName) => PeriodBounds;
  /** The bounds of a day such as `2026-11-03`. */
  readonly dayBounds: (day: string) => PeriodBounds;
};

export function createChargeCalendar(calendar: BudgetCalendar): ChargeCalendar {
  const bounds = createPeriods(calendar);
  const { timeZone } = calendar;
  const shown = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const dayAt = (atMs: number): string => shown.format(atMs);
  const days = new Map<string, PeriodBounds>();
  return {
    timeZone,
    dayAt,
    monthAt: (atMs) => dayAt(atMs).slice(0, 7),
    // The fifteenth is in the month whatever the zone.
    monthBounds: (month) => bounds('month', Date.parse(`${month}-15T00:00:00Z`)),
    dayBounds: (day) => {
      const known = days.get(day);
      if (known !== undefined) return known;
      const noonMs = Date.parse(`${day}T12:00:00Z`);
      // East of the twelfth hour the day is over at noon UTC.
      const found = bounds('day', dayAt(noonMs) === day ? noonMs : noonMs - 12 * HOUR_MS);
      if (days.size > 1_000) days.clear();
      days.set(day, found);
      return found;
    },
  };
}

export function addMonths(month: MonthName, by: number): MonthName {
  const [year = 0, ordinal = 1] = month.split('-').map(Number);
  const first = new Date(Date.UTC(year, ordinal - 1 + by, 1));
  return first.toISOString().slice(0, 7);
}

/** Its days, as `2026-11-03`. */
export function daysOfMonth(month: MonthName): readonly string[] {
  const [year = 0, ordinal = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, ordinal, 0)).getUTCDate();
  return Array.from({ length: count }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`);
}

/**
 * The months that a question means: `2026-11`, `2026-Q4` or `2026`. Quarters and years are the organisation's, and named
 * after the year they begin in. Undefined when it is none of them.
 */
export function monthsOf(period: string, yearStartsInMonth: number): readonly MonthName[] | undefined {
  if (MONTH.test(period)) return [period];
  const first = `${period.slice(0, 4)}-${String(yearStartsInMonth).padStart(2, '0')}`;
  const quarter = QUARTER.exec(period)?.[2];
  if (quarter !== undefined) return monthsFrom(addMonths(first, 3 * (Number(quarter) - 1)), 3);
  return YEAR.test(period) ? monthsFrom(first, 12) : undefined;
}

function monthsFrom(first: MonthName, count: number): readonly MonthName[] {
  return Array.from({ length: count }, (_, at) => addMonths(first, at));
}
