/** Bits that say what an ASCII character can be part of. */
export const DIGIT = 1;
export const LOWER = 2;
export const UPPER = 4;
export const HEXADECIMAL = 8;
/** Letters, digits, underscore. */
export const WORD = 16;
/** Both base64 alphabets and their padding. */
export const BASE_64 = 32;
/** Space, tab, line ends. */
export const BLANK = 64;

/** Kinds of each ASCII character; as wide as a byte, whose upper half is of no kind. */
export const KINDS: Uint8Array = Uint8Array.from({ length: 256 }, (_, unit) =>
  unit < 128 ? kindsOf(String.fromCharCode(unit)) : 0,
);

function kindsOf(letter: string): number {
  let kinds = 0;
  if (/[0-9]/.test(letter)) kinds |= DIGIT;
  if (/[a-z]/.test(letter)) kinds |= LOWER;
  if (/[A-Z]/.test(letter)) kinds |= UPPER;
  if (/[0-9a-fA-F]/.test(letter)) kinds |= HEXADECIMAL;
  if (/\w/.test(letter)) kinds |= WORD;
  if (/[\w+/=-]/.test(letter)) kinds |= BASE_64;
  if (/[ \t\r\n]/.test(letter)) kinds |= BLANK;
  return kinds;
}

/** `a`–`z` and `A`–`Z`. */
export function isLatinLetter(unit: number): boolean {
  return (unit | 32) >= 0x61 && (unit | 32) <= 0x7a;
}
