import { NANODOLLARS_PER_DOLLAR, type Nanodollars } from './nanodollars.ts';

/**
 * Exact amounts below the nanodollar: 1 USD = 10^15 femtodollars. A token count times a price for a million tokens is a whole
 * number of them, so that what a meter costs is never rounded.
 */
export type Femtodollars = bigint & { readonly __brand: 'Femtodollars' };

export const FEMTODOLLARS_PER_NANODOLLAR = 1_000_000n;
const FEMTODOLLARS_PER_DOLLAR = NANODOLLARS_PER_DOLLAR * FEMTODOLLARS_PER_NANODOLLAR;
const PLACES = 15;

export const NO_FEMTODOLLARS = femtodollars(0n);

/** The only maker of the brand. */
export function femtodollars(amount: bigint): Femtodollars {
  return amount as Femtodollars;
}

export function fromNanodollars(amount: Nanodollars): Femtodollars {
  return femtodollars(amount * FEMTODOLLARS_PER_NANODOLLAR);
}

/** What so many tokens cost at a price in nanodollars for a million, exactly. */
export function costOfTokens(use: { readonly tokens: bigint; readonly nanodollarsPerMillion: bigint }): Femtodollars {
  return femtodollars(use.tokens * use.nanodollarsPerMillion);
}

/**
 * Reads dollars as vendors write them: `-12.5`, `0.00031`, `1e-7`. Undefined when it is no decimal number or not below
 * 10^15 dollars. Digits beyond the fifteenth place, where vendors' floats are noise, are rounded up.
 */
export function parseDollars(text: string): Femtodollars | undefined {
  const match = /^(-?)(\d{1,40})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', part = '', exponent = '0'] = match;
  const shift = PLACES - part.length + Number(exponent);
  if (Math.abs(shift) > 120) return undefined;
  const digits = BigInt(sign + whole + part);
  const amount = shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift));
  const tooMuch = FEMTODOLLARS_PER_DOLLAR * FEMTODOLLARS_PER_DOLLAR;
  return amount > -tooMuch && amount < tooMuch ? femtodollars(amount) : undefined;
}

/** Plain decimal dollars, exact, without an exponent or trailing zeros: `0.0002835`, `-3`. */
export function formatDecimalDollars(amount: Femtodollars): string {
  const absolute = amount < 0n ? -amount : amount;
  const part = (absolute % FEMTODOLLARS_PER_DOLLAR).toString().padStart(PLACES, '0').replace(/0+$/, '');
  const whole = (absolute / FEMTODOLLARS_PER_DOLLAR).toString();
  return `${amount < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}

function divideUp(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  return numerator % denominator > 0n ? whole + 1n : whole;
}
