/** Counts over a value that tell random text from words. */
export type SecretShape = {
  readonly length: number;
  readonly lowers: number;
  readonly uppers: number;
  readonly digits: number;
  /** ASCII that is neither letter nor digit, and everything beyond ASCII that is no letter of Latin-1. */
  readonly symbols: number;
  readonly distinct: number;
  /** How often small letters, capitals and digits change about; symbols between them do not count. */
  readonly changes: number;
  /** Steps from a character to itself or to the one behind it in the alphabet. */
  readonly steps: number;
  /** The longest stretch of small letters without a vowel. */
  readonly consonants: number;
  /** Characters in stretches of letters that could be spoken: three or more small ones, with a vowel, no five consonants. */
  readonly spoken: number;
};

const VALUE_REACH = 512;
const WORD_MIN = 3;
const CONSONANTS_MAX = 5;
const HEXADECIMAL = /^[0-9a-f]+$/i;
const VOWELS = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)));

/** Looks at the first 512 characters. */
export function shapeOf(value: string): SecretShape {
  const length = Math.min(value.length, VALUE_REACH);
  const kinds = { lower: 0, upper: 0, digit: 0, symbol: 0 };
  const seen = new Set<number>();
  const word = { length: 0, vowels: 0, consonants: 0, isBroken: false };
  let changes = 0;
  let steps = 0;
  let consonants = 0;
  let spoken = 0;
  let lastKind: Kind = 'symbol';
  let lastUnit = -2;
  for (let at = 0; at <= length; at += 1) {
    const unit = at === length ? 0 : value.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind === 'lower') {
      const isVowel = VOWELS.has(unit);
      word.length += 1;
      word.vowels += isVowel ? 1 : 0;
      word.consonants = isVowel ? 0 : word.consonants + 1;
      consonants = Math.max(consonants, word.consonants);
      word.isBroken ||= word.consonants >= CONSONANTS_MAX;
    } else {
      if (word.length >= WORD_MIN && word.vowels > 0 && !word.isBroken) spoken += word.length + 1;
      Object.assign(word, { length: 0, vowels: 0, consonants: 0, isBroken: false });
    }
    if (at === length) break;
    kinds[kind] += 1;
    seen.add(unit);
    if (kind !== 'symbol') {
      if (lastKind !== 'symbol' && kind !== lastKind) changes += 1;
      lastKind = kind;
    }
    if (unit === lastUnit || unit === lastUnit + 1) steps += 1;
    lastUnit = unit;
  }
  const { lower: lowers, upper: uppers, digit: digits, symbol: symbols } = kinds;
  return { length, lowers, uppers, digits, symbols, distinct: seen.size, changes, steps, consonants, spoken };
}

type Kind = 'lower' | 'upper' | 'digit' | 'symbol';

function kindOf(unit: number): Kind {
  if (unit >= 0x61 && unit <= 0x7a) return 'lower';
  if (unit >= 0x30 && unit <= 0x39) return 'digit';
  if (unit >= 0x41 && unit <= 0x5a) return 'upper';
  return unit >= 0xdf && unit <= 0xff ? 'lower' : 'symbol';
}

/**
 * Whether nobody would have thought the value up: many different characters, no alphabet, hardly a stretch that could
 * be spoken, and kinds that change often. Sixteen random characters pass all but always; ten may not.
 */
export function looksRandom(value: string): boolean {
  const shape = shapeOf(value);
  if (!isVaried(shape)) return false;
  const { length, lowers, uppers, digits, changes, consonants } = shape;
  const letters = lowers + uppers;
  // Half of all random hexadecimal text holds long stretches of digits.
  if (letters > 0 && length >= 24 && HEXADECIMAL.test(value)) return true;
  if (digits === 0) {
    if (uppers > 0 && lowers === 0) return shapeOf(value.toLowerCase()).consonants >= CONSONANTS_MAX && length >= 16;
    if (uppers === 0) return length >= 16 && consonants >= CONSONANTS_MAX;
    return changes >= length * 0.3;
  }
  if (letters === 0) return false;
  return changes >= Math.max(3, length * 0.15);
}

/** Whether the body of a token whose beginning is known could be one: not one letter again and again, no alphabet, no words. */
export function looksUnspoken(value: string): boolean {
  const { length, distinct, steps, spoken } = shapeOf(value);
  return distinct >= Math.min(8, length / 3) && steps <= length * 0.5 && spoken <= length * 0.85;
}

function isVaried({ length, distinct, steps, spoken }: SecretShape): boolean {
  return distinct >= Math.min(8, length / 2) && steps <= length * 0.4 && spoken <= length * 0.6;
}
