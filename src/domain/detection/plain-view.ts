import { type Reading, readConcatenation, readEntity, readEscape } from './escapes.ts';
import { goOnAt, type OffsetMap, type Span, type View } from './offset-map.ts';
import type { ViewMaker } from './text-memory.ts';
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
import { isLatinLetter } from './unit-kinds.ts';

/** A word longer than this is read as it stands. */
const WORD_REACH = 128;
const CODE_MAX = 36;
/** First half of a tag character. */
const TAG_HALF = 0xdb40;

/** Escapes can bring forth what is to be read again: cut strings, look-alikes. */
const ROUNDS_MAX = 2;

/** What is known of the word at hand, so that each is looked through once. */
type WordMemory = { until: number; isLatin: boolean };

/**
 * The text as a person sees it: escapes, entities and cut strings read, what is invisible left out, look-alikes and
 * odd digits, dashes and spaces read as their plain forms. A text that needs none of it is its own view. The maker has read
 * the text, and behind this its view.
 */
export function toPlainView(raw: View, maker: ViewMaker): View {
  let view = raw;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (!maker.hasPlaces()) break;
    const first = firstToRead(view.text, maker);
    if (first >= view.text.length) break;
    const read = readFrom(view, first, maker);
    view = read.view;
    if (!read.mayGoOn) break;
  }
  return view;
}

/** Where the first unit stands that is not simply copied; behind the text when there is none. */
function firstToRead(text: string, { nextPlace }: ViewMaker): number {
  const word = { until: 0, isLatin: false };
  let at = nextPlace(0);
  while (at < text.length) {
    const action = ACTIONS[text.charCodeAt(at)] ?? COPY;
    if (readingOf(text, { at, action, isAfterLineEnd: false }, word) !== null) return at;
    at = nextPlace(action === LOOK_ALIKE ? Math.max(at + 1, word.until) : at + 1);
  }
  return at;
}

type Read = {
  readonly view: View;
  /** An escape gave what may itself be read: a quote, a backslash, a letter beyond ASCII. */
  readonly mayGoOn: boolean;
};

function readFrom(source: View, first: number, maker: ViewMaker): Read {
  const { text } = source;
  const { nextPlace } = maker;
  const map = maker.newMap();
  const word = { until: 0, isLatin: false };
  let mayGoOn = false;
  let runStart = 0;
  let lineEndAt = -1;
  for (let at = first; at < text.length; ) {
    const action = ACTIONS[text.charCodeAt(at)] ?? COPY;
    const isOne = action === REPLACE || action === DROP;
    const reading = isOne ? null : readingOf(text, { at, action, isAfterLineEnd: lineEndAt === at }, word);
    if (reading === null && !isOne) {
      at = nextPlace(action === LOOK_ALIKE ? Math.max(at + 1, word.until) : at + 1);
      continue;
    }
    copyTo(maker, map, { start: runStart, end: at });
    if (reading === null) {
      if (action === REPLACE) putAt(maker, map, { unit: READ_AS[text.charCodeAt(at)] ?? 0, start: at, width: 1 });
    } else if (reading.unit >= 0) {
      putAt(maker, map, { unit: reading.unit, start: at, width: reading.width });
      if (reading.width > 1) mayGoOn ||= ACTIONS[reading.unit] !== COPY;
    }
    runStart = at + (reading?.width ?? 1);
    if (action === BACKSLASH && reading?.unit === 0x0a) lineEndAt = runStart;
    // What is read often stands together; only behind the last of it is the next place searched for.
    const isNext = (ACTIONS[text.charCodeAt(runStart)] ?? COPY) !== COPY;
    at = isNext ? runStart : nextPlace(runStart);
  }
  copyTo(maker, map, { start: runStart, end: text.length });
  return { view: { text: maker.finish(), map, source }, mayGoOn };
}

function copyTo(maker: ViewMaker, map: OffsetMap, { start, end }: Span): void {
  if (start >= end) return;
  goOnAt(map, maker.length(), { start, width: 1 });
  maker.copy(start, end);
}

function putAt(
  maker: ViewMaker,
  map: OffsetMap,
  { unit, start, width }: { readonly unit: number; readonly start: number; readonly width: number },
): void {
  goOnAt(map, maker.length(), { start, width });
  maker.put(unit, start);
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

function isWordUnit(unit: number): boolean {
  return isDigit(unit) || unit === 0x5f || (unit >= 0x370 && unit < 0x2000);
}

function readPair(text: string, at: number): Reading | null {
  const point = text.codePointAt(at) ?? 0;
  // Tag characters repeat ASCII where no reader sees it; models read it. One alone says nothing.
  if (point >= 0xe0020 && point <= 0xe007e) {
    const isAlone = text.charCodeAt(at + 2) !== TAG_HALF && text.charCodeAt(at - 2) !== TAG_HALF;
    return { unit: isAlone ? -1 : point - 0xe0000, width: 2 };
  }
  if (point < 0x1d400 || point > 0x1d7ff) return null;
  const unit = MATHEMATICAL[point - 0x1d400] ?? 0;
  return unit === 0 ? null : { unit, width: 2 };
}

/** What mathematical letters and digits are plainly, in ASCII; 0: nothing. */
const MATHEMATICAL = Uint8Array.from({ length: 0x400 }, (_, at) => {
  const plain = String.fromCodePoint(0x1d400 + at).normalize('NFKC');
  return plain.length === 1 && plain <= '~' ? plain.charCodeAt(0) : 0;
});
