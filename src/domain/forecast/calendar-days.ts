import { type BudgetCalendar, createPeriods } from '../budget/period.ts';

/** Which days the organisation works, beside how it counts them. */
export type WorkCalendar = BudgetCalendar & {
  /** 1 is Monday, 7 Sunday. */
  readonly workingDays: readonly number[];
  /** Days off besides, as `2026-12-25`. */
  readonly holidays: readonly string[];
};

/** A day of the organisation's calendar; it has 23, 24 or 25 hours. */
export type CalendarDay = {
  /** `2026-03-29`. */
  readonly date: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly isWorkingDay: boolean;
  /** Which weekday it is like, 1 to 7: its own, and on a holiday that of a day off. Days of one kind are compared. */
  readonly kind: number;
};

export type DaysBetween = (range: { readonly fromMs: number; readonly toMs: number }) => readonly CalendarDay[];

/** So that a moment of the day before or after is never taken for it, whatever the clock does at midnight. */
const HALF_DAY_MS = 43_200_000;
const DAYS_REMEMBERED = 5_000;
/** Ten years. */
const STRETCH_MS_MAX = 3_660 * 86_400_000;

/**
 * The days that touch a stretch of time, oldest first; one begins where the one before ends. Throws on an unknown time zone, and
 * later on a stretch of more than ten years.
 */
export function createDays(calendar: WorkCalendar): DaysBetween {
  const boundsOf = createPeriods(calendar);
  const shown = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: calendar.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const working = new Set(calendar.workingDays);
  const holidays = new Set(calendar.holidays);
  // Sunday backwards: a holiday is like the last day of the week that is off.
  const dayOff = [7, 6, 5, 4, 3, 2, 1].find((weekday) => !working.has(weekday));
  const dayAt = (atMs: number): CalendarDay => {
    const { startMs, endMs } = boundsOf('day', atMs);
    const date = dateOf(shown, startMs + Math.min(HALF_DAY_MS, (endMs - startMs) / 2));
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
    const isHoliday = holidays.has(date);
    const kind = isHoliday ? (dayOff ?? weekday) : weekday;
    return { date, startMs, endMs, isWorkingDay: !isHoliday && working.has(weekday), kind };
  };
  // Finding midnight asks the zone's rules forty times; the same days are asked for again and again.
  const known = new Map<number, CalendarDay>();
  const dayFrom = (atMs: number): CalendarDay => {
    const day = known.get(atMs) ?? dayAt(atMs);
    if (known.size >= DAYS_REMEMBERED) known.clear();
    known.set(day.startMs, day);
    return day;
  };
  return ({ fromMs, toMs }) => {
    if (toMs - fromMs > STRETCH_MS_MAX) throw new RangeError('These are more days than anybody counts.');
    const days: CalendarDay[] = [];
    for (let atMs = fromMs; atMs < toMs; atMs = days.at(-1)?.endMs ?? toMs) days.push(dayFrom(atMs));
    return days;
  };
}

function dateOf(shown: Intl.DateTimeFormat, atMs: number): string {
  const parts = new Map(shown.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}
