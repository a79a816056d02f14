import { foldedUnit } from './fold-characters.ts';
import { addWord, type Sightings } from './sightings.ts';
import type { TextUnits } from './text-units.ts';
import {
  FOLDED_LETTERS,
  HASH_FACTOR,
  HASH_START,
  phraseHash,
  SLOT_FACTOR,
  slotOf,
  type WordTable,
} from './word-table.ts';

/**
 * Sees every word and phrase of the table that stands by itself: between letters of other words, humps of a camel and
 * anything else, as `isWholeWord` has it. Ordered by start.
 */
export function seeWords({ units, length }: TextUnits, table: WordTable, sightings: Sightings): void {
  const { isBeginning, shift } = table;
  // A name of this module's own is read faster than an imported one.
  const letters = FOLDED_LETTERS;
  let start = -1;
  let hash = HASH_START;
  let last = 0;
  // The zero behind the text ends its last word.
  for (let at = 0; at <= length; at += 1) {
    const unit = units[at] ?? 0;
    const letter = letters[unit] ?? 0;
    if (letter !== 0) {
      if (start < 0) start = at;
      else if (unit <= 0x5a && last >= 0x61 && last <= 0x7a) {
        if (isBeginning[Math.imul(hash, SLOT_FACTOR) >>> shift] !== 0)
          seeWord(units, table, hash, start, at, sightings);
        hash = HASH_START;
        start = at;
      }
      last = unit;
      hash = (Math.imul(hash, HASH_FACTOR) + letter) | 0;
    } else if (start >= 0) {
      if (isBeginning[Math.imul(hash, SLOT_FACTOR) >>> shift] !== 0) seeWord(units, table, hash, start, at, sightings);
      hash = HASH_START;
      start = -1;
    }
  }
}

/** A capital behind a small letter, both ASCII. */
function isHump(units: Uint16Array, at: number): boolean {
  const before = units[at - 1] ?? 0;
  const after = units[at] ?? 0;
  return before >= 0x61 && before <= 0x7a && after >= 0x41 && after <= 0x5a;
}

/** The word from `start` to `end`, and phrases that begin with it and go on as the text does. */
function seeWord(
  units: Uint16Array,
  table: WordTable,
  hash: number,
  start: number,
  end: number,
  sightings: Sightings,
): void {
  const slot = slotOf(hash, table.shift);
  if (table.slots[slot] !== 0) seeRows(units, table, hash, start, end, sightings);
  if ((table.isBeginning[slot] ?? 0) > 1)
    seeRows(
      units,
      table,
      phraseHash(hash, { first: units[end] ?? 0, second: units[end + 1] ?? 0 }),
      start,
      end,
      sightings,
    );
}

function seeRows(
  units: Uint16Array,
  table: WordTable,
  hash: number,
  start: number,
  end: number,
  sightings: Sightings,
): void {
  const { slots, shift, hashes, nextRows, texts } = table;
  for (let row = slots[slotOf(hash, shift)] ?? 0; row !== 0; row = nextRows[row - 1] ?? 0) {
    if (hashes[row - 1] !== hash) continue;
    const literal = texts[row - 1] ?? '';
    if (literal.length < end - start || !standsAt(units, literal, start)) continue;
    const last = start + literal.length;
    if (literal.length === end - start || !goesOn(units, last)) addWord(sightings, row - 1, start);
  }
}

function standsAt(units: Uint16Array, literal: string, start: number): boolean {
  // The zero behind the text is in no literal.
  for (let at = 0; at < literal.length; at += 1) {
    if (foldedUnit(units[start + at] ?? 0) !== literal.charCodeAt(at)) return false;
  }
  return true;
}

/** Whether a word goes on across `at`: letters on both sides, and no hump between them. */
function goesOn(units: Uint16Array, at: number): boolean {
  const before = units[at - 1] ?? 0;
  const after = units[at] ?? 0;
  if (FOLDED_LETTERS[before] === 0 || FOLDED_LETTERS[after] === 0) return false;
  return !isHump(units, at);
}
