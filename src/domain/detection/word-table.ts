import { foldedUnit } from './fold-characters.ts';
import { isLetter } from './word-boundary.ts';

/** Words, and phrases by their first word, that are found by a hash of whole words: no state is kept between letters. */
export type WordTable = {
  /** Folded; a row's index is its number. */
  readonly texts: readonly string[];
  /** First row of each slot plus one; zero: none. */
  readonly slots: Int32Array;
  /** Hash of the first word of each row. */
  readonly hashes: Int32Array;
  /** Next row of the same slot plus one. */
  readonly nextRows: Int32Array;
};

const SLOTS_PER_WORD = 4;
const HASH_START = 17;

/** Folded unit of every letter; zero for what is no letter. As wide as UTF-16. */
export const FOLDED_LETTERS: Uint16Array = Uint16Array.from({ length: 0x10000 }, (_, unit) =>
  isLetter(unit) ? foldedUnit(unit) : 0,
);

export { HASH_START };

/** One step of the hash over folded letters. */
export function hashStep(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + letter) | 0;
}

/** Whether a text can be a row: only what begins with a letter is found by its first word. */
export function isWordLiteral(folded: string): boolean {
  return folded !== '' && FOLDED_LETTERS[folded.charCodeAt(0)] !== 0;
}

export function buildWordTable(texts: readonly string[]): WordTable {
  let size = 64;
  while (size < texts.length * SLOTS_PER_WORD) size *= 2;
  const slots = new Int32Array(size);
  const hashes = new Int32Array(texts.length);
  const nextRows = new Int32Array(texts.length);
  for (const [row, text] of texts.entries()) {
    let hash = HASH_START;
    for (let at = 0; at < text.length && FOLDED_LETTERS[text.charCodeAt(at)] !== 0; at += 1) {
      hash = hashStep(hash, text.charCodeAt(at));
    }
    hashes[row] = hash;
    const slot = slotOf(hash, size);
    nextRows[row] = slots[slot] ?? 0;
    slots[slot] = row + 1;
  }
  return { texts, slots, hashes, nextRows };
}

/** `size` is a power of two. */
export function slotOf(hash: number, size: number): number {
  return (hash ^ (hash >>> 15)) & (size - 1);
}
