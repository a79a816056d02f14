import { foldedUnit } from './fold-characters.ts';
import { isLetter } from './word-boundary.ts';

/** Words, and phrases by their beginning, that are found by a hash of whole words: no state is kept between letters. */
export type WordTable = {
  /** Folded; a row's index is its number. */
  readonly texts: readonly string[];
  /** First row of each slot plus one; zero: none. */
  readonly slots: Int32Array;
  /** 32 less the bits of a slot's number. */
  readonly shift: number;
  /** For each slot: 0 when no word falls into it, 1 when a word alone does, 2 or 3 when the first word of a phrase does. */
  readonly isBeginning: Uint8Array;
  /** Hash of each row: of the word; of a phrase that of its first word and the two units behind it. */
  readonly hashes: Int32Array;
  /** Next row of the same slot plus one. */
  readonly nextRows: Int32Array;
};

const SLOTS_PER_WORD = 8;
export const HASH_START = 17;
export const HASH_FACTOR = 31;
export const SLOT_FACTOR = 0x9e3779b1;

/** Folded unit of every letter; zero for what is no letter. As wide as UTF-16. */
export const FOLDED_LETTERS: Uint16Array = Uint16Array.from({ length: 0x10000 }, (_, unit) =>
  isLetter(unit) ? foldedUnit(unit) : 0,
);

/** One step of the hash over folded letters. */
export function hashStep(hash: number, letter: number): number {
  return (Math.imul(hash, HASH_FACTOR) + letter) | 0;
}

/** Whether a text can be a row: only what begins with a letter is found by its first word. */
export function isWordLiteral(folded: string): boolean {
  return folded !== '' && FOLDED_LETTERS[folded.charCodeAt(0)] !== 0;
}

export function buildWordTable(texts: readonly string[]): WordTable {
  let bits = 6;
  while (1 << bits < texts.length * SLOTS_PER_WORD) bits += 1;
  const shift = 32 - bits;
  const slots = new Int32Array(1 << bits);
  const isBeginning = new Uint8Array(1 << bits);
  const hashes = new Int32Array(texts.length);
  const nextRows = new Int32Array(texts.length);
  for (const [row, text] of texts.entries()) {
    let hash = HASH_START;
    let at = 0;
    for (; at < text.length && FOLDED_LETTERS[text.charCodeAt(at)] !== 0; at += 1) {
      hash = hashStep(hash, text.charCodeAt(at));
    }
    if (at < text.length) {
      isBeginning[slotOf(hash, shift)] = 2 | (isBeginning[slotOf(hash, shift)] ?? 0);
      hash = phraseHash(hash, { first: text.charCodeAt(at), second: text.charCodeAt(at + 1) });
    } else isBeginning[slotOf(hash, shift)] = 1 | (isBeginning[slotOf(hash, shift)] ?? 0);
    hashes[row] = hash;
    nextRows[row] = slots[slotOf(hash, shift)] ?? 0;
    slots[slotOf(hash, shift)] = row + 1;
  }
  return { texts, slots, shift, isBeginning, hashes, nextRows };
}

/** The hash of a first word with the two units behind it. */
export function phraseHash(hash: number, behind: { readonly first: number; readonly second: number }): number {
  return hashStep(hashStep(hash, foldedUnit(behind.first)), foldedUnit(behind.second));
}

/** The upper bits of a product: the lower ones of such a hash are alike for words that end alike. */
export function slotOf(hash: number, shift: number): number {
  return Math.imul(hash, SLOT_FACTOR) >>> shift;
}
