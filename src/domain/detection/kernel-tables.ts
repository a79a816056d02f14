import { type DetectorPlan, TOKEN_RUN } from './detector-plan.ts';
import { KINDS_SIZE, writeKeyKinds } from './key-kinds.ts';
import { foldedBytesOf, keysOf, type LiteralKey, type LiteralPlace } from './literal-places.ts';
import { writeNumbers } from './number-tables.ts';
import { DIGIT_WORDS, DIGIT_WORDS_BEGIN } from './number-words.ts';
import { SPELLED_TABLES } from './spelled-runs.ts';
import type { TextKernel } from './text-kernel.ts';
import { LETTER_BYTES, UNIT_BYTES } from './text-units.ts';
import { ODD_UNITS } from './unit-actions.ts';

const PAGE = 65_536;
/** Below stand the kernel's own constants. */
const FIRST = 2048;
/** Four numbers, the first bytes of a text, and which of them it has. */
const ROW_SIZE = 32;
const HEAD_AT = 16;
const HEAD_SIZE = 8;
const SLOTS_PER_WORD = 4;
/** Slots name their rows in two bytes; words of digits stand behind the others. */
const ROWS_MAX = 65_000;
/** Behind the bytes of all rows: words are read by eights. */
const ROOM = 16;
/** As the kernel has them. */
const GRAM_BITS = 15;
const WORD_BITS = 16;
const GRAM_SLOT_BITS = 12;
const GRAM = 4;
const PAIR_BITS = 65_536;
/** Of two characters, five bits of each. */
const PAIRS = 1024;
/** By four characters, and behind them by two and a third; in each word half of the bits are for words. */
const SIEVE_WORD_BITS = 11;
const SIEVE_SIZE = 4 << SIEVE_WORD_BITS;
const SIEVE_LITERAL = 1;
const SIEVE_WORD = 1 << 16;
const SIGHTINGS_MAX = 8192;
const SIGHTING_SIZE = 16;

/** Where the tables of a kernel end, and where it leaves what it saw. */
export type KernelTables = { readonly sightingsAt: number; readonly end: number };

/** Writes what the kernel is to look for into its memory: words that stand by themselves, and literals that are found anywhere. */
export function writeTables(kernel: TextKernel, plan: DetectorPlan): KernelTables {
  const { words, literals, numbers, triggerCalls } = plan;
  if (Math.max(words.texts.length, literals.texts.length) > ROWS_MAX)
    throw new RangeError('too many words to look for');
  const room = { at: FIRST };
  const take = (size: number): number => {
    const at = room.at;
    room.at = (at + size + 63) & ~63;
    growTo(kernel, room.at);
    return at;
  };
  const unitsAt = take(UNIT_BYTES.length);
  new Uint8Array(kernel.memory.buffer).set(UNIT_BYTES, unitsAt);
  const oddAt = take(ODD_UNITS.length);
  new Uint8Array(kernel.memory.buffer).set(ODD_UNITS, oddAt);
  const sightingsAt = take(SIGHTINGS_MAX * SIGHTING_SIZE);
  kernel.placeTables(unitsAt, oddAt, sightingsAt, SIGHTINGS_MAX);
  writeNumbers(kernel, numbers, take);
  const spelledAt = take(SPELLED_TABLES.length);
  new Uint8Array(kernel.memory.buffer).set(SPELLED_TABLES, spelledAt);
  kernel.placeSpelled(spelledAt);
  kernel.placeTokens(triggerCalls[TOKEN_RUN]?.some(({ sign }) => sign === 0) === true);
  writeWords(kernel, words.texts, take);
  const keyed = { texts: literals.texts, keys: keysOf(literals.texts, literals.conditions) };
  writeSieve(kernel, words.texts, keyed, take);
  writeLiterals(kernel, keyed, take);
  return { sightingsAt, end: room.at };
}

export function growTo(kernel: TextKernel, size: number): void {
  const missing = size - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE));
}

type Take = (size: number) => number;

/** Each with the key by which it is found. */
type KeyedLiterals = { readonly texts: readonly string[]; readonly keys: readonly LiteralKey[] };

/** Found by a hash of the first word, and of the two units behind it where a row is longer. Behind them stand digits' words. */
function writeWords(kernel: TextKernel, words: readonly string[], take: Take): void {
  const texts = [...words, ...DIGIT_WORDS];
  let size = 6;
  while (1 << size < texts.length * SLOTS_PER_WORD) size += 1;
  const shift = 32 - size;
  const bitsAt = take(1 << (WORD_BITS - 3));
  const slotsAt = take(2 << size);
  const rowsAt = take(texts.length * ROW_SIZE);
  const starts = writeBytes(kernel, texts, take);
  const { bytes, numbers, halves } = viewsOf(kernel);
  for (const [row, text] of texts.entries()) {
    const hash = hashOfRow(kernel, starts[row] ?? 0, text.length);
    const slotAt = (slotsAt >> 1) + (hash >>> shift);
    const rowAt = rowsAt + row * ROW_SIZE;
    numbers.set([hash, halves[slotAt] ?? 0, starts[row] ?? 0, text.length], rowAt >> 2);
    writeHead(bytes, rowAt, { at: starts[row] ?? 0, size: text.length });
    halves[slotAt] = row + 1;
    setBits(bytes, { at: bitsAt, size: WORD_BITS }, hash);
  }
  kernel.placeWords(bitsAt, slotsAt, rowsAt, shift, words.length);
}

