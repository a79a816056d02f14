import type { Nanodollars } from './nanodollars.ts';

const NANODOLLARS_PER_MICRODOLLAR = 1_000n;

/**
 * An amount as a whole number of microdollars, rounded up: for reckoning that is not accounting, as scores are. Sums below nine
 * thousand million dollars are exact, and so do not depend on their order.
 */
export function toMicrodollars(amount: Nanodollars): number {
  const whole = amount / NANODOLLARS_PER_MICRODOLLAR;
  return Number(amount % NANODOLLARS_PER_MICRODOLLAR > 0n ? whole + 1n : whole);
}
