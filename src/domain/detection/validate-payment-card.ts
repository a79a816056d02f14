import { isDigits, isLuhn } from './validate-check-digits.ts';

/** A card scheme's numbers: from and to are the first six digits; lengths are in digits. */
export type CardRange = {
  readonly scheme: string;
  readonly from: number;
  readonly to: number;
  readonly lengths: readonly number[];
};

const upTo19 = [12, 13, 14, 15, 16, 17, 18, 19] as const;
const sixteenUp = [16, 17, 18, 19] as const;

/**
 * Ranges as the schemes publish them (ISO/IEC 7812; issuers' BIN guides, read 2025). The narrower range stands before
 * the wider one that holds it.
 */
// biome-ignore format: a table is read down.
const cardRanges: readonly CardRange[] = [
  { scheme: 'elo',        from: 401178, to: 401179, lengths: [16] },
  { scheme: 'elo',        from: 431274, to: 431274, lengths: [16] },
  { scheme: 'elo',        from: 438935, to: 438935, lengths: [16] },
  { scheme: 'elo',        from: 451416, to: 451416, lengths: [16] },
  { scheme: 'visa',       from: 400000, to: 499999, lengths: [13, 16, 18, 19] },
  { scheme: 'troy',       from: 979200, to: 979289, lengths: [16] },
  { scheme: 'mir',        from: 220000, to: 220499, lengths: sixteenUp },
  { scheme: 'mastercard', from: 222100, to: 272099, lengths: [16] },
  { scheme: 'mastercard', from: 510000, to: 559999, lengths: [16] },
  { scheme: 'amex',       from: 340000, to: 349999, lengths: [15] },
  { scheme: 'amex',       from: 370000, to: 379999, lengths: [15] },
  { scheme: 'diners',     from: 300000, to: 305999, lengths: [14, 16, 19] },
  { scheme: 'diners',     from: 309500, to: 309599, lengths: [14, 16, 19] },
  { scheme: 'diners',     from: 360000, to: 369999, lengths: [14, 16, 19] },
  { scheme: 'diners',     from: 380000, to: 399999, lengths: [14, 16, 19] },
  { scheme: 'jcb',        from: 352800, to: 358999, lengths: sixteenUp },
  { scheme: 'jcb',        from: 213100, to: 213199, lengths: [15] },
  { scheme: 'jcb',        from: 180000, to: 180099, lengths: [15] },
  { scheme: 'elo',        from: 506699, to: 506778, lengths: [16] },
  { scheme: 'elo',        from: 509000, to: 509999, lengths: [16] },
  { scheme: 'verve',      from: 506099, to: 506198, lengths: [16, 18, 19] },
  { scheme: 'dankort',    from: 501900, to: 501999, lengths: [16] },
  { scheme: 'rupay',      from: 508500, to: 508999, lengths: [16] },
  { scheme: 'elo',        from: 627780, to: 627780, lengths: [16] },
  { scheme: 'elo',        from: 636297, to: 636368, lengths: [16] },
  { scheme: 'hipercard',  from: 606282, to: 606282, lengths: [16] },
  { scheme: 'hipercard',  from: 637095, to: 637612, lengths: [16] },
  { scheme: 'rupay',      from: 606985, to: 607984, lengths: [16] },
  { scheme: 'rupay',      from: 608001, to: 608500, lengths: [16] },
  { scheme: 'discover',   from: 601100, to: 601199, lengths: sixteenUp },
  { scheme: 'discover',   from: 644000, to: 659999, lengths: sixteenUp },
  { scheme: 'unionpay',   from: 620000, to: 629999, lengths: sixteenUp },
  { scheme: 'unionpay',   from: 810000, to: 817199, lengths: sixteenUp },
  { scheme: 'instapay',   from: 637000, to: 639999, lengths: [16] },
  { scheme: 'maestro',    from: 500000, to: 509999, lengths: upTo19 },
  { scheme: 'maestro',    from: 560000, to: 589999, lengths: upTo19 },
  { scheme: 'maestro',    from: 600000, to: 699999, lengths: upTo19 },
];

/** Ranges by their first three digits, narrow before wide. */
const byThreeDigits: readonly (readonly CardRange[])[] = Array.from({ length: 1000 }, (_, three) =>
  cardRanges.filter(({ from, to }) => from <= three * 1000 + 999 && to >= three * 1000),
);

const lengthsByThreeDigits = Int32Array.from(byThreeDigits, (ranges) =>
  ranges.reduce((bits, { lengths }) => lengths.reduce((all, length) => all | (1 << length), bits), 0),
);

/** Lengths of the cards that begin with three digits, as bits. */
export function cardLengths(three: number): number {
  return lengthsByThreeDigits[three] ?? 0;
}

/** The scheme whose range, length and check digit the number keeps; null: not a card. UnionPay cards may lack the check. */
export function cardScheme(digits: string): string | null {
  if (digits.length < 12 || digits.length > 19 || !isDigits(digits, digits.length)) return null;
  const first = Number(digits.slice(0, 6));
  for (const range of byThreeDigits[Math.floor(first / 1000)] ?? []) {
    if (first < range.from || first > range.to || !range.lengths.includes(digits.length)) continue;
    return isLuhn(digits) ? range.scheme : null;
  }
  return null;
}
