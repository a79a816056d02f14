/** What stands in the table for a unit that no letter or digit is: a gap between two words. */
export const GAP = 0;
/** A unit that nobody sees, or a mark over the letter before it: passed over. */
export const UNSEEN = 0xffff;

const UNKNOWN = 0xfffe;
/** Marks, formatting characters (zero-width ones, direction marks) and the soft hyphen, which is one of them. */
const INVISIBLE = /^(?:\p{M}|\p{Cf})$/u;
const WORD = /^[\p{L}\p{N}]/u;

// Filled as units are first met: a table of all would take 20 ms at start, and most texts use a hundred of them.
const folded = new Uint16Array(0x10000).fill(UNKNOWN);

/**
 * The form in which words are compared: lower case, without accents, full-width and other compatible forms as their plain
 * letter. Halves of pairs (emoji, rare scripts) are gaps.
 */
export function foldLetter(unit: number): number {
  const known = folded[unit] ?? GAP;
  if (known !== UNKNOWN) return known;
  const result = foldAnew(unit);
  folded[unit] = result;
  return result;
}

function foldAnew(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return GAP;
  const letter = String.fromCharCode(unit);
  if (INVISIBLE.test(letter)) return UNSEEN;
  const plain = letter.normalize('NFKD').toLowerCase();
  return WORD.test(plain) ? plain.charCodeAt(0) : GAP;
}
