import type { DataClass } from './data-class.ts';
import type { Candidate } from './detector.ts';
import { foldLetter, GAP, UNSEEN } from './fold-letter.ts';
import { createKeyedHash, type HashKey } from './keyed-hash.ts';
import type { TextDetector } from './text-detector.ts';

/**
 * An organisation's list of words that must not get out (customers, projects, account numbers), as keyed hashes alone: the
 * entries cannot be read from it, nor tried without the key.
 */
export type Dictionary = {
  readonly id: string;
  readonly version: number;
  /** With its article, for a sentence: "the name of a customer". */
  readonly word: string;
  readonly dataClass: DataClass;
  readonly entries: number;
  /** Pairs of high and low half, open addressing; a pair of zeros is free. */
  readonly slots: Uint32Array;
  /** Bits by a small hash of the word that an entry begins with: most words of a text are done with here. */
  readonly beginnings: Uint32Array;
};

/** An entry's letters and digits, and the most words it is looked for in. */
export const ENTRY_UNITS_MIN = 4;
export const ENTRY_UNITS_MAX = 96;
export const ENTRY_WORDS_MAX = 8;
/** Spaces, dashes, dots, line ends between two words of one entry. */
const GAP_UNITS_MAX = 4;

/**
 * Finds entries from left to right, the longest at each place, as whole words, whatever their case, accents, and what stands between their words: "ACME-Müller 12" is found
 * as "acme muller12". Work at a word is bounded by ENTRY_UNITS_MAX, and for most words it is one small hash.
 */
export function createDictionaryScanner(dictionary: Dictionary, key: HashKey): TextDetector {
  const { slots, beginnings } = dictionary;
  const hash = createKeyedHash(key);
  const capacity = slots.length / 2;

  const isEntry = (): boolean => {
    hash.finish();
    const high = hash.high();
    const low = hash.low();
    for (let at = Math.floor((high / 0x1_0000_0000) * capacity); ; at = at + 1 === capacity ? 0 : at + 1) {
      const slotHigh = slots[2 * at];
      const slotLow = slots[2 * at + 1];
      if (slotHigh === high && slotLow === low) return true;
      // The table is never full (createDictionaryBuilder), so a free slot ends the way.
      if (slotHigh === 0 && slotLow === 0) return false;
    }
  };

  /** The end of the longest entry that begins at `start`, or -1. */
  const endOfEntry = (text: string, start: number): number => {
    let end = -1;
    let units = 0;
    let gap = 0;
    let words = 1;
    hash.begin();
    for (let at = start; ; at++) {
      const unit = at < text.length ? foldLetter(text.charCodeAt(at)) : GAP;
      if (unit === UNSEEN) continue;
      if (unit !== GAP) {
        if (gap > 0 && ++words > ENTRY_WORDS_MAX) return end;
        gap = 0;
        if (++units > ENTRY_UNITS_MAX) return end;
        hash.add(unit);
        continue;
      }
      if (gap === 0 && units >= ENTRY_UNITS_MIN && isEntry()) end = at;
      if (at >= text.length || ++gap > GAP_UNITS_MAX) return end;
    }
  };

  const look = (text: string, report: (candidate: Candidate) => void): void => {
    let start = -1;
    let small = 0;
    for (let at = 0; at <= text.length; at++) {
      const unit = at < text.length ? foldLetter(text.charCodeAt(at)) : GAP;
      if (unit === UNSEEN) continue;
      if (unit !== GAP) {
        if (start === -1) {
          start = at;
          small = smallHashStart(key);
        }
        small = smallHashStep(small, unit);
        continue;
      }
      if (start === -1) continue;
      if (mayBegin(beginnings, small)) {
        const end = endOfEntry(text, start);
        if (end !== -1) {
          report({ type: dictionary.id, start, end, confidence: ENTRY_CONFIDENCE });
          at = Math.max(at, end - 1);
        }
      }
      start = -1;
    }
  };

  return { id: `dictionary:${dictionary.id}`, version: dictionary.version, types: [dictionary.id], look };
}

const ENTRY_CONFIDENCE = 95;

export function smallHashStart(key: HashKey): number {
  return key.first | 0;
}

/** Fowler, Noll and Vo's step: weak, and only ever says that a word is worth the real hash. */
export function smallHashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function mayBegin(beginnings: Uint32Array, small: number): boolean {
  for (let probe = 0; probe < BEGINNING_PROBES; probe++) {
    const bit = beginningBit(beginnings, { small, probe });
    if (((beginnings[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

/** Three bits a word: of other words fewer than one in a hundred has all of its three set. */
export const BEGINNING_PROBES = 3;

/** Which bit stands for a word at one of its probes. The number of bits is a power of two. */
export function beginningBit(
  beginnings: Uint32Array,
  { small, probe }: { readonly small: number; readonly probe: number },
): number {
  const turned = small ^ Math.imul(probe + 1, 0x9e3779b9);
  const mixed = Math.imul(turned ^ (turned >>> 15), 0x2c1b3c6d);
  const again = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (again ^ (again >>> 15)) & (beginnings.length * 32 - 1);
}
