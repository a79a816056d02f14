const NANODOLLARS = 1_000_000_000n;

/**
 * Nanodollars of the wire in words. Small sums keep the digits that tell them apart: $12,345.60 · $12.34 · $0.0123 ·
 * under $0.0001.
 */
export function dollars(nanodollars: string | null): string {
  if (nanodollars === null) return 'not\u00a0known';
  const amount = BigInt(nanodollars);
  const sign = amount < 0n ? '−' : '';
  const size = amount < 0n ? -amount : amount;
  if (size === 0n) return '$0.00';
  if (size < NANODOLLARS / 10_000n) return amount < 0n ? 'above −$0.0001' : 'under $0.0001';
  const value = Number(size / 1_000n) / 1_000_000;
  return sign + usd(value, digitsOf(value));
}

function digitsOf(value: number): number {
  return value >= 0.1 ? 2 : 4;
}

/** By digits: making one takes longer than writing a hundred sums with it. */
const FORMATS = new Map<number, Intl.NumberFormat>();

function usd(value: number, digits: number): string {
  const known = FORMATS.get(digits);
  if (known !== undefined) return known.format(value);
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  FORMATS.set(digits, format);
  return format.format(value);
}
