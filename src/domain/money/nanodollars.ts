/** Money in the house: whole nanodollars (1 USD = 1_000_000_000), never a float. On the wire it is a decimal string. */
export type Nanodollars = bigint & { readonly __brand: 'Nanodollars' };

export const NANODOLLARS_PER_DOLLAR = 1_000_000_000n;
/** Prices are nanodollars for a million tokens, so that every published price is a whole number. */
export const TOKENS_PER_PRICE_UNIT = 1_000_000n;

/** The only maker of the brand. */
export function nanodollars(amount: bigint): Nanodollars {
  return amount as Nanodollars;
}

export function addNanodollars(amounts: readonly Nanodollars[]): Nanodollars {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return nanodollars(total);
}

/** Reads the wire form: an optional minus and digits. Anything else is undefined. */
export function parseNanodollars(text: string): Nanodollars | undefined {
  return /^-?\d{1,38}$/.test(text) ? nanodollars(BigInt(text)) : undefined;
}

/**
 * The one rounding of the house: a sum of `tokens × nanodollarsPerMillionTokens` becomes nanodollars, rounded up.
 * Numerators of one call are summed first and rounded once.
 */
export function roundUpPerMillion(numerator: bigint): Nanodollars {
  const whole = numerator / TOKENS_PER_PRICE_UNIT;
  return nanodollars(numerator % TOKENS_PER_PRICE_UNIT > 0n ? whole + 1n : whole);
}

/** `$1.234567890`, nine places, for people. */
export function formatDollars(amount: Nanodollars): string {
  const sign = amount < 0n ? '-' : '';
  const absolute = amount < 0n ? -amount : amount;
  const cents = (absolute % NANODOLLARS_PER_DOLLAR).toString().padStart(9, '0');
  return `${sign}$${absolute / NANODOLLARS_PER_DOLLAR}.${cents}`;
}
