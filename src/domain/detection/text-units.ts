import { foldedUnit } from './fold-characters.ts';
import { isLetter } from './word-boundary.ts';

// One byte for each UTF-16 unit of a text, for the passes. ASCII stands for itself; behind it come:

/** Letters that fold to `a`–`z`, in that order. */
const ACCENTED = 0x80;
/** Other letters, by the lower five bits of their folded form. */
const FOREIGN = 0xa0;
/** What is neither, by its lower six bits. */
export const SIGNS = 0xc0;

/** The byte of each unit. */
export const UNIT_BYTES: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) => byteFor(unit));

function byteFor(unit: number): number {
  if (unit < 0x80) return unit;
  if (!isLetter(unit)) return SIGNS + (unit & 0x3f);
  const folded = foldedUnit(unit);
  return isSmall(folded) ? ACCENTED + folded - 0x61 : FOREIGN + (folded & 0x1f);
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

export function byteOf(unit: number): number {
  return UNIT_BYTES[unit] ?? 0;
}

/** Of each byte the small letter that it folds to, other letters as they are, and zero for what is no letter. */
export const LETTER_BYTES: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= SIGNS) return 0;
  if (byte >= FOREIGN) return byte;
  if (byte >= ACCENTED) return byte - ACCENTED < 26 ? byte - ACCENTED + 0x61 : 0;
  return isSmall(byte | 32) ? byte | 32 : 0;
});

/** Small letters without accents; other bytes are their own. */
export const FOLDED_BYTES: Uint8Array = Uint8Array.from(LETTER_BYTES, (letter, byte) => letter || byte);

/** Several characters may share the byte: what was found by it must be compared. */
export function isSharedByte(byte: number): boolean {
  return byte >= FOREIGN;
}

/** Whether a text holds nothing beyond ASCII. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
