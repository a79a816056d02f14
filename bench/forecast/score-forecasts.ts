import { backtest } from '../../src/domain/forecast/backtest.ts';
import type { CalendarDay } from '../../src/domain/forecast/calendar-days.ts';
import { sumOf } from '../../src/domain/forecast/daily-series.ts';
import { poolErrors } from '../../src/domain/forecast/error-pool.ts';
import { type Band, forecastPeriod } from '../../src/domain/forecast/forecast-period.ts';
import type { BenchSeries } from './public-series.ts';

/** How wrong forecasts of a month's total were, made at one day of the month. Amounts in months as they usually are. */
export type Score = {
  readonly family: string;
  readonly day: number;
  readonly cases: number;
  /** Sum of errors over sum of totals, in percent. */
  readonly poolWape: number;
  readonly runRateWape: number;
  readonly naiveWape: number;
  /** Mean over the levels 0.1, 0.5 and 0.9, in percent of a usual month; rules that give one number give it at each level. */
  readonly poolPinball: number;
  readonly runRatePinball: number;
  readonly naivePinball: number;
  /** How often the total lay between P10 and P90, in percent; 80 is right. */
  readonly coverage: number;
};

export const DAYS_OF_MONTH = [5, 10, 15, 20, 25] as const;
const DAY_MS = 86_400_000;
/** As much as a forecast looks at in the house. */
const HISTORY_DAYS = 182;
const FIRST_MONTH_AFTER_DAYS = 56;
/** Of a long series every third month, so that one series does not outvote the others. */
const LONG_SERIES_DAYS = 1_000;

type Case = {
  readonly series: BenchSeries;
  readonly days: readonly CalendarDay[];
  readonly from: number;
  readonly length: number;
  readonly key: string;
};

/** Forecasts every month of every series of a family at five days of the month, each from what was known then. */
export function scoreForecasts(family: string, all: readonly BenchSeries[]): readonly Score[] {
  const cases = all.filter((series) => series.family === family).flatMap(monthsOf);
  return DAYS_OF_MONTH.map((day) => {
    const results = [...Map.groupBy(cases, ({ key }) => key).values()].flatMap((sameMonth) =>
      judgeMonth(sameMonth, day),
    );
    return { family, day, cases: results.length, ...summed(results) };
  });
}

type Result = { readonly actual: number; readonly band: Band; readonly runRate: number; readonly naive: number };

/** All series of one month together: the pool of errors is what the house would have had on that day. */
function judgeMonth(sameMonth: readonly Case[], day: number): readonly Result[] {
  const asked = sameMonth.map((one) => {
    const today = one.from + day;
    const first = Math.max(0, today - HISTORY_DAYS);
    const amounts = one.series.amounts.slice(first, today);
    const past = one.days.slice(first, today);
    return { one, today, amounts, past, lesson: backtest({ amounts, kinds: past.map(({ kind }) => kind) }) };
  });
  const pool = poolErrors(asked.map(({ lesson }) => lesson.errors));
  return asked.flatMap(({ one, today, amounts, past, lesson }) => {
    const { series, from, length, days } = one;
    const [now, ...coming] = days.slice(today, from + length);
    if (now === undefined) return [];
    const usual = (sumOf(series.amounts) / series.amounts.length) * 30;
    const spent = sumOf(series.amounts.slice(from, today));
    const history = amounts.map((amount, at) => ({ amount, day: past[at] ?? now }));
    const soFar = { history, today: now, todayShareGone: 0, coming, spent, limit: Number.POSITIVE_INFINITY };
    const { end } = forecastPeriod(soFar, lesson, pool);
    const last = series.amounts[today - 1] ?? 0;
    return {
      actual: sumOf(series.amounts.slice(from, from + length)) / usual,
      band: { p10: end.p10 / usual, p50: end.p50 / usual, p90: end.p90 / usual },
      runRate: ((spent / day) * length) / usual,
      naive: (spent + last * (length - day)) / usual,
    };
  });
}

function summed(results: readonly Result[]): Omit<Score, 'family' | 'day' | 'cases'> {
  const total = sumOf(results.map(({ actual }) => actual));
  const wape = (told: (result: Result) => number): number =>
    (100 * sumOf(results.map((result) => Math.abs(told(result) - result.actual)))) / total;
  const pinball = (told: (result: Result) => Band): number =>
    (100 * sumOf(results.map((result) => meanPinball(result.actual, told(result))))) / results.length;
  const covered = results.filter(({ actual, band }) => actual >= band.p10 && actual <= band.p90).length;
  return {
    poolWape: wape(({ band }) => band.p50),
    runRateWape: wape(({ runRate }) => runRate),
    naiveWape: wape(({ naive }) => naive),
    poolPinball: pinball(({ band }) => band),
    runRatePinball: pinball(({ runRate }) => ({ p10: runRate, p50: runRate, p90: runRate })),
    naivePinball: pinball(({ naive }) => ({ p10: naive, p50: naive, p90: naive })),
    coverage: (100 * covered) / results.length,
  };
}

function meanPinball(actual: number, { p10, p50, p90 }: Band): number {
  const loss = (told: number, level: number): number =>
    actual >= told ? level * (actual - told) : (1 - level) * (told - actual);
  return (loss(p10, 0.1) + loss(p50, 0.5) + loss(p90, 0.9)) / 3;
}

function monthsOf(series: BenchSeries): readonly Case[] {
  const firstMs = Date.parse(`${series.firstDate}T00:00:00Z`);
  const days = series.amounts.map((_, at) => dayOf(firstMs + at * DAY_MS));
  return days.flatMap(({ startMs, date }, from) => {
    const first = new Date(startMs);
    const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    const isLeftOut = days.length > LONG_SERIES_DAYS && first.getUTCMonth() % 3 !== 0;
    if (first.getUTCDate() !== 1 || from < FIRST_MONTH_AFTER_DAYS || from + length > days.length || isLeftOut)
      return [];
    return [{ series, days, from, length, key: date }];
  });
}

function dayOf(startMs: number): CalendarDay {
  const weekday = new Date(startMs).getUTCDay() || 7;
  const date = new Date(startMs).toISOString().slice(0, 10);
  return { date, startMs, endMs: startMs + DAY_MS, isWorkingDay: weekday < 6, kind: weekday };
}
