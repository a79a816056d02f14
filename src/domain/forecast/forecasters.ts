import { DAYS_A_WEEK, type DailySeries, meanOf, medianOf, weekdayShares } from './daily-series.ts';

/** What the days to come will cost, as one simple rule sees it. Never negative where no day was. */
export type Forecaster = {
  readonly name: string;
  /** `comingKinds`: the kinds of the days to come, in order; one amount for each. */
  readonly forecast: (series: DailySeries, comingKinds: readonly number[]) => readonly number[];
};

/** The pool. None is good everywhere; which to believe is learned for each series by `weighForecasters`. */
export const FORECASTERS: readonly Forecaster[] = [
  { name: 'last value', forecast: (series, kinds) => kinds.map(() => series.amounts.at(-1) ?? 0) },
  { name: 'same weekday last week', forecast: (series, kinds) => bySameKind(series, kinds, 1, meanOf) },
  { name: 'mean of four same weekdays', forecast: (series, kinds) => bySameKind(series, kinds, 4, meanOf) },
  { name: 'median of six same weekdays', forecast: (series, kinds) => bySameKind(series, kinds, 6, medianOf) },
  {
    name: 'median of recent days',
    forecast: (series, kinds) => levelled(series, kinds, (levels) => () => medianOf(levels.slice(-14))),
  },
  {
    name: 'mean of eight weeks',
    forecast: (series, kinds) => levelled(series, kinds, (levels) => () => meanOf(levels.slice(-56))),
  },
  {
    name: 'quick smoothing',
    forecast: (series, kinds) =>
      levelled(series, kinds, (levels) => smoothed(levels, { level: 0.3, trend: 0, damping: 1 })),
  },
  {
    name: 'slow smoothing',
    forecast: (series, kinds) =>
      levelled(series, kinds, (levels) => smoothed(levels, { level: 0.1, trend: 0, damping: 1 })),
  },
  {
    name: 'damped trend',
    forecast: (series, kinds) =>
      levelled(series, kinds, (levels) => smoothed(levels, { level: 0.2, trend: 0.05, damping: 0.95 })),
  },
  { name: 'theta', forecast: (series, kinds) => levelled(series, kinds, theta) },
];

type Middle = (amounts: readonly number[]) => number;

/** Of the last days of the same kind; of all days where there was none of that kind. */
function bySameKind(
  series: DailySeries,
  comingKinds: readonly number[],
  many: number,
  middle: Middle,
): readonly number[] {
  const known = new Map<number, number>();
  const ofKind = (kind: number): number => {
    const same = series.amounts.filter((_, at) => series.kinds[at] === kind).slice(-many);
    return middle(same.length > 0 ? same : series.amounts.slice(-many * DAYS_A_WEEK));
  };
  return comingKinds.map((kind) => {
    const amount = known.get(kind) ?? ofKind(kind);
    known.set(kind, amount);
    return amount;
  });
}

/** The level `ahead` days after the last one, from 1. */
type LevelAhead = (ahead: number) => number;

/** Takes the weekday out, lets `rule` go on with the level, and puts the weekday back. */
function levelled(
  series: DailySeries,
  comingKinds: readonly number[],
  rule: (levels: readonly number[]) => LevelAhead,
): readonly number[] {
  const shares = weekdayShares(series);
  // A day that is a tenth of others says little about the level, and what it says would be multiplied by ten.
  const levels = series.amounts.flatMap((amount, at) => {
    const share = shares[series.kinds[at] ?? 0] ?? 1;
    return share < SHARE_MIN ? [] : [amount / share];
  });
  const levelAt = rule(levels);
  return comingKinds.map((kind, at) => Math.max(0, levelAt(at + 1)) * (shares[kind] ?? 1));
}

const SHARE_MIN = 0.15;

/** Exponential smoothing; with a trend that fades, which is never let run below nothing. */
function smoothed(
  levels: readonly number[],
  rates: { readonly level: number; readonly trend: number; readonly damping: number },
): LevelAhead {
  const first = levels.slice(0, DAYS_A_WEEK);
  let level = meanOf(first);
  let trend = 0;
  for (const amount of levels) {
    const before = level;
    level = rates.level * amount + (1 - rates.level) * (level + rates.damping * trend);
    trend = rates.trend * (level - before) + (1 - rates.trend) * rates.damping * trend;
  }
  return (ahead) => level + trend * dampedSteps(rates.damping, ahead);
}

function dampedSteps(damping: number, ahead: number): number {
  return damping === 1 ? ahead : (damping * (1 - damping ** ahead)) / (1 - damping);
}

/** Half the slope of the straight line through the last eight weeks, on top of a smoothed level. */
function theta(levels: readonly number[]): LevelAhead {
  const recent = levels.slice(-8 * DAYS_A_WEEK);
  const slope = slopeOf(recent) / 2;
  const level = smoothed(recent, { level: 0.2, trend: 0, damping: 1 })(1);
  return (ahead) => level + slope * ahead;
}

function slopeOf(amounts: readonly number[]): number {
  const middle = (amounts.length - 1) / 2;
  const mean = meanOf(amounts);
  let along = 0;
  let across = 0;
  amounts.forEach((amount, at) => {
    along += (at - middle) * (amount - mean);
    across += (at - middle) ** 2;
  });
  return across === 0 ? 0 : along / across;
}
