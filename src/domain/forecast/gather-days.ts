import type { CalendarDay } from './calendar-days.ts';

/** What was spent within some minutes that begin at `atMs`. */
type Slice = { readonly atMs: number; readonly amount: number };

export type DaySpend = { readonly day: CalendarDay; readonly amount: number };

/** What each day has spent; slices and days ascend. What lies outside of all days is left out. */
export function gatherDays(days: readonly CalendarDay[], slices: readonly Slice[]): readonly DaySpend[] {
  let at = 0;
  return days.map((day) => {
    let amount = 0;
    for (let slice = slices[at]; slice !== undefined && slice.atMs < day.endMs; slice = slices[at]) {
      if (slice.atMs >= day.startMs) amount += slice.amount;
      at += 1;
    }
    return { day, amount };
  });
}

const LIKE_DAYS_MAX = 28;

/**
 * How much of a usual day is spent by this time of day, 0 to 1: of the last four weeks, days off apart where today is none.
 * Where nothing was spent then: as much as of the day is gone.
 */
export function shareOfDayGone(
  {
    today,
    past,
    nowMs,
  }: { readonly today: CalendarDay; readonly past: readonly CalendarDay[]; readonly nowMs: number },
  slices: readonly Slice[],
): number {
  const goneMs = nowMs - today.startMs;
  const like = past.slice(-LIKE_DAYS_MAX).filter(({ isWorkingDay }) => isWorkingDay === today.isWorkingDay);
  const whole = gatherDays(like, slices).reduce((sum, { amount }) => sum + amount, 0);
  const untilNow = like.map((day) => ({ ...day, endMs: Math.min(day.endMs, day.startMs + goneMs) }));
  const gone = gatherDays(untilNow, slices).reduce((sum, { amount }) => sum + amount, 0);
  return whole === 0 ? goneMs / (today.endMs - today.startMs) : gone / whole;
}
