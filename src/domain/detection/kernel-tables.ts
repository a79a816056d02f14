import type { DetectorPlan, LiteralRows } from './detector-plan.ts';
import { FURTHER, foldedBytesOf, keysOf, type LiteralPlace, NO_CONDITIONS } from './literal-places.ts';
import { writeNumbers } from './number-tables.ts';
import type { TextKernel } from './text-kernel.ts';
import { LETTER_BYTES, UNIT_BYTES } from './text-units.ts';

const PAGE = 65_536;
const ROW_SIZE = 16;
const SLOTS_PER_WORD = 4;
/** Behind the bytes of all rows: words are read by eights. */
const ROOM = 16;
/** As the kernel has them. */
const GRAM_BITS = 15;
const WORD_BITS = 16;
const GRAM_SLOT_BITS = 12;
const GRAM = 4;
const PAIR_BITS = 65_536;
const SIGHTINGS_MAX = 8192;
const SIGHTING_SIZE = 16;

/** Where the tables of a kernel end, and where it leaves what it saw. */
export type KernelTables = { readonly sightingsAt: number; readonly end: number };

/** Writes what the kernel is to look for into its memory: words that stand by themselves, and literals that are found anywhere. */
export function writeTables(kernel: TextKernel, { words, literals, numbers }: DetectorPlan): KernelTables {
  const room = { at: 64 };
  const take = (size: number): number => {
    const at = room.at;
    room.at = (at + size + 63) & ~63;
    growTo(kernel, room.at);
    return at;
  };
  const unitsAt = take(UNIT_BYTES.length);
  new Uint8Array(kernel.memory.buffer).set(UNIT_BYTES, unitsAt);
  const sightingsAt = take(SIGHTINGS_MAX * SIGHTING_SIZE);
  kernel.placeTables(unitsAt, sightingsAt, SIGHTINGS_MAX);
  writeNumbers(kernel, numbers, take);
  writeWords(kernel, words.texts, take);
  writeLiterals(kernel, literals, take);
  return { sightingsAt, end: room.at };
}

export function growTo(kernel: TextKernel, size: number): void {
  const missing = size - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE));
}

type Take = (size: number) => number;

/** Found by a hash of the first word, and of the two units behind it where a row is longer. */
function writeWords(kernel: TextKernel, texts: readonly string[], take: Take): void {
  let size = 6;
  while (1 << size < texts.length * SLOTS_PER_WORD) size += 1;
  const shift = 32 - size;
  const bitsAt = take(1 << (WORD_BITS - 3));
  const slotsAt = take(4 << size);
  const rowsAt = take(texts.length * ROW_SIZE);
  const starts = writeBytes(kernel, texts, take);
  const { bytes, numbers } = viewsOf(kernel);
  for (const [row, text] of texts.entries()) {
    const { firstHash, hash } = hashesOfRow(kernel, starts[row] ?? 0, text.length);
    const slot = hash >>> shift;
    const slotAt = (slotsAt >> 2) + slot;
    numbers.set([hash, numbers[slotAt] ?? 0, starts[row] ?? 0, text.length], (rowsAt + row * ROW_SIZE) >> 2);
    numbers[slotAt] = row + 1;
    setBits(bytes, { at: bitsAt, size: WORD_BITS }, hash);
    setBits(bytes, { at: bitsAt, size: WORD_BITS }, firstHash);
  }
  kernel.placeWords(bitsAt, slotsAt, rowsAt, shift);
}

/** Of the first word of a row, and of the row; the same where it is one word. */
function hashesOfRow(kernel: TextKernel, at: number, length: number) {
  const { bytes } = viewsOf(kernel);
  let size = 0;
  while (size < length && LETTER_BYTES[bytes[at + size] ?? 0] !== 0) size += 1;
  const next = (bytes[at + size] ?? 0) | ((bytes[at + size + 1] ?? 0) << 8);
  const firstHash = kernel.hashWord(at, size);
  const isPhrase = size + 1 < length;
  return { firstHash, hash: isPhrase ? kernel.hashPhrase(firstHash, next) : firstHash };
}

/** The four numbers of a row say its key too; as the kernel reads them. */
const KEY_AT_SHIFT = 12;
const KEY_SIZE_SHIFT = 24;

/** Each in the slot of its key, in the table of where it is looked for; a bit for each four characters that a key may begin. */
function writeLiterals(kernel: TextKernel, { texts, conditions }: LiteralRows, take: Take): void {
  const keys = texts.flatMap((text, row) =>
    (text === '' ? [] : keysOf(text, conditions[row] ?? NO_CONDITIONS)).map((key) => ({ ...key, row })),
  );
  const rowsAt = take(keys.length * ROW_SIZE);
  const slots: Record<LiteralPlace, number> = {
    ...{ start: take(4 << GRAM_SLOT_BITS), inner: take(4 << GRAM_SLOT_BITS), mark: take(4 << GRAM_SLOT_BITS) },
    ...{ sign: take(4 << GRAM_SLOT_BITS), end: take(4 << GRAM_SLOT_BITS), any: take(4 << GRAM_SLOT_BITS) },
  };
  const bits = { start: take(1 << (GRAM_BITS - 3)), inner: take(1 << (GRAM_BITS - 3)), mark: take(PAIR_BITS >> 3) };
  const bytesAt = writeBytes(kernel, texts, take);
  const { bytes, numbers } = viewsOf(kernel);
  for (const [index, { place, at, size, row }] of keys.entries()) {
    const textAt = bytesAt[row] ?? 0;
    const length = texts[row]?.length ?? 0;
    const isFurther = size === FURTHER;
    const known = isFurther ? length : size;
    const gram = gramAt(bytes, textAt + at, known);
    const slotAt = (slots[place] >> 2) + (kernel.hashGram(gram) >>> (32 - GRAM_SLOT_BITS));
    const sizes = length | (at << KEY_AT_SHIFT) | (size << KEY_SIZE_SHIFT);
    numbers.set([numbers[slotAt] ?? 0, textAt, sizes, row], (rowsAt + index * ROW_SIZE) >> 2);
    numbers[slotAt] = index + 1;
    if (place === 'mark') for (const pair of gramsFrom(gram & 0xffff, known, 2)) setPair(bytes, bits.mark, pair);
    if (place !== 'start' && place !== 'inner') continue;
    if (isFurther) {
      for (let byte = 0; byte < 256; byte += 1)
        setBits(bytes, { at: bits[place], size: GRAM_BITS }, kernel.hashGram((gram << 8) | byte));
      continue;
    }
    const whole = place === 'start' ? size : GRAM;
    for (const some of gramsFrom(gram, size, whole)) {
      setBits(bytes, { at: bits[place], size: GRAM_BITS }, kernel.hashGram(some));
    }
  }
  kernel.placeLiterals(rowsAt, bits.inner, bits.start, bits.mark);
  const hasAny = keys.some(({ place }) => place === 'any') ? 1 : 0;
  kernel.placeSlots(slots.inner, slots.start, slots.mark, slots.sign, slots.end, slots.any, hasAny);
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

function viewsOf({ memory }: TextKernel): { readonly bytes: Uint8Array; readonly numbers: Int32Array } {
  return { bytes: new Uint8Array(memory.buffer), numbers: new Int32Array(memory.buffer) };
}
