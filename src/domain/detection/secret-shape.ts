/** Counts over a value that tell random text from words. */
export type SecretShape = {
  /** At most 128: what is further is not looked at. */
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

const VALUE_REACH = 128;
const WORD_MIN = 3;
const CONSONANTS_MAX = 5;
const HEXADECIMAL = /^[0-9a-f]+$/i;
const SYMBOL = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
/** Kind of each unit up to Latin-1; what is beyond is a symbol. */
const KINDS = Uint8Array.from({ length: 256 }, (_, unit) => kindOf(unit));
/** `a e i o u y` as bits above `a`. */
const VOWELS = [...'aeiouy'].reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) - 0x61)), 0);

function kindOf(unit: number): number {
  if ((unit >= 0x61 && unit <= 0x7a) || unit >= 0xdf) return LOWER;
  if (unit >= 0x30 && unit <= 0x39) return DIGIT;
  return unit >= 0x41 && unit <= 0x5a ? UPPER : SYMBOL;
}

/** Of one value at a time: how many characters of each kind it has, and which were seen, 32 to a number. */
const counts = new Int32Array(4);
const seen = new Int32Array(8);

export function shapeOf(value: string): SecretShape {
  const length = Math.min(value.length, VALUE_REACH);
  counts.fill(0);
  seen.fill(0);
  let distinct = 0;
  let changes = 0;
  let steps = 0;
  let consonants = 0;
  let spoken = 0;
  let wordLength = 0;
  let wordVowels = 0;
  let wordConsonants = 0;
  let isBroken = false;
  let lastKind = SYMBOL;
  let lastUnit = -2;
  for (let at = 0; at <= length; at += 1) {
    const unit = at === length ? 0 : value.charCodeAt(at);
    const kind = KINDS[unit] ?? SYMBOL;
    if (kind === LOWER) {
      const isVowel = unit < 0x80 && ((VOWELS >> (unit - 0x61)) & 1) === 1;
      wordLength += 1;
      wordVowels += isVowel ? 1 : 0;
      wordConsonants = isVowel ? 0 : wordConsonants + 1;
      if (wordConsonants > consonants) consonants = wordConsonants;
      if (wordConsonants >= CONSONANTS_MAX) isBroken = true;
    } else if (wordLength > 0) {
      if (wordLength >= WORD_MIN && wordVowels > 0 && !isBroken) spoken += wordLength + 1;
      wordLength = 0;
      wordVowels = 0;
      wordConsonants = 0;
      isBroken = false;
    }
    if (at === length) break;
    counts[kind] = (counts[kind] ?? 0) + 1;
    const word = seen[(unit >> 5) & 7] ?? 0;
    if (((word >> (unit & 31)) & 1) === 0) {
      distinct += 1;
      seen[(unit >> 5) & 7] = word | (1 << (unit & 31));
    }
    if (kind !== SYMBOL) {
      if (lastKind !== SYMBOL && kind !== lastKind) changes += 1;
      lastKind = kind;
    }
    if (unit === lastUnit || unit === lastUnit + 1) steps += 1;
    lastUnit = unit;
  }
  const [symbols = 0, lowers = 0, uppers = 0, digits = 0] = counts;
  return { length, lowers, uppers, digits, symbols, distinct, changes, steps, consonants, spoken };
}

/**
 * Whether nobody would have thought the value up: many different characters, no alphabet, hardly a stretch that could
 * be spoken, and kinds that change often. Sixteen random characters pass all but always; ten may not.
 */
export function looksRandom(value: string, shape: SecretShape = shapeOf(value)): boolean {
  if (isLongBase32(shape) || isBase36(shape)) return true;
  if (!isVaried(shape)) return false;
  const { length, lowers, uppers, digits, changes, consonants, spoken } = shape;
  const letters = lowers + uppers;
  // Half of all random hexadecimal text holds long stretches of digits.
  if (letters > 0 && length >= 24 && HEXADECIMAL.test(value)) return true;
  if (digits === 0) {
    if (uppers > 0 && lowers === 0) return shapeOf(value.toLowerCase()).consonants >= CONSONANTS_MAX && length >= 16;
    if (uppers === 0) return length >= 16 && consonants >= CONSONANTS_MAX;
    return changes >= length * (length >= 24 && spoken <= length * 0.35 ? 0.22 : 0.3);
  }
  if (letters === 0) return false;
  return changes >= Math.max(3, length * 0.15);
}

/** Base 32 in small letters, as Azure DevOps has it: much of it could be spoken, but nobody puts figures into words so. */
function isLongBase32({ length, digits, uppers, symbols, distinct, changes, steps }: SecretShape): boolean {
  return (
    length >= 40 &&
    uppers === 0 &&
    symbols === 0 &&
    digits >= 5 &&
    distinct >= 16 &&
    changes >= 12 &&
    steps < length / 3
  );
}

/** Small letters and figures that change about again and again: letters between may be spoken by chance. */
function isBase36({ length, digits, uppers, symbols, distinct, changes, steps }: SecretShape): boolean {
  if (length < 24 || uppers > 0 || symbols > 0) return false;
  return digits >= 4 && distinct >= 12 && changes >= Math.max(7, length * 0.24) && steps < length / 4;
}

const SIGN = /[!@#$%^&*+=~(]/g;

/** Whether signs of many kinds stand all over a long value, as in the secret keys of Django. */
export function looksPunctuated(value: string, { length, distinct, spoken }: SecretShape): boolean {
  if (length < 24 || distinct < 14 || spoken > length * 0.5) return false;
  const signs = value.match(SIGN) ?? [];
  return signs.length >= length * 0.12 && new Set(signs).size >= 4;
}

/** Whether the body of a token whose beginning is known could be one: not one letter again and again, no alphabet, no words. */
export function looksUnspoken(value: string): boolean {
  const { length, distinct, steps, spoken } = shapeOf(value);
  return distinct >= Math.min(8, length / 3) && steps <= length * 0.5 && spoken <= length * 0.85;
}

function isVaried({ length, distinct, steps, spoken }: SecretShape): boolean {
  return distinct >= Math.min(8, length / 2) && steps <= length * 0.4 && spoken <= length * 0.6;
}
