import { foldedUnit } from './fold-characters.ts';
import type { Span } from './offset-map.ts';
import { addWord, type Sightings } from './sightings.ts';
import {
  FOLDED_LETTERS,
  followersAt,
  HASH_FACTOR,
  HASH_START,
  hashStep,
  SLOT_FACTOR,
  slotOf,
  type WordTable,
} from './word-table.ts';

/**
 * Sees every word and phrase of the table that stands by itself: between letters of other words, humps of a camel and
 * anything else, as `isWholeWord` has it. Nearly ordered by start: a word of two parts comes behind its parts.
 */
export function seeWords(text: string, table: WordTable, sightings: Sightings): void {
  const { length } = text;
  const { slots, shift } = table;
  // A name of this module's own is read faster than an imported one.
  const letters = FOLDED_LETTERS;
  let at = 0;
  while (at < length) {
    let unit = text.charCodeAt(at);
    let letter = letters[unit] ?? 0;
    if (letter === 0) {
      at += 1;
      continue;
    }
    const start = at;
    let hash = HASH_START;
    let last = 0;
    let humps = 0;
    do {
      hash = (Math.imul(hash, HASH_FACTOR) + letter) | 0;
      if (unit <= 0x5a && last >= 0x61 && last <= 0x7a) humps += 1;
      last = unit;
      at += 1;
      // Behind the end there is no letter.
      unit = at < length ? text.charCodeAt(at) : 0;
      letter = letters[unit] ?? 0;
    } while (letter !== 0);
    if (humps > 0) seeHumps(text, { start, end: at }, table, sightings);
    // A word with more than one hump is not looked up as a whole: starts would be out of order.
    if (humps < 2 && slots[Math.imul(hash, SLOT_FACTOR) >>> shift] !== 0) {
      seeWord(text, table, hash, start, at, sightings);
    }
  }
}

/** Each part of `customerIbanNumber`. */
function seeHumps(text: string, run: Span, table: WordTable, sightings: Sightings): void {
  let start = run.start;
  let hash = HASH_START;
  for (let at = run.start; at < run.end; at += 1) {
    if (at > start && isHump(text, at)) {
      seeWord(text, table, hash, start, at, sightings);
      start = at;
      hash = HASH_START;
    }
    hash = hashStep(hash, FOLDED_LETTERS[text.charCodeAt(at)] ?? 0);
  }
  seeWord(text, table, hash, start, run.end, sightings);
}

/** A capital behind a small letter, both ASCII. */
function isHump(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0x61 && before <= 0x7a && after >= 0x41 && after <= 0x5a;
}

/** The rows that begin with the word from `start` to `end`: the word itself, and phrases that go on as the text does. */
function seeWord(text: string, table: WordTable, hash: number, start: number, end: number, sightings: Sightings): void {
  const { slots, shift, hashes, followers, nextRows, texts } = table;
  const following = followersAt(text, end);
  for (let row = slots[slotOf(hash, shift)] ?? 0; row !== 0; row = nextRows[row - 1] ?? 0) {
    const wanted = followers[row - 1] ?? 0;
    if (hashes[row - 1] !== hash || (wanted !== 0 && wanted !== following)) continue;
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
  return !isHump(text, at);
}
