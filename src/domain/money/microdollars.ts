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

/** Dollars with at most six decimals; undefined where it is not that, or a million dollars or more. */
export function readMicrodollars(text: string): number | undefined {
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = '', part = ''] = match;
  return Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'));
}

/** As `readMicrodollars` reads it: plain decimals without an exponent or trailing zeros, `0.5`; `-3` below nothing. */
export function formatMicrodollars(microdollars: number): string {
  const absolute = Math.abs(microdollars);
  const part = String(absolute % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${microdollars < 0 ? '-' : ''}${Math.floor(absolute / 1_000_000)}${part === '' ? '' : `.${part}`}`;
}
