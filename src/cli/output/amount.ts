import { dollars } from './words.ts';

type Amount = { readonly amount: string; readonly nanodollars: string | null };

/** An amount of an envelope as people read it: dollars, or a number with its unit. */
export function amount(value: Amount, unit: string): string {
  if (value.nanodollars !== null) return dollars(value.nanodollars);
  const grouped = value.amount.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped} ${unit === 'concurrency' ? 'at once' : unit}`;
}
