/** What was spent on whole days, oldest first, and which kind of day each was (1 to 7). Both lists are equally long. */
export type DailySeries = { readonly amounts: readonly number[]; readonly kinds: readonly number[] };

export const DAYS_A_WEEK = 7;

/** Older days say nothing of the next month that newer ones do not say better. */
export const MEMORY_DAYS = 12 * DAYS_A_WEEK;

/** What of a series is looked at on its day `days`, as if it were then. */
export function seriesUntil({ amounts, kinds }: DailySeries, days: number): DailySeries {
  const from = Math.max(0, days - MEMORY_DAYS);
  return { amounts: amounts.slice(from, days), kinds: kinds.slice(from, days) };
}

export function sumOf(amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum;
}

export function meanOf(amounts: readonly number[]): number {
  return amounts.length === 0 ? 0 : sumOf(amounts) / amounts.length;
}

export function medianOf(amounts: readonly number[]): number {
  return quantileOf(
    [...amounts].sort((one, other) => one - other),
    0.5,
  );
}

/** The quantile of values that ascend, between the two nearest where it falls between. */
export function quantileOf(ascending: readonly number[], level: number): number {
  const at = (ascending.length - 1) * level;
  const below = ascending[Math.floor(at)] ?? 0;
  const above = ascending[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * How much of an average day a day of each kind is, from the last eight weeks; near 1 where little is known. Zero only where
 * there was never anything on such a day.
 */
export function weekdayShares({ amounts, kinds }: DailySeries): readonly number[] {
  const from = Math.max(0, amounts.length - 8 * DAYS_A_WEEK);
  const recent = amounts.slice(from);
  const mean = meanOf(recent);
  const shares = Array.from({ length: DAYS_A_WEEK + 1 }, () => 1);
  if (mean === 0) return shares;
  for (let kind = 1; kind <= DAYS_A_WEEK; kind += 1) {
    const own = recent.filter((_, at) => kinds[from + at] === kind);
    const spent = sumOf(own);
    shares[kind] =
      own.length >= 2 && spent === 0 ? 0 : (spent / mean + SHARE_PRIOR_DAYS) / (own.length + SHARE_PRIOR_DAYS);
  }
  return shares;
}

/** As if each kind of day had been seen this often at the average. */
const SHARE_PRIOR_DAYS = 0.5;
