const DOLLARS = /^(-?)(\d{1,9})(?:[.,](\d{1,9}))?$/;
const NANO_PLACES = 9;
const NANO = 1_000_000_000n;

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

/** An amount as a person would have typed it: 2500000000 is 2.5. */
export function decimalOf(nanodollars: string): string {
  const amount = BigInt(nanodollars);
  const part = (amount % NANO).toString().padStart(NANO_PLACES, '0').replace(/0+$/, '');
  return `${amount / NANO}${part === '' ? '' : `.${part}`}`;
}
