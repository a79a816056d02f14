import { chooseInnerKeys } from './inner-keys.ts';
import { byteOf, FOLDED_BYTES, LETTER_BYTES, SIGNS } from './text-units.ts';

/**
 * Where the kernel looks for a literal, by the characters in it, its key, of which it keeps a table:
 *
 *   start  where a letter or digit stands behind none: tokens' beginnings, and all that begins with a sign and goes on so
 *   inner  everywhere, by four characters of it that few texts have: what may stand within words
 *   mark   at `:`, `<`, `~` and `A`: short ones that hold one of them, markers of tokens whose case counts
 *   end    at the last three letters of a word that a number follows: endings of streets
 *   sign   at what is neither ASCII nor a letter: ideographs
 *   any    at each character, which costs time; organisations' patterns may ask for such
 */
export type LiteralPlace = 'start' | 'inner' | 'mark' | 'end' | 'sign' | 'any';

export type LiteralKey = {
  readonly place: LiteralPlace;
  /** Where in the literal it stands. */
  readonly at: number;
  readonly size: number;
};

/** What whoever waits for a literal asks of the places where it is found. */
export type LiteralConditions = {
  /** No letter or digit (ASCII) stands before it. */
  readonly isAtStart: boolean;
  /** It ends a word, but for a sign, and a digit stands one or two characters behind it. */
  readonly isBeforeNumber: boolean;
  /** Case counts, and it begins with `A`. */
  readonly isMarker: boolean;
};

export const NO_CONDITIONS: LiteralConditions = { isAtStart: false, isBeforeNumber: false, isMarker: false };

const KEY_MAX = 4;
const SHORT = 3;
const MARKS = [0x3a, 0x3c, 0x7e];

/** Of each folded literal its key, by which it is found wherever it stands. None is empty. */
export function keysOf(texts: readonly string[], conditions: readonly LiteralConditions[]): readonly LiteralKey[] {
  const keys = texts.map((text, row) => keyOf(foldedBytesOf(text), conditions[row] ?? NO_CONDITIONS));
  const rows = keys.flatMap(({ place }, row) => (place === 'inner' ? [row] : []));
  const inner = chooseInnerKeys(rows.map((row) => foldedBytesOf(texts[row] ?? '')));
  for (const [index, row] of rows.entries())
    keys[row] = { place: 'inner', ...(inner[index] ?? { at: 0, size: SHORT }) };
  return keys;
}

function keyOf(bytes: readonly number[], { isAtStart, isBeforeNumber, isMarker }: LiteralConditions): LiteralKey {
  const key = (place: LiteralPlace, at: number): LiteralKey => {
    return { place, at, size: Math.min(KEY_MAX, bytes.length - at) };
  };
  if ((bytes[0] ?? 0) >= SIGNS) return key('sign', 0);
  const last = bytes.findLastIndex(isOfWord);
  if (isBeforeNumber && last + 1 >= SHORT) return { place: 'end', at: last + 1 - SHORT, size: SHORT };
  const word = bytes.findIndex(isOfWord);
  if (word > 0 || (word === 0 && isAtStart)) return key('start', word);
  if (isMarker) return key('mark', 0);
  const mark = bytes.findIndex((byte) => MARKS.includes(byte));
  if (mark >= 0 && bytes.length <= SHORT) return key('mark', mark);
  return key(word < 0 || bytes.length < SHORT ? 'any' : 'inner', 0);
}

/** Of a text the bytes that the passes compare. */
export function foldedBytesOf(text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, at) => FOLDED_BYTES[byteOf(text.charCodeAt(at))] ?? 0);
}

function isOfWord(byte: number): boolean {
  return LETTER_BYTES[byte] !== 0 || (byte >= 0x30 && byte <= 0x39);
}
