import { backtest, cushionOf, forecastDays, HISTORY_DAYS_MIN, type PastError } from './backtest.ts';
import type { CalendarDay } from './calendar-days.ts';
import { clipAnomalies } from './clip-anomalies.ts';
import { type DailySeries, seriesUntil, sumOf } from './daily-series.ts';
import { type ErrorPool, type ErrorsOf, errorAt, wildnessOf } from './error-pool.ts';

/** What is known of a period that is under way. Amounts are in the envelope's unit. */
export type PeriodSoFar = {
  /** Whole days before today, oldest first, also those before the period. */
  readonly history: readonly { readonly day: CalendarDay; readonly amount: number }[];
  readonly today: CalendarDay;
  /** How much of a usual day's spending is done by this time of day, 0 to 1. */
  readonly todayShareGone: number;
  /** The days of the period after today. */
  readonly coming: readonly CalendarDay[];
  /** In the period, today included. */
  readonly spent: number;
  readonly limit: number;
};

export type Band = { readonly p10: number; readonly p50: number; readonly p90: number };

/** What will have been spent by the end of a day, counted from the period's beginning. */
export type BurnDay = { readonly date: string } & Band;

/** The day on which the limit is reached; null where it is not. Early: with a probability of one tenth. */
export type Exhaustion = {
  readonly early: string | null;
  readonly median: string | null;
  readonly late: string | null;
};

export type ForecastAnomaly = { readonly date: string; readonly amount: number; readonly usedAs: number };

export type PeriodForecast = {
  /** `little_history`: bands are wide, and mostly what is known of other series. */
  readonly kind: 'forecast' | 'little_history';
  readonly end: Band;
  /** That more would be spent than the limit, if nothing stopped it. */
  readonly overspendProbability: number;
  readonly exhaustion: Exhaustion;
  /** Today and the days to come. */
  readonly burnDown: readonly BurnDay[];
  readonly anomalies: readonly ForecastAnomaly[];
  readonly historyDays: number;
};

/** With fewer whole days than that a forecast says that it has little to go by. */
export const HISTORY_DAYS_ENOUGH = 42;

/** What a series has taught: which forecasters to believe, and how wrong they were. */
export type Lesson = { readonly weights: readonly number[]; readonly errors: readonly PastError[] };

export function learnFrom(history: PeriodSoFar['history']): Lesson {
  return backtest(toSeries(history));
}

/** Whether there is enough to forecast from; without it only the run-rate can be told. */
export function hasHistory(history: PeriodSoFar['history']): boolean {
  return history.length >= HISTORY_DAYS_MIN && history.some(({ amount }) => amount > 0);
}

/**
 * Forecasts the end of a period. Bands ascend, no day ends below what is spent, and what is spent moves all of it by as
 * much. `history` must satisfy `hasHistory`.
 */
export function forecastPeriod(soFar: PeriodSoFar, lesson: Lesson, pool: ErrorPool): PeriodForecast {
  const { history, today, coming, spent, limit } = soFar;
  const { series, anomalies } = clipAnomalies(seriesUntil(toSeries(history), history.length));
  const clippedFrom = history.length - series.amounts.length;
  const [todayWhole = 0, ...amounts] = forecastDays(
    series,
    [today, ...coming].map(({ kind }) => kind),
    lesson.weights,
  );
  const restOfToday = todayWhole * (1 - soFar.todayShareGone);
  const errorsOf: ErrorsOf = { wildness: wildnessOf(lesson.errors, pool.sizes), historyDays: history.length };
  const endAt = (days: number, level: number): number => {
    const expected = restOfToday + sumOf(amounts.slice(0, days));
    const cushion = Math.min(expected, cushionOf(series, days + 1 - soFar.todayShareGone));
    const ratio = Math.exp(errorAt(pool, errorsOf, { days: days + 1 - soFar.todayShareGone, level }));
    return spent + Math.max(0, (expected + cushion) * ratio - cushion);
  };
  const burnDown = rising(
    [today, ...coming].map(({ date }, days) => ({
      date,
      p10: endAt(days, 0.1),
      p50: endAt(days, 0.5),
      p90: endAt(days, 0.9),
    })),
  );
  const last = burnDown.at(-1) ?? { p10: spent, p50: spent, p90: spent };
  const end = { p10: last.p10, p50: last.p50, p90: last.p90 };
  return {
    kind: history.length < HISTORY_DAYS_ENOUGH ? 'little_history' : 'forecast',
    end,
    overspendProbability: probabilityAbove(limit, { spent, end, at: (level) => endAt(coming.length, level) }),
    exhaustion: {
      early: reaches(burnDown, 'p90', limit),
      median: reaches(burnDown, 'p50', limit),
      late: reaches(burnDown, 'p10', limit),
    },
    burnDown,
    anomalies: anomalies.map(({ at, amount, usedAs }) => ({
      date: history[clippedFrom + at]?.day.date ?? '',
      amount,
      usedAs,
    })),
    historyDays: history.length,
  };
}

/** What is known without history: as much a day as until now. How far that may be trusted nobody knows. */
export function runRate(
  { today, todayShareGone, coming, spent }: PeriodSoFar,
  daysGone: readonly CalendarDay[],
): number | null {
  const working = (days: readonly CalendarDay[]): number => days.filter(({ isWorkingDay }) => isWorkingDay).length;
  const isWorked = working(daysGone) + (today.isWorkingDay ? todayShareGone : 0) >= 1;
  const gone =
    (isWorked ? working(daysGone) : daysGone.length) + (isWorked && !today.isWorkingDay ? 0 : todayShareGone);
  const rest =
    (isWorked ? working(coming) : coming.length) + (isWorked && !today.isWorkingDay ? 0 : 1 - todayShareGone);
  return gone <= 0 || spent <= 0 ? null : spent + (spent / gone) * rest;
}

function toSeries(history: PeriodSoFar['history']): DailySeries {
  return { amounts: history.map(({ amount }) => amount), kinds: history.map(({ day }) => day.kind) };
}

/** What is spent does not become less: where a narrower day follows a wider one, the wider one holds. */
function rising(days: readonly BurnDay[]): readonly BurnDay[] {
  let last: Band = { p10: 0, p50: 0, p90: 0 };
  return days.map(({ date, p10, p50, p90 }) => {
    last = { p10: Math.max(last.p10, p10), p50: Math.max(last.p50, p50), p90: Math.max(last.p90, p90) };
    return { date, ...last };
  });
}

function reaches(days: readonly BurnDay[], level: keyof Band, limit: number): string | null {
  return days.find((day) => day[level] > limit)?.date ?? null;
}

const CERTAINTY_MAX = 0.99;
const HALVINGS = 12;

/** By halving the levels until the limit lies between two of them; never sure before it has happened, and never against the bands. */
function probabilityAbove(
  limit: number,
  { spent, end, at }: { readonly spent: number; readonly end: Band; readonly at: (level: number) => number },
): number {
  if (spent > limit) return 1;
  let [low, high] = [1 - CERTAINTY_MAX, CERTAINTY_MAX];
  if (at(high) <= limit) low = high;
  if (at(low) > limit) high = low;
  for (let step = 0; step < HALVINGS && low < high; step += 1) {
    const middle = (low + high) / 2;
    if (at(middle) > limit) high = middle;
    else low = middle;
  }
  const atLeast = end.p10 > limit ? 0.9 : end.p50 > limit ? 0.5 : 0;
  return Math.max(atLeast, Math.round((1 - high) * 1_000) / 1_000);
}
