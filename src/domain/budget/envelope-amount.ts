import { NANODOLLARS_PER_DOLLAR } from '../money/nanodollars.ts';
import type { EnvelopeUnit } from './envelope.ts';

/**
 * Reads an amount as people write it: of money decimal dollars with at most nine decimals, else a whole number; a sign where it is
 * a correction. Undefined: it has no such form, or more decimals than the unit can hold. Nothing is ever rounded.
 */
export function readAmount(unit: EnvelopeUnit, text: string): bigint | undefined {
  const parts = /^([+-]?)(\d{1,29})(?:\.(\d{1,9}))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', decimals = ''] = parts;
  if (unit !== 'nanodollars' && decimals !== '') return undefined;
  const amount =
    unit === 'nanodollars' ? BigInt(whole) * NANODOLLARS_PER_DOLLAR + BigInt(decimals.padEnd(9, '0')) : BigInt(whole);
  return sign === '-' ? -amount : amount;
}

/** The amount as `readAmount` takes it: of money at least two decimals, and no more than it needs. */
export function writeAmount(unit: EnvelopeUnit, amount: bigint): string {
  if (unit !== 'nanodollars') return amount.toString();
  const absolute = amount < 0n ? -amount : amount;
  const decimals = (absolute % NANODOLLARS_PER_DOLLAR)
    .toString()
    .padStart(9, '0')
    .replace(/0{1,7}$/, '');
  return `${amount < 0n ? '-' : ''}${absolute / NANODOLLARS_PER_DOLLAR}.${decimals}`;
}

const CENT = NANODOLLARS_PER_DOLLAR / 100n;
/** A sum below ten cents keeps two digits more: it is told by them. */
const SMALL = 10n * CENT;

/** The amount for a sentence at a glance, as pages write sums: of money to the cent, or to a hundredth of one where it is small. */
export function amountAtAGlance(unit: EnvelopeUnit, amount: bigint): string {
  if (unit !== 'nanodollars') return amountInWords(unit, amount);
  const absolute = amount < 0n ? -amount : amount;
  const step = absolute >= SMALL ? CENT : CENT / 100n;
  if (absolute > 0n && absolute < step) return amount < 0n ? 'above -$0.0001' : 'under $0.0001';
  const rounded = ((absolute + step / 2n) / step) * step;
  return amountInWords(unit, amount < 0n ? -rounded : rounded);
}

/** `$1,200.50`, `3,000 tokens`, `1 request`, `5 calls at once`. */
export function amountInWords(unit: EnvelopeUnit, amount: bigint): string {
  const [whole = '', decimals] = writeAmount(unit, amount < 0n ? -amount : amount).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const sign = amount < 0n ? '-' : '';
  switch (unit) {
    case 'nanodollars':
      return `${sign}$${grouped}.${decimals ?? '00'}`;
    case 'tokens':
    case 'requests':
      return `${sign}${grouped} ${amount === 1n ? unit.slice(0, -1) : unit}`;
    case 'concurrency':
      return `${sign}${grouped} ${amount === 1n ? 'call' : 'calls'} at once`;
  }
}
