import { type Reading, readConcatenation, readEntity, readEscape } from './escapes.ts';
import { addStretch, emptyOffsetMap, type OffsetMap, type View } from './offset-map.ts';
import { ACTIONS, AMPERSAND, BACKSLASH, COPY, DROP, QUOTE, READ_AS, REPLACE, SURROGATE } from './unit-actions.ts';

/** A word longer than this is read as it stands. */
const WORD_REACH = 128;
const PIECE_LENGTH = 8192;

/** Escapes can bring forth what is to be read again: cut strings, look-alikes. */
const ROUNDS_MAX = 2;

export type PlainViewMaker = (text: string, source: View | null) => View;

/** What is known of the word at hand, so that each is looked through once. */
type WordMemory = { until: number; isLatin: boolean };

/**
 * The text as a person sees it: escapes, entities and cut strings read, what is invisible left out, look-alikes and
 * odd digits, dashes and spaces read as their plain forms. A text that needs none of it is its own view.
 */
export function createPlainViewMaker(): PlainViewMaker {
  let units = new Uint16Array(PIECE_LENGTH);
  return (text, source) => {
    let view: View = { text, map: null, source };
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const first = firstToRead(view.text);
      if (first === view.text.length) break;
      if (units.length < text.length) units = new Uint16Array(text.length + (text.length >> 1));
      const map = emptyOffsetMap();
      const length = readUnits(view.text, units, map);
      view = { text: stringOf(units, length), map, source: round === 0 ? source : view };
    }
    return view;
  };
}

/** Where the first unit stands that is not simply copied. */
function firstToRead(text: string): number {
  const word = { until: 0, isLatin: false };
  for (let at = 0; at < text.length; at += 1) {
    const action = ACTIONS[text.charCodeAt(at)] ?? COPY;
    if (action !== COPY && readingOf(text, { at, action, isAfterLineEnd: false }, word) !== null) return at;
  }
  return text.length;
}

function readUnits(text: string, units: Uint16Array, map: OffsetMap): number {
  const word = { until: 0, isLatin: false };
  let length = 0;
  let isRunBroken = true;
  let isAfterLineEnd = false;
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    const action = ACTIONS[unit] ?? COPY;
    const reading: Reading | null = action === COPY ? null : readingOf(text, { at, action, isAfterLineEnd }, word);
    isAfterLineEnd = false;
    if (reading === null) {
      if (isRunBroken) addStretch(map, length, at, 1);
      isRunBroken = false;
      units[length] = unit;
      length += 1;
      at += 1;
      continue;
    }
    isRunBroken = true;
    if (reading.unit >= 0) {
      addStretch(map, length, at, reading.width);
      units[length] = reading.unit;
      length += 1;
      isAfterLineEnd = action === BACKSLASH && reading.unit === 0x0a;
    }
    at += reading.width;
  }
  return length;
}

type Place = { readonly at: number; readonly action: number; readonly isAfterLineEnd: boolean };

/** Null: the unit stands for itself. */
function readingOf(text: string, { at, action, isAfterLineEnd }: Place, word: WordMemory): Reading | null {
  if (action === REPLACE) return { unit: READ_AS[text.charCodeAt(at)] ?? 0, width: 1 };
  if (action === DROP) return { unit: -1, width: 1 };
  if (action === BACKSLASH) return plain(readEscape(text, at));
  if (action === AMPERSAND) return plain(readEntity(text, at));
  if (action === SURROGATE) return readPair(text, at);
  if (action === QUOTE) return readConcatenation(text, at, isAfterLineEnd);
  if (at >= word.until) lookAtWord(text, at, word);
  return word.isLatin ? { unit: READ_AS[text.charCodeAt(at)] ?? 0, width: 1 } : null;
}

/** What an escape stands for may itself be invisible or odd. */
function plain(reading: Reading | null): Reading | null {
  if (reading === null || reading.unit < 0x80) return reading;
  const action = ACTIONS[reading.unit] ?? COPY;
  if (action === DROP) return { unit: -1, width: reading.width };
  return action === REPLACE ? { unit: READ_AS[reading.unit] ?? 0, width: reading.width } : reading;
}

/** Whether letters and digits round `at`, without a gap, hold a Latin letter. */
function lookAtWord(text: string, at: number, word: WordMemory): void {
  word.isLatin = false;
  for (let back = at - 1; back >= 0 && at - back < WORD_REACH; back -= 1) {
    const unit = text.charCodeAt(back);
    if (isLatinLetter(unit)) word.isLatin = true;
    if (word.isLatin || !isWordUnit(unit)) break;
  }
  let ahead = at + 1;
  for (; ahead < text.length && ahead - at < WORD_REACH; ahead += 1) {
    const unit = text.charCodeAt(ahead);
    if (isLatinLetter(unit)) word.isLatin = true;
    else if (!isWordUnit(unit)) break;
  }
  word.until = ahead;
}

function isLatinLetter(unit: number): boolean {
  return (unit | 32) >= 0x61 && (unit | 32) <= 0x7a;
}

function isWordUnit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || unit === 0x5f || (unit >= 0x370 && unit < 0x2000);
}

function readPair(text: string, at: number): Reading | null {
  const point = text.codePointAt(at) ?? 0;
  // Tag characters repeat ASCII where no reader sees it; models read it.
  if (point >= 0xe0020 && point <= 0xe007e) return { unit: point - 0xe0000, width: 2 };
  if (point < 0x1d400 || point > 0x1d7ff) return null;
  const plain = String.fromCodePoint(point).normalize('NFKC');
  return plain.length === 1 && plain <= '~' ? { unit: plain.charCodeAt(0), width: 2 } : null;
}

function stringOf(units: Uint16Array, length: number): string {
  let text = '';
  for (let from = 0; from < length; from += PIECE_LENGTH) {
    text += String.fromCharCode(...units.subarray(from, Math.min(length, from + PIECE_LENGTH)));
  }
  return text;
}
