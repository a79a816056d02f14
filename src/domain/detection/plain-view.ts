import { type Reading, readConcatenation, readEntity, readEscape } from './escapes.ts';
import { addStretch, emptyOffsetMap, type OffsetMap, type View } from './offset-map.ts';
import { ACTIONS, AMPERSAND, BACKSLASH, COPY, DROP, QUOTE, READ_AS, REPLACE, SURROGATE } from './unit-actions.ts';

/** A word longer than this is read as it stands. */
const WORD_REACH = 128;

/** Escapes can bring forth what is to be read again: cut strings, look-alikes. */
const ROUNDS_MAX = 2;

/** What is known of the word at hand, so that each is looked through once. */
type WordMemory = { until: number; isLatin: boolean };

/**
 * The text as a person sees it: escapes, entities and cut strings read, what is invisible left out, look-alikes and
 * odd digits, dashes and spaces read as their plain forms. A text that needs none of it is its own view.
 */
export function toPlainView(text: string, source: View | null): View {
  let view: View = { text, map: null, source };
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const first = firstToRead(view.text);
    if (first === view.text.length) break;
    view = { ...readFrom(view.text, first), source: round === 0 ? source : view };
  }
  return view;
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

function readFrom(text: string, first: number): { readonly text: string; readonly map: OffsetMap } {
  const map = emptyOffsetMap();
  const word = { until: 0, isLatin: false };
  let read = '';
  let runStart = 0;
  let isAfterLineEnd = false;
  for (let at = first; at < text.length; ) {
    const action = ACTIONS[text.charCodeAt(at)] ?? COPY;
    const reading: Reading | null = action === COPY ? null : readingOf(text, { at, action, isAfterLineEnd }, word);
    isAfterLineEnd = false;
    if (reading === null) {
      at += 1;
      continue;
    }
    if (at > runStart) {
      addStretch(map, read.length, runStart, 1);
      read += text.slice(runStart, at);
    }
    if (reading.unit >= 0) {
      addStretch(map, read.length, at, reading.width);
      read += String.fromCharCode(reading.unit);
      isAfterLineEnd = action === BACKSLASH && reading.unit === 0x0a;
    }
    at += reading.width;
    runStart = at;
  }
  addStretch(map, read.length, runStart, 1);
  return { text: read + text.slice(runStart), map };
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
