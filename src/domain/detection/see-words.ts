import { foldedUnit } from './fold-characters.ts';
import { addWord, type Sightings } from './sightings.ts';
import { LETTER_BYTES, type TextUnits } from './text-units.ts';
import type { WordTable } from './word-table.ts';

// Constants of this module are known when it is compiled; what is imported is read anew each time.
export const HASH_START = 17;
const HASH_FACTOR = 31;
const PHRASE_FACTOR = 0x85ebca6b;
export const SLOT_FACTOR = 0x9e3779b1;

/** Small letters without accents; other bytes are their own. */
export const FOLDED_BYTES: Uint8Array = Uint8Array.from(LETTER_BYTES, (letter, byte) => letter || byte);

/** One step of the hash over folded letters. */
export function hashStep(hash: number, letter: number): number {
  return (Math.imul(hash, HASH_FACTOR) + letter) | 0;
}

/** Hash of a first word with the bytes of the two units behind it. */
export function phraseHash(hash: number, next: number, afterNext: number): number {
  return Math.imul(hash + (next << 8) + (FOLDED_BYTES[afterNext] ?? 0), PHRASE_FACTOR);
}

/**
 * Sees every word and phrase of the table that stands by itself: between letters of other words, humps of a camel and
 * anything else, as `isWholeWord` has it. Ordered by start. A word that no row begins with ends at one look into `bits`.
 */
export function seeWords(text: string, units: TextUnits, table: WordTable, sightings: Sightings): void {
  const { bytes, length } = units;
  const { bits, shift } = table;
  const letters = LETTER_BYTES;
  for (let at = 0; at <= length; at += 1) {
    let hash = HASH_START;
    let phrase = 0;
    let known = 0;
    // A bit for each letter, the last lowest, which ASCII has set for small ones.
    let cases = 0;
    // Nothing is called from the inner loop, so that all it reads by stays in registers. Behind the end stand zeros.
    for (; at <= length; at += 1) {
      const byte = bytes[at] ?? 0;
      const letter = letters[byte] ?? 0;
      if (letter !== 0) {
        hash = (Math.imul(hash, HASH_FACTOR) + letter) | 0;
        cases = (cases << 1) | ((byte >> 5) & 1);
        continue;
      }
      if (hash === HASH_START) continue;
      // As `phraseHash` has it.
      phrase = Math.imul(hash + (byte << 8) + (FOLDED_BYTES[bytes[at + 1] ?? 0] ?? 0), PHRASE_FACTOR);
      known =
        ((bits[Math.imul(hash, SLOT_FACTOR) >>> shift] ?? 0) >> (hash & 7)) |
        ((bits[Math.imul(phrase, SLOT_FACTOR) >>> shift] ?? 0) >> (phrase & 7));
      if (((known & 1) | ((cases >>> 1) & ~cases)) !== 0) break;
      hash = HASH_START;
      cases = 0;
    }
    if (at > length) return;
    let start = at - 1;
    while (start > 0 && letters[bytes[start - 1] ?? 0] !== 0) start -= 1;
    const place: Place = { text, units, table, sightings };
    if ((known & 1) !== 0) {
      seeWord(place, hash, start, at);
      seeWord(place, phrase, start, at);
    }
    if (((cases >>> 1) & ~cases) !== 0) seeHumps(place, start, at);
  }
}

type Place = {
  readonly text: string;
  readonly units: TextUnits;
  readonly table: WordTable;
  readonly sightings: Sightings;
};

/** Each part of `customerIbanNumber`. */
function seeHumps(place: Place, runStart: number, end: number): void {
  const { bytes } = place.units;
  let start = runStart;
  let hash = HASH_START;
  for (let at = runStart; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (at > start && isHump(bytes[at - 1] ?? 0, byte)) {
      seeWord(place, hash, start, at);
      start = at;
      hash = HASH_START;
    }
    hash = hashStep(hash, LETTER_BYTES[byte] ?? 0);
  }
  if (start === runStart) return;
  seeWord(place, hash, start, end);
  seeWord(place, phraseHash(hash, bytes[end] ?? 0, bytes[end + 1] ?? 0), start, end);
}

/** A capital behind a small letter, both ASCII. */
function isHump(before: number, after: number): boolean {
  return before >= 0x61 && before <= 0x7a && after >= 0x41 && after <= 0x5a;
}

/** The rows of a hash: the word from `start` to `end`, or phrases that begin with it and go on as the text does. */
function seeWord({ text, units, table, sightings }: Place, hash: number, start: number, end: number): void {
  const { bits, slots, shift, hashes, nextRows, starts, isInexact, texts } = table;
  const slot = Math.imul(hash, SLOT_FACTOR) >>> shift;
  if ((((bits[slot] ?? 0) >> (hash & 7)) & 1) === 0) return;
  for (let next = slots[slot] ?? 0; next !== 0; next = nextRows[next - 1] ?? 0) {
    const row = next - 1;
    if (hashes[row] !== hash) continue;
    const first = starts[row] ?? 0;
    const length = (starts[next] ?? 0) - first;
    if (length < end - start || !standsAt(units, table.bytes, { start, first, length })) continue;
    if (isInexact[row] === 1 && !isTextAt(text, texts[row] ?? '', start)) continue;
    if (length === end - start || !goesOn(units, start + length)) addWord(sightings, row, start);
  }
}

function standsAt(
  { bytes, length: textLength }: TextUnits,
  rows: Uint8Array,
  { start, first, length }: { readonly start: number; readonly first: number; readonly length: number },
): boolean {
  if (start + length > textLength) return false;
  const folded = FOLDED_BYTES;
  for (let at = 0; at < length; at += 1) if (folded[bytes[start + at] ?? 0] !== rows[first + at]) return false;
  return true;
}

/** Characters that share a byte are told apart here. */
function isTextAt(text: string, literal: string, start: number): boolean {
  for (let at = 0; at < literal.length; at += 1) {
    if (foldedUnit(text.charCodeAt(start + at)) !== literal.charCodeAt(at)) return false;
  }
  return true;
}

/** Whether a word goes on across `at`: letters on both sides, and no hump between them. */
function goesOn({ bytes }: TextUnits, at: number): boolean {
  const before = bytes[at - 1] ?? 0;
  const after = bytes[at] ?? 0;
  return LETTER_BYTES[before] !== 0 && LETTER_BYTES[after] !== 0 && !isHump(before, after);
}
