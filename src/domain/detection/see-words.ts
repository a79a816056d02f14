import { foldedUnit } from './fold-characters.ts';
import { addWord, type Sightings } from './sightings.ts';
import { FOLDED_LETTERS, HASH_START, hashStep, slotOf, type WordTable } from './word-table.ts';

/**
 * Sees every word and phrase of the table that stands by itself: between letters of other words, humps of a camel and
 * anything else, as `isWholeWord` has it. Ordered by start.
 */
export function seeWords(text: string, table: WordTable, sightings: Sightings): void {
  const { length } = text;
  let runStart = -1;
  let partStart = 0;
  let runHash = HASH_START;
  let partHash = HASH_START;
  let humps = 0;
  let wasSmall = false;
  for (let at = 0; at <= length; at += 1) {
    const unit = at < length ? text.charCodeAt(at) : 0;
    const letter = FOLDED_LETTERS[unit] ?? 0;
    if (letter === 0) {
      if (runStart < 0) continue;
      // A run with one hump is looked up as a whole too (`iPhone`); with more, starts would be out of order.
      if (humps === 1) seeWord(text, table, runHash, runStart, at, sightings);
      seeWord(text, table, partHash, partStart, at, sightings);
      runStart = -1;
      continue;
    }
    if (runStart < 0) {
      runStart = at;
      partStart = at;
      runHash = HASH_START;
      partHash = HASH_START;
      humps = 0;
    } else if (wasSmall && unit <= 0x5a) {
      seeWord(text, table, partHash, partStart, at, sightings);
      partStart = at;
      partHash = HASH_START;
      humps += 1;
    }
    wasSmall = unit >= 0x61 && unit <= 0x7a;
    runHash = hashStep(runHash, letter);
    partHash = hashStep(partHash, letter);
  }
}

/** The rows that begin with the word from `start` to `end`: the word itself, and phrases that go on as the text does. */
function seeWord(text: string, table: WordTable, hash: number, start: number, end: number, sightings: Sightings): void {
  const { slots, hashes, nextRows, texts } = table;
  for (let row = slots[slotOf(hash, slots.length)] ?? 0; row !== 0; row = nextRows[row - 1] ?? 0) {
    if (hashes[row - 1] !== hash) continue;
    const literal = texts[row - 1] ?? '';
    if (literal.length < end - start || !standsAt(text, literal, start)) continue;
    const last = start + literal.length;
    if (literal.length === end - start || !goesOn(text, last)) addWord(sightings, row - 1, start);
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
  return !(before >= 0x61 && before <= 0x7a && after >= 0x41 && after <= 0x5a);
}