function writeHead(
  bytes: Uint8Array,
  rowAt: number,
  { at, size }: { readonly at: number; readonly size: number },
): void {
  const length = Math.min(size, HEAD_SIZE);
  bytes.copyWithin(rowAt + HEAD_AT, at, at + length);
  bytes.fill(0xff, rowAt + HEAD_AT + HEAD_SIZE, rowAt + HEAD_AT + HEAD_SIZE + length);
}

/** Of its first word, and of a phrase of what follows that too. */
function hashOfRow(kernel: TextKernel, at: number, length: number): number {
  const { bytes } = viewsOf(kernel);
  let size = 0;
  while (size < length && LETTER_BYTES[bytes[at + size] ?? 0] !== 0) size += 1;
  const next = (bytes[at + size] ?? 0) | ((bytes[at + size + 1] ?? 0) << 8);
  const firstHash = kernel.hashWord(at, size);
  const isPhrase = size + 1 < length;
  return isPhrase ? kernel.hashPhrase(firstHash, next) : firstHash;
}

/** The four numbers of a row say its key too; as the kernel reads them. */
const KEY_AT_SHIFT = 12;
const KEY_SIZE_SHIFT = 24;

/** Places at which a key may have any size, in the kernel's order. */
const SIZED_PLACES: readonly LiteralPlace[] = ['mark', 'sign', 'any'];

/** Each in the slot of its key, in the table of where it is looked for; and what is looked at first. */
function writeLiterals(kernel: TextKernel, { texts, keys }: KeyedLiterals, take: Take): void {
  const rowsAt = take(keys.length * ROW_SIZE);
  const slots: Record<LiteralPlace, number> = {
    ...{ start: take(2 << GRAM_SLOT_BITS), inner: take(2 << GRAM_SLOT_BITS), mark: take(2 << GRAM_SLOT_BITS) },
    ...{ sign: take(2 << GRAM_SLOT_BITS), end: take(2 << GRAM_SLOT_BITS), any: take(2 << GRAM_SLOT_BITS) },
  };
  const bits = { inner: take(1 << (GRAM_BITS - 3)), mark: take(PAIR_BITS >> 3), kinds: take(KINDS_SIZE) };
  const sizesAt = take(SIZED_PLACES.length << 8);
  const startSizesAt = take(PAIRS);
  const bytesAt = writeBytes(kernel, texts, take);
  const { bytes, numbers, halves } = viewsOf(kernel);
  for (const [row, { place, at, size }] of keys.entries()) {
    const textAt = bytesAt[row] ?? 0;
    const length = texts[row]?.length ?? 0;
    const gram = gramAt(bytes, textAt + at, size);
    const slotAt = (slots[place] >> 1) + (kernel.hashGram(gram) >>> (32 - GRAM_SLOT_BITS));
    const sizes = length | (at << KEY_AT_SHIFT) | (size << KEY_SIZE_SHIFT);
    const rowAt = rowsAt + row * ROW_SIZE;
    numbers.set([halves[slotAt] ?? 0, textAt, sizes, row], rowAt >> 2);
    writeHead(bytes, rowAt, { at: textAt, size: length });
    halves[slotAt] = row + 1;
    const sized = SIZED_PLACES.indexOf(place);
    const sizeAt = sizesAt + (sized << 8) + (gram & 0xff);
    if (sized >= 0) bytes[sizeAt] = (bytes[sizeAt] ?? 0) | (1 << size);
    if (place === 'start')
      for (const pair of pairsOf(gram, size))
        bytes[startSizesAt + pair] = (bytes[startSizesAt + pair] ?? 0) | (1 << size);
    if (place === 'mark') for (const pair of gramsFrom(gram & 0xffff, size, 2)) setPair(bytes, bits.mark, pair);
    if (place === 'inner') {
      const table = { at: bits.inner, size: GRAM_BITS };
      for (const some of gramsTo(gram, size)) setBits(bytes, table, kernel.hashGram(some));
    }
  }
  const bytesOfKeys = (wanted: LiteralPlace): readonly (readonly number[])[] =>
    keys.flatMap(({ place, at, size }, row) => (place === wanted ? [bytesOf(texts[row] ?? '', at, size)] : []));
  writeKeyKinds(bytes.subarray(bits.kinds), { inner: bytesOfKeys('inner'), endings: bytesOfKeys('end') });
  kernel.placeLiterals(rowsAt, bits.inner, bits.kinds, bits.mark, sizesAt, startSizesAt);
  const hasAny = keys.some(({ place }) => place === 'any') ? 1 : 0;
  kernel.placeSlots(slots.inner, slots.start, slots.mark, slots.sign, slots.end, slots.any, hasAny);
}

