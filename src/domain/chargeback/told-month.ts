import { addMonths, type ChargeCalendar, type MonthName } from './charge-month.ts';

type Stretch = { readonly fromMs: number; readonly toMs: number };

/**
 * The month that a time is from its beginning to its end, where it is over; undefined for any other time. What is told of
 * small groups by such months alone cannot be taken apart: two of them are one, or have nothing in common, so that no
 * difference of two answers is about fewer days, or people, than an answer is.
 */
export function toldMonth(calendar: ChargeCalendar, { fromMs, toMs }: Stretch, nowMs: number): MonthName | undefined {
  const month = calendar.monthAt(fromMs);
  const { startMs, endMs } = calendar.monthBounds(month);
  return startMs === fromMs && endMs === toMs && endMs <= nowMs ? month : undefined;
}

/** The bounds of the last month that is over. */
export function lastMonth(calendar: ChargeCalendar, nowMs: number): Stretch {
  return monthBefore(calendar, calendar.monthBounds(calendar.monthAt(nowMs)).startMs);
}

/** The bounds of the month before the one that a moment falls in. */
export function monthBefore(calendar: ChargeCalendar, atMs: number): Stretch {
  const { startMs, endMs } = calendar.monthBounds(addMonths(calendar.monthAt(atMs), -1));
  return { fromMs: startMs, toMs: endMs };
}
