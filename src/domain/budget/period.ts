import type { BudgetPeriod } from './envelope.ts';

/** How the organisation counts its days and years. */
export type BudgetCalendar = {
  /** IANA name, for instance `Europe/Berlin`. */
  readonly timeZone: string;
  /** 1 is Monday, 7 Sunday. */
  readonly weekStartsOn: number;
  /** 1 is January. Quarters are counted from it. */
  readonly yearStartsInMonth: number;
};

/** A stretch of time, end exclusive. */
export type PeriodBounds = { readonly startMs: number; readonly endMs: number };

/** A day of the calendar; months from 1. A day or month beyond its end means one in the next month or year. */
type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };

const DAY_MS = 86_400_000;

type CalendarPeriod = Exclude<BudgetPeriod, 'minute' | 'hour'>;
/** Minutes and hours are those of UTC: they know no calendar, and are as long on every day. */
const LENGTH_MS: { readonly [P in Exclude<BudgetPeriod, CalendarPeriod>]: number } = {
  minute: 60_000,
  hour: 3_600_000,
};

/**
 * The bounds of the periods of one calendar. Every moment stands in exactly one period of each kind, and one period ends
 * where the next begins, also where a day has 23 or 25 hours or begins at one o'clock. Throws on an unknown time zone.
 */
export function createPeriods(calendar: BudgetCalendar): (period: BudgetPeriod, atMs: number) => PeriodBounds {
  const wallClock = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: calendar.timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  // The last bounds of each kind: nearly every call falls into them.
  const last = new Map<BudgetPeriod, PeriodBounds>();
  return (period, atMs) => {
    const known = last.get(period);
    if (known !== undefined && known.startMs <= atMs && atMs < known.endMs) return known;
    const bounds =
      period === 'minute' || period === 'hour'
        ? stretchAt(LENGTH_MS[period], atMs)
        : calendarStretchAt(period, atMs, { calendar, wallClock });
    last.set(period, bounds);
    return bounds;
  };
}

function stretchAt(lengthMs: number, atMs: number): PeriodBounds {
  const startMs = Math.floor(atMs / lengthMs) * lengthMs;
  return { startMs, endMs: startMs + lengthMs };
}

function calendarStretchAt(
  period: CalendarPeriod,
  atMs: number,
  { calendar, wallClock }: { readonly calendar: BudgetCalendar; readonly wallClock: Intl.DateTimeFormat },
): PeriodBounds {
  const first = firstDay(period, dayAt(wallClock, atMs), calendar);
  return {
    startMs: beginningOf(wallClock, first),
    endMs: beginningOf(wallClock, firstDayOfNext(period, first)),
  };
}

function firstDay(period: CalendarPeriod, today: CalendarDay, calendar: BudgetCalendar): CalendarDay {
  const { year, month, day } = today;
  // Months since the organisation's year began.
  const monthOfYear = (month - calendar.yearStartsInMonth + 12) % 12;
  switch (period) {
    case 'day':
      return today;
    case 'week': {
      const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
      return { year, month, day: day - ((weekday - calendar.weekStartsOn + 7) % 7) };
    }
    case 'month':
      return { year, month, day: 1 };
    case 'quarter':
      return { year, month: month - (monthOfYear % 3), day: 1 };
    case 'year':
      return { year, month: month - monthOfYear, day: 1 };
  }
}

function firstDayOfNext(period: CalendarPeriod, first: CalendarDay): CalendarDay {
  const { year, month, day } = first;
  switch (period) {
    case 'day':
      return { year, month, day: day + 1 };
    case 'week':
      return { year, month, day: day + 7 };
    case 'month':
      return { year, month: month + 1, day };
    case 'quarter':
      return { year, month: month + 3, day };
    case 'year':
      return { year: year + 1, month, day };
  }
}

function dayAt(wallClock: Intl.DateTimeFormat, atMs: number): CalendarDay {
  const shown = new Date(shownAt(wallClock, atMs));
  return { year: shown.getUTCFullYear(), month: shown.getUTCMonth() + 1, day: shown.getUTCDate() };
}

/** What the clock on the wall shows, as if it were UTC. */
function shownAt(wallClock: Intl.DateTimeFormat, atMs: number): number {
  const parts = new Map(wallClock.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const seconds = part('hour') * 3_600 + part('minute') * 60 + part('second');
  return Date.UTC(part('year'), part('month') - 1, part('day')) + seconds * 1_000;
}

/** The first second of which the wall shows this day or a later one: midnight, or what comes instead where it is left out. */
function beginningOf(wallClock: Intl.DateTimeFormat, { year, month, day }: CalendarDay): number {
  const midnight = Date.UTC(year, month - 1, day);
  let before = midnight - 1.5 * DAY_MS;
  let from = midnight + 1.5 * DAY_MS;
  while (from - before > 1_000) {
    const middle = Math.floor((before + from) / 2_000) * 1_000;
    if (shownAt(wallClock, middle) >= midnight) from = middle;
    else before = middle;
  }
  return from;
}
