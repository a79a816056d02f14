import { NANODOLLARS_PER_DOLLAR, type Nanodollars } from '../money/nanodollars.ts';

const NANODOLLARS_PER_CENT = NANODOLLARS_PER_DOLLAR / 100n;
const THOUSANDTH_OF_A_CENT = NANODOLLARS_PER_CENT / 1000n;

/**
 * An amount as a person says it, to two figures below a dollar: `nothing`, `less than a thousandth of a cent`, `0.42 cents`,
 * `1 cent`, `42 cents`, `$1,204.10`. For sentences; bills have every place.
 */
export function wordCost(amount: Nanodollars): string {
  if (amount < 0n) throw new RangeError('no cost is below zero');
  if (amount === 0n) return 'nothing';
  if (amount < THOUSANDTH_OF_A_CENT) return 'less than a thousandth of a cent';
  const cents = Number(amount) / Number(NANODOLLARS_PER_CENT);
  const rounded = Number(cents.toPrecision(2));
  if (rounded < 100) return rounded === 1 ? '1 cent' : `${String(rounded)} cents`;
  const dollars = (Math.round(cents) / 100).toFixed(2);
  return `$${dollars.replaceAll(/\B(?=(\d{3})+\.)/g, ',')}`;
}

/** `1 call`, `1,200 calls`. */
export function wordCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toString().replaceAll(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? noun : plural}`;
}

/** `a, b and c`. */
export function wordList(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** How one amount stands to another that is not nothing: `about as much as`, `about 3 times as much as`, `about 40 % less than`. */
export function wordRatio(amount: Nanodollars, other: Nanodollars): string {
  const ratio = Number(amount) / Number(other);
  if (ratio > 100) return 'more than 100 times as much as';
  if (ratio >= 1.75) return `about ${Math.round(ratio) === 2 ? 'twice' : `${Math.round(ratio)} times`} as much as`;
  if (ratio > 1.25) return 'about one and a half times as much as';
  if (ratio >= 0.8) return 'about as much as';
  return `about ${Math.min(99, Math.round((1 - ratio) * 20) * 5 || 5)} % less than`;
}
