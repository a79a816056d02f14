import { count } from './counts.ts';
import { dollars } from './money.ts';

const NANO_PLACES = 9;
const SHORT_DOLLARS = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 2,
});
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** Exact decimal dollars of the wire, `-12.345678901234`, as they are shown. */
export function decimalDollars(text: string | null): string {
  if (text === null) return dollars(null);
  const [, sign = '', whole = '0', places = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  const nano = `${whole}${places.slice(0, NANO_PLACES).padEnd(NANO_PLACES, '0')}`.replace(/^0+(?=\d)/, '');
  return dollars(nano === '0' ? '0' : `${sign}${nano}`);
}

export type Unit = 'dollars' | 'tokens' | 'requests' | 'concurrency';
export type Amount = { readonly amount: string; readonly nanodollars: string | null };

/** An amount of an envelope in its unit. */
export function amountInWords({ amount, nanodollars }: Amount, unit: Unit): string {
  if (nanodollars !== null) return dollars(nanodollars);
  return unit === 'concurrency' ? `${count(Number(amount))} at once` : `${count(Number(amount))} ${unit}`;
}

/** For an axis: $1.2K, 34M. */
export function shortAmount(value: number, unit: Unit): string {
  return unit === 'dollars' ? SHORT_DOLLARS.format(value) : SHORT.format(value);
}
