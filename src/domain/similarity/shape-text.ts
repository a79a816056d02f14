import { createKeyedHash, type HashKey } from '../detection/keyed-hash.ts';

/** A text as comparing sees it: keyed hashes of its words in twos. Nobody gets a word back from it. */
export type TextShape = {
  /** Of all words in their order, 16 hex characters. Equal texts, but for case, marks and figures, have equal ones. */
  readonly digest: string;
  /** One for each two words that follow one another, in order; a text of fewer words has none. */
  readonly shingles: Uint32Array;
  /** True: the text was longer than what was looked at. */
  readonly isCut: boolean;
};

export type TextShaper = (text: string) => TextShape;

/** Far more than a prompt is, and what can be looked at within a millisecond. */
export const SHAPED_CHARACTERS_MAX = 12_000;
/** A word beside which all figures are alike, so that an invoice's number does not make it another task. */
const FIGURE = 0x23;

/**
 * Makes shapes under one key. Without the key nobody can compute one, so that nobody can try texts against those that are
 * kept; gateways of one installation have the same key. Letters count, in lower case; marks and spaces part words; each
 * character of Chinese and Japanese is a word.
 */
export function createTextShaper(key: HashKey): TextShaper {
  const word = createKeyedHash(key);
  const whole = createKeyedHash({ first: key.second, second: key.first });
  const words = new Uint32Array(SHAPED_CHARACTERS_MAX);

  /** Leaves the hashes of the words in `words`. */
  const readWords = (text: string): number => {
    let count = 0;
    let length = 0;
    let isFigure = true;
    const end = (): void => {
      if (length === 0) return;
      if (isFigure) {
        word.begin();
        word.add(FIGURE);
      }
      word.finish();
      words[count] = word.low();
      count += 1;
      length = 0;
    };
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const isDigit = unit >= 0x30 && unit <= 0x39;
      if (!isDigit && !isLetter(unit)) {
        end();
        continue;
      }
      const isAlone = isOwnWord(unit);
      if (isAlone) end();
      if (length === 0) {
        word.begin();
        isFigure = true;
      }
      word.add(unit);
      length += 1;
      isFigure = isFigure && isDigit;
      if (isAlone) end();
    }
    end();
    return count;
  };

  return (text) => {
    const isCut = text.length > SHAPED_CHARACTERS_MAX;
    // Some letters become two in lower case; what is beyond the room then is as good as cut off.
    const looked = (isCut ? text.slice(0, SHAPED_CHARACTERS_MAX) : text).toLowerCase().slice(0, SHAPED_CHARACTERS_MAX);
    const count = readWords(looked);
    whole.begin();
    for (let at = 0; at < count; at += 1) whole.add(words[at] ?? 0);
    whole.finish();
    const digest = `${hexOf(whole.high())}${hexOf(whole.low())}`;
    return { digest, shingles: shinglesOf(words, count), isCut };
  };
}

/** Two words each: of three more is told apart, and a word that was replaced costs three of them (bench/similarity.ts). */
function shinglesOf(words: Uint32Array, count: number): Uint32Array {
  const shingles = new Uint32Array(Math.max(0, count - 1));
  for (let at = 0; at < shingles.length; at += 1) shingles[at] = mixed(words[at] ?? 0, words[at + 1] ?? 0);
  return shingles;
}

/** MurmurHash3 of two words of 32 bits (Appleby, public domain): they are keyed already, this spreads them. */
function mixed(first: number, second: number): number {
  let hash = taken(taken(0, first), second) ^ 8;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function taken(hash: number, value: number): number {
  const spread = Math.imul(value, 0xcc9e2d51);
  const mixedIn = hash ^ Math.imul((spread << 15) | (spread >>> 17), 0x1b873593);
  return (Math.imul((mixedIn << 13) | (mixedIn >>> 19), 5) + 0xe6546b64) | 0;
}

/** Letters of all scripts, nearly: beyond ASCII what is not known as a mark or a space is one. */
function isLetter(unit: number): boolean {
  if (unit < 0x80) return unit >= 0x61 && unit <= 0x7a;
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba;
  if (unit >= 0x2000 && unit <= 0x2bff) return false;
  return !(unit >= 0x3000 && unit <= 0x303f) && !(unit >= 0xff00 && unit <= 0xff0f) && unit !== 0xfeff;
}

/** Kana and Han: written without spaces. */
function isOwnWord(unit: number): boolean {
  return unit >= 0x3040 && unit <= 0x9fff;
}

function hexOf(word: number): string {
  return word.toString(16).padStart(8, '0');
}
