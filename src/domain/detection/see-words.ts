import { foldedUnit } from './fold-characters.ts';
import { addWord, type Sightings } from './sightings.ts';
import { LETTER_BYTES, type TextUnits } from './text-units.ts';
import { FOLDED_LETTERS, HASH_FACTOR, HASH_START, phraseHash, SLOT_FACTOR, type WordTable } from './word-table.ts';

/** The bit that ASCII letters have when they are small. */
const SMALL = 0x20;

/**
 * Sees every word and phrase of the table that stands by itself: between letters of other words, humps of a camel and
 * anything else, as `isWholeWord` has it. Ordered by start. A word that no row begins with ends at one look into `bits`.
 */
export function seeWords(text: string, { bytes, length }: TextUnits, table: WordTable, sightings: Sightings): void {
  const { bits, shift } = table;
  // What is imported is read anew each time; a local is not.
  const letters = LETTER_BYTES;
  const factor = HASH_FACTOR;
  const slotFactor = SLOT_FACTOR;
  let at = 0;
  while (at < length) {
    while (at < length && letters[bytes[at] ?? 0] === 0) at += 1;
    const start = at;
    let hash = HASH_START;
    let byte = bytes[at] ?? 0;
    let letter = letters[byte] ?? 0;
    let some = 0;
    let all = SMALL;
    // Behind the end there are zeros, which are no letters.
    while (letter !== 0) {
      hash = (Math.imul(hash, factor) + letter) | 0;
      // Of the first letter it does not matter whether it is small.
      all &= at === start ? SMALL : byte;
      some |= byte;
      at += 1;
      byte = bytes[at] ?? 0;
      letter = letters[byte] ?? 0;
    }
    if ((((bits[Math.imul(hash, slotFactor) >>> shift] ?? 0) >> (hash & 7)) & 1) !== 0) {
      seeWord(text, table, hash, start, at, sightings);
    }
    const phrase = phraseHash(hash, byte, bytes[at + 1] ?? 0);
    if ((((bits[Math.imul(phrase, slotFactor) >>> shift] ?? 0) >> (phrase & 7)) & 1) !== 0) {
      seeWord(text, table, phrase, start, at, sightings);
    }
    // A capital behind the first letter, and a small letter: there may be humps.
    if (all === 0 && (some & SMALL) !== 0) seeHumps(text, { bytes, start, end: at }, table, sightings);
  }
}

/** Each part of `customerIbanNumber`. */
function seeHumps(
  text: string,
  { bytes, start: runStart, end }: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
  table: WordTable,
  sightings: Sightings,
): void {
  let start = runStart;
  let hash = HASH_START;
  for (let at = runStart; at <= end; at += 1) {
    const isEnd = at === end;
    if (at > runStart && (isEnd ? start > runStart : isHump(bytes[at - 1] ?? 0, bytes[at] ?? 0))) {
      seeWord(text, table, hash, start, at, sightings);
      const [next, afterNext] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
      if (isEnd) seeWord(text, table, phraseHash(hash, next, afterNext), start, at, sightings);
      start = at;
      hash = HASH_START;
    }
    hash = (Math.imul(hash, HASH_FACTOR) + (LETTER_BYTES[bytes[at] ?? 0] ?? 0)) | 0;
  }
}

/** A capital behind a small letter, both ASCII. */
function isHump(before: number, after: number): boolean {
  return before >= 0x61 && before <= 0x7a && after >= 0x41 && after <= 0x5a;
}

/** The rows that begin with the word from `start` to `end`: the word itself, and phrases that go on as the text does. */
function seeWord(text: string, table: WordTable, hash: number, start: number, end: number, into: Sightings): void {
  const { slots, shift, hashes, nextRows, texts } = table;
  for (let row = slots[Math.imul(hash, SLOT_FACTOR) >>> shift] ?? 0; row !== 0; row = nextRows[row - 1] ?? 0) {
    if (hashes[row - 1] !== hash) continue;
    const literal = texts[row - 1] ?? '';
    if (literal.length < end - start || !standsAt(text, literal, start)) continue;
    const last = start + literal.length;
    if (literal.length === end - start || !goesOn(text, last)) addWord(into, row - 1, start);
  }
}

function standsAt(text: string, literal: string, start: number): boolean {
  if (start + literal.length > text.length) return false;
  for (let at = 0; at < literal.length; at += 1) {
    if (foldedUnit(text.charCodeAt(start + at)) !== literal.charCodeAt(at)) return false;
  }
  return true;
}

/** Whether a word goes on across `at`: letters on both sides, and no hump between them. */
function goesOn(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (at >= text.length || FOLDED_LETTERS[before] === 0 || FOLDED_LETTERS[after] === 0) return false;
  return !isHump(before, after);
}
