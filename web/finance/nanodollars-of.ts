const DOLLARS = /^(-?)(\d{1,9})(?:[.,](\d{1,9}))?$/;
const NANO_PLACES = 9;

/** What a person typed as dollars, in nanodollars; undefined where it is no amount, or nothing. */
export function nanodollarsOf(text: string): string | undefined {
  const found = DOLLARS.exec(text.trim());
  if (found === null) return undefined;
  const [, sign = '', whole = '', places = ''] = found;
  const nano = BigInt(whole + places.padEnd(NANO_PLACES, '0'));
  return nano === 0n ? undefined : `${sign}${nano}`;
}

/** A price that a person typed: nothing is not known, and 0 is free; undefined where it is no price. */
export function priceOf(text: string): string | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  if (/^0+([.,]0*)?$/.test(typed)) return '0';
  const found = nanodollarsOf(typed);
  return found?.startsWith('-') === true ? undefined : found;
}
