import type { SpelledUnit } from './spelled-runs.ts';
import { byteOf } from './text-units.ts';

/** Digits as words, in the order of the digits. */
const DIGITS: ReadonlyMap<string, number> = new Map(
  [
    'zero one two three four five six seven eight nine',
    'null eins zwei drei vier fünf sechs sieben acht neun',
    'zéro un deux trois quatre cinq six sept huit neuf',
    'cero uno dos tres cuatro cinco seis siete ocho nueve',
    'zero uno due tre quattro cinque sei sette otto nove',
    'zero um dois três quatro cinco seis sete oito nove',
    'nul een twee drie vier vijf zes zeven acht negen',
    'zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć',
  ].flatMap((line) => line.split(' ').map((word, digit): [string, number] => [word, digit])),
);
export const DIGIT_WORDS: readonly string[] = [...DIGITS.keys()];
/** How they begin, three characters and more: behind those of two letters stands a gap. */
export const DIGIT_WORDS_BEGIN: readonly string[] = DIGIT_WORDS.flatMap((word) =>
  word.length > 2 ? [word] : [...' ,-.\n'].map((gap) => word + gap),
);
const OTHER_DIGITS: ReadonlyMap<string, number> = new Map([
  ['oh', 0],
  ['zwo', 2],
  ['meia', 6],
]);
const TIMES: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['doppel', 2],
  ['doble', 2],
]);
const WORD_MAX = 9;
const DIGITS_MIN = 7;
const WORDS_MAX = 80;
const BACK_REACH = 400;
/** First letter and length of the words: few other words pass. */
const BEGINS = new Set([...DIGITS.keys()].map((word) => word.charCodeAt(0) * 16 + word.length));
/** The first two letters of the words, five bits each; `é` and its like are looked up. */
const PAIRS = new Uint8Array(1024);
/** The same of the bytes that stand for them in the passes. */
export const BYTE_PAIRS: Uint8Array = new Uint8Array(1024);
for (const word of [...DIGITS.keys(), 'double', 'triple', 'doppel', 'oh', 'meia']) {
  const [first, second] = [word.charCodeAt(0), word.charCodeAt(1)];
  PAIRS[pairOf(first, second)] = 1;
  BYTE_PAIRS[pairOf(byteOf(first), byteOf(second))] = 1;
}
const WORD = /[ ,.\-\n]{0,3}([\p{L}\d]{1,10})(?![\p{L}\d])/uy;

/**
 * A number that is spelled, of which one word stands at `at`: digits as words, single letters and digits between them,
 * "double four". Null when there are too few.
 */
export function readNumberWords(text: string, at: number, from: number): readonly SpelledUnit[] | null {
  if (!mayBegin(text.charCodeAt(at), text.charCodeAt(at + 1))) return null;
  let end = at;
  while (end - at <= WORD_MAX && isLetter(text.charCodeAt(end))) end += 1;
  if (!BEGINS.has((text.charCodeAt(at) | 32) * 16 + end - at)) return null;
  if (!goesOn(text, end) || !DIGITS.has(text.slice(at, end).toLowerCase())) return null;
  if (!isUnitBehind(text, end) && !isUnitBefore(text, at)) return null;
  const run: SpelledUnit[] = [];
  let times = 1;
  let digits = 0;
  let place = startOfRun(text, at, from);
  let timesStart = place;
  for (let words = 0; words < WORDS_MAX; words += 1) {
    WORD.lastIndex = place;
    const word = WORD.exec(text)?.[1];
    if (word === undefined) break;
    const wordStart = WORD.lastIndex - word.length;
    const unit = unitOf(word);
    if (unit < 0) {
      const many = TIMES.get(word.toLowerCase());
      if (many === undefined) break;
      times = many;
      timesStart = wordStart;
    } else {
      const start = times > 1 ? timesStart : wordStart;
      for (let count = 0; count < times; count += 1) run.push({ unit, start, width: WORD.lastIndex - start });
      if (word.length > 1) digits += times;
      times = 1;
    }
    place = WORD.lastIndex;
  }
  return digits < DIGITS_MIN ? null : run;
}

/** Whether the next word may be a digit too, or say how often one stands: by itself a digit's word is no number. */
function isUnitBehind(text: string, from: number): boolean {
  let at = from;
  while (at - from < GAP_MAX && isGap(text.charCodeAt(at))) at += 1;
  let end = at;
  while (end - at <= UNIT_MAX && isWordUnit(text.charCodeAt(end))) end += 1;
  return mayBeUnit(text, at, end);
}

/** The same of the word before it. */
function isUnitBefore(text: string, from: number): boolean {
  let end = from;
  while (from - end < GAP_MAX && isGap(text.charCodeAt(end - 1))) end -= 1;
  let at = end;
  while (end - at <= UNIT_MAX && isWordUnit(text.charCodeAt(at - 1))) at -= 1;
  return end < from && mayBeUnit(text, at, end);
}

function mayBeUnit(text: string, start: number, end: number): boolean {
  if (end - start < 2) return end > start;
  if (end - start > UNIT_MAX || !mayBegin(text.charCodeAt(start), text.charCodeAt(start + 1))) return false;
  const word = text.slice(start, end).toLowerCase();
  return DIGITS.has(word) || OTHER_DIGITS.has(word) || TIMES.has(word);
}

const GAP_MAX = 3;
const UNIT_MAX = 10;

function isWordUnit(unit: number): boolean {
  return isLetter(unit) || (unit >= 0x30 && unit <= 0x39);
}

/** Goes back over words that are digits. */
function startOfRun(text: string, at: number, from: number): number {
  const first = Math.max(from, at - BACK_REACH);
  const before = text.slice(first, at);
  let start = before.length;
  for (let words = 0; words < WORDS_MAX; words += 1) {
    const word = /(?<![\p{L}\d])([\p{L}\d]{1,10})[ ,.\-\n]{1,3}$/u.exec(before.slice(Math.max(0, start - 14), start));
    if (word === null || (unitOf(word[1] ?? '') < 0 && !TIMES.has((word[1] ?? '').toLowerCase()))) break;
    start -= word[0].length;
  }
  return first + start;
}

/** Of a digit's word its digit, of a single capital or digit itself; −1: neither. */
function unitOf(word: string): number {
  if (word.length === 1) return /[A-Z\d]/.test(word) ? word.charCodeAt(0) : -1;
  const digit = DIGITS.get(word.toLowerCase()) ?? OTHER_DIGITS.get(word.toLowerCase());
  return digit === undefined ? -1 : 0x30 + digit;
}

/** Whether another such word may stand behind it: `null` and `one` stand alone in most texts. */
function goesOn(text: string, from: number): boolean {
  let at = from;
  while (at < from + 3 && isGap(text.charCodeAt(at))) at += 1;
  if (at === from) return false;
  return mayBegin(text.charCodeAt(at), text.charCodeAt(at + 1)) || !isLetter(text.charCodeAt(at + 1));
}

/** Blank, comma, dash, point, line end. */
function isGap(unit: number): boolean {
  return unit === 0x20 || unit === 0x2c || unit === 0x2d || unit === 0x2e || unit === 0x0a;
}

function mayBegin(first: number, second: number): boolean {
  return PAIRS[pairOf(first, second)] === 1;
}

function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

function isLetter(unit: number): boolean {
  return ((unit | 32) >= 0x61 && (unit | 32) <= 0x7a) || (unit >= 0xc0 && unit < 0x180);
}
