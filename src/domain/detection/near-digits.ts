import type { Span } from './offset-map.ts';
import type { TextPass } from './text-pass.ts';

/** How far behind its first character a value has its digits. */
export const DIGITS_REACH = 24;

export type DigitNearness = {
  /** From here on it answers of the text that was read last. */
  readonly begin: (length: number) => void;
  /** Whether a value with so many digits may begin in a stretch, which may reach beyond the text. */
  readonly mayBegin: (stretch: Span, digits: number) => boolean;
};

const DIGITS_MAX = 32;

/**
 * Answers whether a value may begin in one stretch after another, of which most lie close to the one before: by number of
 * digits it keeps a place, and the next from there on where so many stand close together.
 */
export function createDigitNearness(pass: Pick<TextPass, 'nextDigits'>): DigitNearness {
  /** By number of digits: none are that close from a place on before the next. */
  const places = new Int32Array(DIGITS_MAX);
  const next = new Int32Array(DIGITS_MAX);
  let end = 0;
  return {
    begin: (length) => {
      end = length;
      places.fill(0);
      next.fill(-1);
    },
    mayBegin: ({ start, end: to }, digits) => {
      if (digits === 0) return true;
      const from = Math.max(0, start);
      const place = places[digits] ?? 0;
      let at = next[digits] ?? 0;
      // Behind what is known, or a little before it.
      if (from > at) at = pass.nextDigits(from, end, digits);
      else if (from < place) {
        const before = pass.nextDigits(from, place, digits);
        if (before < place) at = before;
      }
      places[digits] = from;
      next[digits] = at;
      return at < Math.min(end, to + DIGITS_REACH);
    },
  };
}