function bytesOf(text: string, at: number, size: number): readonly number[] {
  return foldedBytesOf(text).slice(at, at + size);
}

/** A bit for the first characters of each word, and of each literal that is looked for where words begin. */
function writeSieve(kernel: TextKernel, words: readonly string[], { texts, keys }: KeyedLiterals, take: Take): void {
  const at = take(SIEVE_SIZE + 4 * PAIRS);
  const numbers = new Int32Array(kernel.memory.buffer, at, SIEVE_SIZE / 4 + PAIRS);
  const set = (first: readonly number[], kind: number): void => {
    const gram = first.reduce((sum, byte, place) => sum | (byte << (8 * place)), 0);
    if (first.length === GRAM) {
      const hash = kernel.hashGram(gram);
      const word = hash >>> (32 - SIEVE_WORD_BITS);
      numbers[word] = (numbers[word] ?? 0) | (kind << ((hash >>> (32 - SIEVE_WORD_BITS - 6)) & 15));
      return;
    }
    for (const pair of pairsOf(gram, first.length)) {
      const word = SIEVE_SIZE / 4 + pair;
      const bits = first.length < 3 ? 0xffff : 1 << ((gram >> 16) & 15);
      numbers[word] = (numbers[word] ?? 0) | (kind * bits);
    }
  };
  for (const word of [...words, ...DIGIT_WORDS_BEGIN]) set(bytesOf(word, 0, GRAM), SIEVE_WORD);
  for (const [row, { place, at: from, size }] of keys.entries())
    if (place === 'start') set(bytesOf(texts[row] ?? '', from, size), SIEVE_LITERAL);
  kernel.placeSieve(at);
}

/** As the kernel has it: a word of 32 bits by the upper bits of the hash, two bits in it by those below. */
function setBits(bytes: Uint8Array, table: { readonly at: number; readonly size: number }, hash: number): void {
  const word = table.at + ((hash >>> (32 - table.size + 3)) & ~3);
  for (const bit of [(hash >>> (32 - table.size)) & 31, (hash >>> (32 - table.size - 5)) & 31]) {
    bytes[word + (bit >> 3)] = (bytes[word + (bit >> 3)] ?? 0) | (1 << (bit & 7));
  }
}

/** Of two characters, by themselves. */
function setPair(bytes: Uint8Array, bitsAt: number, pair: number): void {
  bytes[bitsAt + (pair >> 3)] = (bytes[bitsAt + (pair >> 3)] ?? 0) | (1 << (pair & 7));
}

function gramAt(bytes: Uint8Array, at: number, size: number): number {
  let gram = 0;
  for (let place = size - 1; place >= 0; place -= 1) gram = (gram << 8) | (bytes[at + place] ?? 0);
  return gram;
}

/** Numbers of the first two characters, five bits of each; of all where there is but one. */
function pairsOf(gram: number, size: number): readonly number[] {
  if (size > 1) return [(gram & 31) | ((gram >> 3) & 0x3e0)];
  return Array.from({ length: 32 }, (_, other) => (gram & 31) | (other << 5));
}

/** All four bytes that end with those. */
function* gramsTo(gram: number, size: number): Generator<number> {
  if (size === GRAM) yield gram;
  else for (let byte = 0; byte < 256; byte += 1) yield* gramsTo((gram << 8) | byte, size + 1);
}

/** All so many bytes that begin with those. */
function* gramsFrom(gram: number, size: number, whole: number): Generator<number> {
  if (size >= whole) yield gram;
  else for (let byte = 0; byte < 256; byte += 1) yield* gramsFrom(gram | (byte << (8 * size)), size + 1, whole);
}

/** The folded bytes of all rows, one after another; where each begins. */
function writeBytes(kernel: TextKernel, texts: readonly string[], take: Take): readonly number[] {
  let at = take(texts.reduce((sum, text) => sum + text.length, 0) + ROOM);
  const { bytes } = viewsOf(kernel);
  return texts.map((text) => {
    const start = at;
    bytes.set(foldedBytesOf(text), at);
    at += text.length;
    return start;
  });
}

function viewsOf({ memory: { buffer } }: TextKernel) {
  return { bytes: new Uint8Array(buffer), numbers: new Int32Array(buffer), halves: new Uint16Array(buffer) };
}
