import { clipAnomalies } from './clip-anomalies.ts';
import { type DailySeries, meanOf, seriesUntil } from './daily-series.ts';
import { FORECASTERS } from './forecasters.ts';

/** Days ahead at which sums are judged; what lies between is interpolated. */
export const HORIZONS: readonly number[] = [1, 2, 4, 7, 10, 14, 21, 28];

/** The longest of them. */
export const HORIZON_DAYS_MAX = 28;

/** How far what was spent in `days` days was from what the pool had said before: the logarithm of the one over the other. */
export type PastError = { readonly days: number; readonly logRatio: number };

export type Backtest = {
  /** How far each forecaster may be believed, in the order of `FORECASTERS`; together 1. */
  readonly weights: readonly number[];
  readonly errors: readonly PastError[];
};

/** Before that no forecaster has anything to say. */
export const HISTORY_DAYS_MIN = 14;
const ORIGINS_MAX = 24;
/** No divisor of a week, so that each weekday is begun from. */
const ORIGIN_STEP_DAYS = 3;
/** What was learned long ago counts less: by this each time. */
const MEMORY = 0.98;
/** Twice as wrong is believed four times less. */
const SHARPNESS = 2;
/** Nobody is believed without bound for having been right once. */
const LOSS_MIN = 0.02;

/**
 * Forecasts what is past from what was before it, again and again, and says how wrong each forecaster was and how wrong the
 * pool. Each time only what was known then is used, the pool's weights too.
 */
export function backtest(series: DailySeries): Backtest {
  const origins: number[] = [];
  for (
    let at = series.amounts.length - 1;
    at >= HISTORY_DAYS_MIN && origins.length < ORIGINS_MAX;
    at -= ORIGIN_STEP_DAYS
  )
    origins.unshift(at);
  let losses: readonly number[] = FORECASTERS.map(() => 0);
  let seen = 0;
  const errors: PastError[] = [];
  for (const origin of origins) {
    const known = clipAnomalies(seriesUntil(series, origin)).series;
    const coming = series.amounts.slice(origin, origin + HORIZON_DAYS_MAX);
    const kinds = series.kinds.slice(origin, origin + coming.length);
    const said = FORECASTERS.map(({ forecast }) => forecast(known, kinds));
    errors.push(...errorsOf(blend(said, weightsOf(losses, seen)), { coming, known }));
    const now = said.map((amounts) => lossOf(amounts, { coming, known }));
    losses = losses.map((loss, at) => loss * MEMORY + (now[at] ?? 0));
    seen = seen * MEMORY + 1;
  }
  return { weights: weightsOf(losses, seen), errors };
}

/** What the pool says of the days to come: each forecaster, as far as it may be believed. */
export function forecastDays(
  series: DailySeries,
  comingKinds: readonly number[],
  weights: readonly number[],
): readonly number[] {
  return blend(
    FORECASTERS.map(({ forecast }) => forecast(series, comingKinds)),
    weights,
  );
}

const CUSHION_SHARE = 0.05;

/** What is added to both sides of a ratio, a small part of what the series usually spends: nothing is divided by nothing. */
export function cushionOf({ amounts }: DailySeries, days: number): number {
  return CUSHION_SHARE * meanOf(amounts.slice(-28)) * days;
}

type Past = { readonly coming: readonly number[]; readonly known: DailySeries };

function errorsOf(said: readonly number[], { coming, known }: Past): readonly PastError[] {
  return atHorizons(said, coming).flatMap(({ days, expected, spent }) => {
    const cushion = cushionOf(known, days);
    return cushion === 0 ? [] : [{ days, logRatio: Math.log((spent + cushion) / (expected + cushion)) }];
  });
}

/** How wrong sums were, as a part of what the series usually spends; long sums count more, as periods are long. */
function lossOf(said: readonly number[], { coming, known }: Past): number {
  const usual = cushionOf(known, 1) / CUSHION_SHARE;
  const judged = atHorizons(said, coming);
  if (usual === 0 || judged.length === 0) return 0;
  const wrong = judged.reduce((sum, { expected, spent }) => sum + Math.abs(spent - expected), 0);
  return wrong / usual / judged.reduce((sum, { days }) => sum + days, 0);
}

type Judged = { readonly days: number; readonly expected: number; readonly spent: number };

function atHorizons(said: readonly number[], coming: readonly number[]): readonly Judged[] {
  const judged: Judged[] = [];
  let expected = 0;
  let spent = 0;
  coming.forEach((amount, at) => {
    expected += said[at] ?? 0;
    spent += amount;
    const days = HORIZONS.find((horizon) => horizon === at + 1);
    if (days !== undefined) judged.push({ days, expected, spent });
  });
  return judged;
}

function weightsOf(losses: readonly number[], seen: number): readonly number[] {
  if (seen === 0) return losses.map(() => 1 / losses.length);
  const trust = losses.map((loss) => 1 / Math.max(loss / seen, LOSS_MIN) ** SHARPNESS);
  const all = trust.reduce((sum, each) => sum + each, 0);
  return trust.map((each) => each / all);
}

function blend(said: readonly (readonly number[])[], weights: readonly number[]): readonly number[] {
  const days = said[0]?.length ?? 0;
  return Array.from({ length: days }, (_, at) =>
    said.reduce((sum, amounts, each) => sum + (amounts[at] ?? 0) * (weights[each] ?? 0), 0),
  );
}
