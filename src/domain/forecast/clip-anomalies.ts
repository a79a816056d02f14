import { DAYS_A_WEEK, type DailySeries, medianOf } from './daily-series.ts';

/** A day that was not like its like. `at` is its place in the series. */
export type Anomaly = { readonly at: number; readonly amount: number; readonly usedAs: number };

/** Of a normal distribution, 99.96 % lies nearer than this. */
const DEVIATIONS_MAX = 3.5;
/** Turns a median deviation into a standard one, if days were normal. */
const MEDIAN_TO_STANDARD = 1.4826;
/** Days that are off for longer than this are the new way of things. */
const RUN_MAX = 2;
const NEIGHBOURS = 6;

/**
 * Pulls single days that stand out back to what is just usual, so that one runaway job does not become the forecast. Each is
 * compared with the days of its kind before and after it, by median and median deviation. A run of more than two is kept.
 */
export function clipAnomalies(series: DailySeries): {
  readonly series: DailySeries;
  readonly anomalies: readonly Anomaly[];
} {
  const { amounts, kinds } = series;
  const found = amounts.flatMap((amount, at) => {
    const usedAs = usualAmount(series, at);
    return usedAs === amount ? [] : [{ at, amount, usedAs }];
  });
  const anomalies = found.filter((_, index) => runAround(found, index) <= RUN_MAX);
  const usedAs = new Map(anomalies.map((anomaly) => [anomaly.at, anomaly.usedAs]));
  return { series: { amounts: amounts.map((amount, at) => usedAs.get(at) ?? amount), kinds }, anomalies };
}

/** The amount itself, or the bound that it exceeds. */
function usualAmount({ amounts, kinds }: DailySeries, at: number): number {
  const amount = amounts[at] ?? 0;
  const like: number[] = [];
  for (let weeks = 1; like.length < NEIGHBOURS && weeks <= NEIGHBOURS * 2; weeks += 1)
    for (const other of [at - weeks * DAYS_A_WEEK, at + weeks * DAYS_A_WEEK]) {
      const neighbour = amounts[other];
      if (neighbour !== undefined && kinds[other] === kinds[at]) like.push(neighbour);
    }
  if (like.length < NEIGHBOURS - 2) return amount;
  const middle = medianOf(like);
  const deviation = medianOf(like.map((other) => Math.abs(other - middle))) * MEDIAN_TO_STANDARD;
  const reach = DEVIATIONS_MAX * Math.max(deviation, middle * DEVIATION_SHARE_MIN);
  return Math.min(Math.max(amount, Math.max(0, middle - reach)), middle + reach);
}

/** Days that are all but equal would make an anomaly of every cent. */
const DEVIATION_SHARE_MIN = 0.1;

/** How many anomalies stand next to one another, this one among them, on the same side of what is usual. */
function runAround(found: readonly Anomaly[], index: number): number {
  const one = found[index];
  if (one === undefined) return 0;
  const side = Math.sign(one.amount - one.usedAs);
  const isNext = (step: number, direction: number): boolean => {
    const next = found[index + step * direction];
    return next?.at === one.at + step * direction && Math.sign(next.amount - next.usedAs) === side;
  };
  let run = 1;
  for (const direction of [-1, 1]) for (let step = 1; isNext(step, direction); step += 1) run += 1;
  return run;
}
