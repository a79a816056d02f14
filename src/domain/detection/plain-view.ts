import { type Reading, readConcatenation, readEntity, readEscape } from './escapes.ts';
import type { View } from './offset-map.ts';
import { HAS, HAS_ANYTHING } from './text-signs.ts';
import {
  ACTIONS,
  AMPERSAND,
  BACKSLASH,
  COPY,
  DROP,
  LOOK_ALIKE,
  QUOTE,
  READ_AS,
  REPLACE,
  SURROGATE,
} from './unit-actions.ts';
import { createViewBuilder } from './view-builder.ts';

/** A word longer than this is read as it stands. */
const WORD_REACH = 128;
const CODE_MAX = 36;
const JOIN_GAP_MAX = 9;

/** Escapes can bring forth what is to be read again: cut strings, look-alikes. */
const ROUNDS_MAX = 2;

/** What is known of the word at hand, so that each is looked through once. */
type WordMemory = { until: number; isLatin: boolean };

/**
 * The text as a person sees it: escapes, entities and cut strings read, what is invisible left out, look-alikes and
 * odd digits, dashes and spaces read as their plain forms. A text that needs none of it is its own view.
 */
export function toPlainView(raw: View, signs: number = HAS_ANYTHING): View {
  if (signs === 0) return raw;
  let view = raw;
  let known = signs;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const cursors = startCursors(known);
    const first = firstToRead(view.text, cursors);
    if (first === view.text.length) break;
    const read = readFrom(view, first, cursors);
    view = read.view;
    // An escape may stand for any character.
    known = HAS_ANYTHING;
    if (!read.mayGoOn) break;
  }
  return view;
}

/** Where the first unit stands that is not simply copied; the length when there is none. */
function firstToRead(text: string, cursors: Cursors): number {
  const word = { until: 0, isLatin: false };
  let at = nextToRead(text, 0, cursors);
  while (at < text.length) {
    const action = ACTIONS[text.charCodeAt(at)] ?? COPY;
    if (readingOf(text, { at, action, isAfterLineEnd: false }, word) !== null) return at;
    at = nextToRead(text, action === LOOK_ALIKE ? Math.max(at + 1, word.until) : at + 1, cursors);
  }
  return at;
}

type Read = {
  readonly view: View;
  /** An escape gave what may itself be read: a quote, a backslash, a letter beyond ASCII. */
  readonly mayGoOn: boolean;
};

function readFrom(source: View, first: number, cursors: Cursors): Read {
  const { text } = source;
  const builder = createViewBuilder(source);
  const word = { until: 0, isLatin: false };
  let mayGoOn = false;
  let runStart = 0;
  let lineEndAt = -1;
  for (let at = first; at < text.length; ) {
    const action = ACTIONS[text.charCodeAt(at)] ?? COPY;
    const isOne = action === REPLACE || action === DROP;
    const reading = isOne ? null : readingOf(text, { at, action, isAfterLineEnd: lineEndAt === at }, word);
    if (reading === null && !isOne) {
      at = nextToRead(text, action === LOOK_ALIKE ? Math.max(at + 1, word.until) : at + 1, cursors);
      continue;
    }
    if (at > runStart) builder.copy(runStart, at);
    if (reading === null) {
      if (action === REPLACE) builder.put(READ_AS[text.charCodeAt(at)] ?? 0, at, 1);
    } else if (reading.unit >= 0) {
      builder.put(reading.unit, at, reading.width);
      if (reading.width > 1) mayGoOn ||= ACTIONS[reading.unit] !== COPY;
    }
    runStart = at + (reading?.width ?? 1);
    if (action === BACKSLASH && reading?.unit === 0x0a) lineEndAt = runStart;
    // What is read often stands together; only behind the last of it is the next place searched for.
    const isNext = (ACTIONS[text.charCodeAt(runStart)] ?? COPY) !== COPY;
    at = isNext ? runStart : nextToRead(text, runStart, cursors);
  }
  if (text.length > runStart) builder.copy(runStart, text.length);
  return { view: builder.finish(), mayGoOn };
}

/**
 * Next place of each kind that may have to be read; the machine's own search finds them faster than any loop. Of `joins` the next
 * of all stands in `join`.
 */
type Cursors = { backslash: number; ampersand: number; odd: number; join: number; readonly joins: number[] };

/** Everything beyond ASCII that `ACTIONS` does not copy. */
const ODD = new RegExp(`[${oddRanges()}]`, 'g');
/** Signs that join strings when a quote stands before them; rarer than quotes, and so found faster. */
const JOINS = ['+', '. "', ". '", "|| '"] as const;
/** Behind every text. */
const NOWHERE = 0x3fffffff;

function oddRanges(): string {
  let ranges = '';
  for (let unit = 0x80; unit < ACTIONS.length; unit += 1) {
    if (ACTIONS[unit] === COPY) continue;
    const first = unit;
    while (unit + 1 < ACTIONS.length && ACTIONS[unit + 1] !== COPY) unit += 1;
    ranges += `\\u${first.toString(16).padStart(4, '0')}-\\u${unit.toString(16).padStart(4, '0')}`;
  }
  return ranges;
}

function startCursors(signs: number): Cursors {
  const placeOf = (sign: number): number => ((signs & sign) === 0 ? NOWHERE : -1);
  return {
    backslash: placeOf(HAS.backslash),
    ampersand: placeOf(HAS.ampersand),
    odd: placeOf(HAS.others),
    join: -1,
    joins: [placeOf(HAS.plus), placeOf(HAS.dotAndQuote), placeOf(HAS.dotAndQuote), placeOf(HAS.bars)],
  };
}

