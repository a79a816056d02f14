import {
  BEGINNING_PROBES,
  beginningBit,
  type Dictionary,
  ENTRY_UNITS_MAX,
  ENTRY_UNITS_MIN,
  ENTRY_WORDS_MAX,
  smallHashStart,
  smallHashStep,
} from './dictionary.ts';
import { foldLetter, GAP, UNSEEN } from './fold-letter.ts';
import { createKeyedHash, type HashKey } from './keyed-hash.ts';

/** What became of one line of the list. What is not added is told, so that nobody believes it is guarded. */
export type AddedEntry = 'added' | 'known' | 'too_short' | 'too_long' | 'too_many';

/** An entry as it is kept: what it said cannot be told from it without the key. */
export type HashedEntry = {
  readonly high: number;
  readonly low: number;
  /** Small hashes of its first word and of all of it, by which most words of a text are passed over. */
  readonly firstWord: number;
  readonly whole: number;
};

export type DictionaryBuilder = {
  /** Takes entries one by one, as they are read; none is kept but by its hash. */
  readonly add: (entry: string) => AddedEntry;
  /** Takes an entry that was hashed before, under the same key. */
  readonly addHashed: (entry: HashedEntry) => 'added' | 'known' | 'too_many';
  /** May be asked once, at the end. */
  readonly finish: (of: Omit<Dictionary, 'entries' | 'slots' | 'beginnings'>) => Dictionary;
};

const SLOTS_AT_START = 1024;
/** At most two thirds of the slots are taken: a search looks at three on average. */
const FULL = 2 / 3;
const BEGINNING_BITS_PER_ENTRY = 16;

/** Builds a dictionary of at most `entriesMax` entries: 12 to 24 bytes for each, and three times that while it grows. */
export function createDictionaryBuilder(options: {
  readonly key: HashKey;
  readonly entriesMax: number;
  /** So that the table need not grow on the way. */
  readonly entriesExpected?: number;
}): DictionaryBuilder {
  const hashEntry = createEntryHasher(options.key);
  let slots = new Uint32Array(2 * slotsFor(options.entriesExpected ?? 0));
  let entries = 0;
  const smalls = createNumberList();

  const add = (entry: string): AddedEntry => {
    const hashed = hashEntry(entry);
    return typeof hashed === 'string' ? hashed : addHashed(hashed);
  };

  const addHashed: DictionaryBuilder['addHashed'] = ({ high, low, firstWord, whole }) => {
    if (entries >= options.entriesMax) return 'too_many';
    if (!place(slots, { high, low })) return 'known';
    entries++;
    smalls.add(firstWord);
    // Whole as well: "CUST-0012" is written "CUST0012" too, and then begins with all of itself.
    if (whole !== firstWord) smalls.add(whole);
    if (entries > (slots.length / 2) * FULL) slots = grow(slots);
    return 'added';
  };

  const finish: DictionaryBuilder['finish'] = (of) => {
    const beginnings = new Uint32Array(wordsForBits(entries * BEGINNING_BITS_PER_ENTRY));
    for (const small of smalls.values()) {
      for (let probe = 0; probe < BEGINNING_PROBES; probe++) {
        const bit = beginningBit(beginnings, { small, probe });
        beginnings[bit >>> 5] = (beginnings[bit >>> 5] ?? 0) | (1 << (bit & 31));
      }
    }
    return { ...of, entries, slots, beginnings };
  };

  return { add, addHashed, finish };
}

/** Hashes entries one by one; what is too short or too long to be looked for is told. */
export function createEntryHasher(key: HashKey): (entry: string) => HashedEntry | 'too_short' | 'too_long' {
  const hash = createKeyedHash(key);
  return (entry) => {
    const read = readEntry(entry);
    if (read.units.length < ENTRY_UNITS_MIN) return 'too_short';
    if (read.units.length > ENTRY_UNITS_MAX || read.words > ENTRY_WORDS_MAX) return 'too_long';
    hash.begin();
    for (const unit of read.units) hash.add(unit);
    hash.finish();
    const firstWord = smallHash(read.units.slice(0, read.firstWordUnits), key) >>> 0;
    const whole = read.words > 1 ? smallHash(read.units, key) >>> 0 : firstWord;
    return { high: hash.high(), low: hash.low(), firstWord, whole };
  };
}

function slotsFor(entries: number): number {
  let slots = SLOTS_AT_START;
  while (entries > slots * FULL) slots *= 2;
  return slots;
}

function readEntry(entry: string): {
  readonly units: readonly number[];
  readonly words: number;
  readonly firstWordUnits: number;
} {
  const units: number[] = [];
  let words = 0;
  let firstWordUnits = 0;
  let isInWord = false;
  for (let at = 0; at < entry.length && units.length <= ENTRY_UNITS_MAX; at++) {
    const unit = foldLetter(entry.charCodeAt(at));
    if (unit === UNSEEN) continue;
    if (unit === GAP) {
      isInWord = false;
      continue;
    }
    if (!isInWord) words++;
    isInWord = true;
    units.push(unit);
    if (words === 1) firstWordUnits = units.length;
  }
  return { units, words, firstWordUnits };
}

function smallHash(units: readonly number[], key: HashKey): number {
  return units.reduce(smallHashStep, smallHashStart(key));
}

/** False where the pair stands already. */
function place(slots: Uint32Array, pair: { readonly high: number; readonly low: number }): boolean {
  const capacity = slots.length / 2;
  for (let at = Math.floor((pair.high / 0x1_0000_0000) * capacity); ; at = at + 1 === capacity ? 0 : at + 1) {
    const high = slots[2 * at];
    const low = slots[2 * at + 1];
    if (high === pair.high && low === pair.low) return false;
    if (high !== 0 || low !== 0) continue;
    slots[2 * at] = pair.high;
    slots[2 * at + 1] = pair.low;
    return true;
  }
}

function grow(slots: Uint32Array): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(slots.length * 2);
  for (let at = 0; at < slots.length; at += 2) {
    const high = slots[at] ?? 0;
    const low = slots[at + 1] ?? 0;
    if (high !== 0 || low !== 0) place(wider, { high, low });
  }
  return wider;
}

function wordsForBits(bits: number): number {
  let words = 32;
  while (words * 32 < bits) words *= 2;
  return words;
}

/** A list of 32-bit numbers that grows by doubling; an array of millions of numbers would take four times its room. */
function createNumberList(): { readonly add: (value: number) => void; readonly values: () => Int32Array } {
  let values = new Int32Array(1024);
  let length = 0;
  const add = (value: number): void => {
    if (length === values.length) {
      const wider = new Int32Array(length * 2);
      wider.set(values);
      values = wider;
    }
    values[length++] = value;
  };
  return { add, values: () => values.subarray(0, length) };
}
