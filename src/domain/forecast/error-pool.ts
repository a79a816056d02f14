import { HORIZON_DAYS_MAX, HORIZONS, type PastError } from './backtest.ts';
import { quantileOf } from './daily-series.ts';
import { PRIOR_ERROR_SIZE, PRIOR_SHAPE } from './prior-errors.ts';

/** Past errors of many series, by days ahead and without their scale: what bands are made of. */
export type ErrorPool = {
  /** Mean size of an error at each of `HORIZONS`. */
  readonly sizes: readonly number[];
  /** At each of `HORIZONS`: errors as multiples of what is usual for their series, ascending. */
  readonly shapes: readonly (readonly number[])[];
  /** From how many errors of how many series; 0 where there is only what is taken before anything is known. */
  readonly errors: number;
  readonly series: number;
};

/** As many errors as are taken to have been seen before the first. */
const PRIOR_ERRORS = PRIOR_SHAPE.length;
const SHAPE_MAX = 401;

/** Pools errors over series. Each series counts by its own size of error, so that a wild one does not widen the bands of a calm one. */
export function poolErrors(perSeries: readonly (readonly PastError[])[]): ErrorPool {
  const told = perSeries.filter((errors) => errors.length > 0);
  const all = told.flat();
  const sizes = HORIZONS.map((days, at) => {
    const own = all.filter((error) => error.days === days);
    const sum = own.reduce((whole, { logRatio }) => whole + Math.abs(logRatio), 0);
    return (sum + (PRIOR_ERROR_SIZE[at] ?? 0) * PRIOR_ERRORS) / (own.length + PRIOR_ERRORS);
  });
  const known = told.map((errors) => ({ errors, wildness: wildnessOf(errors, sizes) }));
  const shapes = HORIZONS.map((days, at) => {
    const scaled = known.flatMap(({ errors, wildness }) =>
      errors.filter((error) => error.days === days).map(({ logRatio }) => logRatio / wildness),
    );
    const size = sizes[at] ?? 1;
    const shape = [...scaled, ...PRIOR_SHAPE.map((each) => each * size)].sort((one, other) => one - other);
    return shape.length <= SHAPE_MAX
      ? shape
      : Array.from({ length: SHAPE_MAX }, (_, point) => quantileOf(shape, point / (SHAPE_MAX - 1)));
  });
  return { sizes, shapes, errors: all.length, series: told.length };
}

/** Errors that a series is taken to have had before its first one. */
const WILDNESS_PRIOR_ERRORS = 24;

/** How large a series' errors are beside those of others; 1 is usual. */
export function wildnessOf(errors: readonly PastError[], sizes: readonly number[]): number {
  const parts = errors.map(({ days, logRatio }) => Math.abs(logRatio) / (sizes[HORIZONS.indexOf(days)] ?? 1));
  const sum = parts.reduce((all, part) => all + part, 0);
  return (sum + WILDNESS_PRIOR_ERRORS) / (parts.length + WILDNESS_PRIOR_ERRORS);
}

/** Whose errors are asked for. */
export type ErrorsOf = {
  readonly wildness: number;
  /** How many days of history the forecast is made from: the fewer, the wider. */
  readonly historyDays: number;
};

/** Half of what past errors were on average is taken to come again: of series that move together they are fewer than they seem. */
const BIAS_SHARE = 0.5;
/** With as many days of history a band is wider by the root of two. */
const WIDENING_DAYS = 56;

/** The logarithm of what will be over what is expected, `days` ahead, at a level from 0 to 1; ascends with the level. */
export function errorAt(
  pool: ErrorPool,
  { wildness, historyDays }: ErrorsOf,
  { days, level }: { readonly days: number; readonly level: number },
): number {
  const middle = between(days, (at) => quantileOf(pool.shapes[at] ?? [], 0.5));
  const apart = between(days, (at) => quantileOf(pool.shapes[at] ?? [], level)) - middle;
  const widening = Math.sqrt(1 + WIDENING_DAYS / Math.max(1, historyDays));
  return wildness * (BIAS_SHARE * middle + widening * apart);
}

/** Interpolates over the logarithm of the days; beyond the last horizon it grows as the root of time, as far as anybody knows. */
function between(days: number, valueAt: (horizon: number) => number): number {
  const last = HORIZONS.length - 1;
  if (days >= HORIZON_DAYS_MAX) return valueAt(last) * Math.sqrt(days / HORIZON_DAYS_MAX);
  if (days <= 1) return valueAt(0);
  const above = HORIZONS.findIndex((each) => each >= days);
  const [low, high] = [HORIZONS[above - 1] ?? 1, HORIZONS[above] ?? 1];
  const share = Math.log(days / low) / Math.log(high / low);
  return valueAt(above - 1) * (1 - share) + valueAt(above) * share;
}