function nextToRead(text: string, from: number, cursors: Cursors): number {
  if (cursors.join < from) lookForJoins(text, from, cursors);
  const { backslash, ampersand, odd, join } = cursors;
  const isKnown = backslash >= from && ampersand >= from && odd >= from;
  const near = isKnown ? -1 : nearToRead(text, from);
  if (near >= 0) return Math.min(near, join);
  const behind = isKnown ? from : Math.min(text.length, from + NEAR);
  if (backslash < behind) cursors.backslash = placeOf(text, '\\', behind);
  if (ampersand < behind) cursors.ampersand = placeOf(text, '&', behind);
  if (odd < behind) {
    ODD.lastIndex = behind;
    cursors.odd = ODD.test(text) ? ODD.lastIndex - 1 : text.length;
  }
  return Math.min(cursors.backslash, cursors.ampersand, cursors.odd, join, text.length);
}

function lookForJoins(text: string, from: number, cursors: Cursors): void {
  cursors.join = NOWHERE;
  for (let index = 0; index < JOINS.length; index += 1) {
    if ((cursors.joins[index] ?? 0) < from) cursors.joins[index] = quoteBefore(text, JOINS[index] ?? '', from);
    cursors.join = Math.min(cursors.join, cursors.joins[index] ?? 0);
  }
}

/** What is to be read often stands close together: searching for it so near would cost more than looking. */
const NEAR = 16;

/** The same of what stands near, but for quotes; -1: nothing. */
function nearToRead(text: string, from: number): number {
  const end = Math.min(text.length, from + NEAR);
  for (let at = from; at < end; at += 1) {
    const action = ACTIONS[text.charCodeAt(at)] ?? COPY;
    if (action !== COPY && action !== QUOTE) return at;
  }
  return -1;
}

function placeOf(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? text.length : at;
}

/** The quote, at `from` or behind it, that has the sign behind it and nothing between but blanks. */
function quoteBefore(text: string, sign: string, from: number): number {
  for (let place = text.indexOf(sign, from); place >= 0; place = text.indexOf(sign, place + 1)) {
    let at = place - 1;
    while (place - at <= JOIN_GAP_MAX && text.charCodeAt(at) <= 0x20) at -= 1;
    if (at >= from && ACTIONS[text.charCodeAt(at)] === QUOTE) return at;
  }
  return text.length;
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

/**
 * Whether letters and digits round `at`, without a gap, hold a Latin letter; or a digit, or capitals one blank or dash
 * from one, and no letter that looks like none: `ΑΒ123456`, `12345678-Χ`.
 */
function lookAtWord(text: string, at: number, word: WordMemory): void {
  word.isLatin = false;
  let back = at - 1;
  for (; back >= 0 && at - back < WORD_REACH; back -= 1) {
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
  word.isLatin ||= isCode(text, back + 1, ahead);
}

/** A number of a document and no word: all its letters look like Latin ones. */
function isCode(text: string, start: number, end: number): boolean {
  if (end - start > CODE_MAX) return false;
  let hasDigit = false;
  let isCapital = true;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (isDigit(unit)) hasDigit = true;
    else if (ACTIONS[unit] !== LOOK_ALIKE) return false;
    else if ((READ_AS[unit] ?? 0) >= 0x61) isCapital = false;
  }
  if (end - start === 2 && (isPairBehind(text, end, 1) || isPairBehind(text, start - 1, -1))) return true;
  if (isJoined(text, end, 1) || isJoined(text, start - 1, -1)) return true;
  return hasDigit || (isCapital && (isBesideDigit(text, end, 1) || isBesideDigit(text, start - 1, -1)));
}

/** `8е:ее:48`: pairs of a hardware address. */
function isPairBehind(text: string, at: number, step: number): boolean {
  if (text.charCodeAt(at) !== 0x3a) return false;
  const [near, far] = [text.charCodeAt(at + step), text.charCodeAt(at + 2 * step)];
  return [near, far].every((unit) => isDigit(unit) || isLatinLetter(unit) || ACTIONS[unit] === LOOK_ALIKE);
}

/** Signs within tokens, and a Latin letter or a digit beyond. */
function isJoined(text: string, at: number, step: number): boolean {
  const unit = text.charCodeAt(at);
  const next = text.charCodeAt(at + step);
  return (unit === 0x2d || unit === 0x2b || unit === 0x2f) && (isDigit(next) || isLatinLetter(next));
}

function isBesideDigit(text: string, at: number, step: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit === 0x20 || unit === 0x2d || unit === 0x2e) && isDigit(text.charCodeAt(at + step));
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isLatinLetter(unit: number): boolean {
  return (unit | 32) >= 0x61 && (unit | 32) <= 0x7a;
}

function isWordUnit(unit: number): boolean {
  return isDigit(unit) || unit === 0x5f || (unit >= 0x370 && unit < 0x2000);
}

function readPair(text: string, at: number): Reading | null {
  const point = text.codePointAt(at) ?? 0;
  // Tag characters repeat ASCII where no reader sees it; models read it.
  if (point >= 0xe0020 && point <= 0xe007e) return { unit: point - 0xe0000, width: 2 };
  if (point < 0x1d400 || point > 0x1d7ff) return null;
  const unit = MATHEMATICAL[point - 0x1d400] ?? 0;
  return unit === 0 ? null : { unit, width: 2 };
}

/** What mathematical letters and digits are plainly, in ASCII; 0: nothing. */
const MATHEMATICAL = Uint8Array.from({ length: 0x400 }, (_, at) => {
  const plain = String.fromCodePoint(0x1d400 + at).normalize('NFKC');
  return plain.length === 1 && plain <= '~' ? plain.charCodeAt(0) : 0;
});
