import { FOLDED_BYTES, HASH_START, hashStep, phraseHash, SLOT_FACTOR } from './see-words.ts';
import { byteOf, isSharedByte, LETTER_BYTES } from './text-units.ts';

/** Words, and phrases by their first word, that are found by a hash of whole words: no state is kept between letters. */
export type WordTable = {
  /** Folded; a row's index is its number. */
  readonly texts: readonly string[];
  /** First row of each slot plus one; zero: none. */
  readonly slots: Int32Array;
  /** Of each slot, a bit for the lower three bits of every hash in it: nearly all words of a text end here. */
  readonly bits: Uint8Array;
  /** 32 less the bits of a slot's number. */
  readonly shift: number;
  /** Hash of each row: of a word; of a phrase, that of its first word and the two units behind it. */
  readonly hashes: Int32Array;
  /** Folded bytes of all rows, one after another, and where those of each begin; one more entry than rows. */
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  /** 1 for each row with a character that shares its byte: what is found must be compared with it. */
  readonly isInexact: Uint8Array;
  /** Next row of the same slot plus one. */
  readonly nextRows: Int32Array;
};

const SLOTS_PER_WORD = 4;

/** Whether a text can be a row: only what begins with a letter is found by its first word. */
export function isWordLiteral(folded: string): boolean {
  return folded !== '' && LETTER_BYTES[byteOf(folded.charCodeAt(0))] !== 0;
}

export function buildWordTable(texts: readonly string[]): WordTable {
  let size = 6;
  while (1 << size < texts.length * SLOTS_PER_WORD) size += 1;
  const slots = new Int32Array(1 << size);
  const bits = new Uint8Array(1 << size);
  const shift = 32 - size;
  const hashes = new Int32Array(texts.length);
  const nextRows = new Int32Array(texts.length);
  const starts = new Int32Array(texts.length + 1);
  const rowBytes = texts.map((text) => text.split('').map((letter) => byteOf(letter.charCodeAt(0))));
  const isInexact = Uint8Array.from(rowBytes, (some) => (some.some(isSharedByte) ? 1 : 0));
  for (const [row, text] of texts.entries()) {
    const hash = hashOf(text);
    hashes[row] = hash;
    starts[row + 1] = (starts[row] ?? 0) + text.length;
    const slot = slotOf(hash, shift);
    nextRows[row] = slots[slot] ?? 0;
    slots[slot] = row + 1;
    bits[slot] = (bits[slot] ?? 0) | (1 << (hash & 7));
  }
  const bytes = Uint8Array.from(rowBytes.flat(), foldedByte);
  return { ...{ texts, slots, bits, shift, hashes, nextRows }, ...{ bytes, starts, isInexact } };
}

function hashOf(text: string): number {
  const bytes = text.split('').map((letter) => byteOf(letter.charCodeAt(0)));
  let hash = HASH_START;
  let at = 0;
  for (; at < bytes.length && LETTER_BYTES[bytes[at] ?? 0] !== 0; at += 1) {
    hash = hashStep(hash, LETTER_BYTES[bytes[at] ?? 0] ?? 0);
  }
  return at + 1 < bytes.length ? phraseHash(hash, bytes[at] ?? 0, bytes[at + 1] ?? 0) : hash;
}

/** The upper bits of a product: the lower ones of such a hash are alike for words that end alike. */
export function slotOf(hash: number, shift: number): number {
  return Math.imul(hash, SLOT_FACTOR) >>> shift;
}

function foldedByte(byte: number): number {
  return FOLDED_BYTES[byte] ?? 0;
}
