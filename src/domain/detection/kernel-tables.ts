import type { DetectorPlan, LiteralRows } from './detector-plan.ts';
import type { TextKernel } from './text-kernel.ts';
import { byteOf, FOLDED_BYTES, LETTER_BYTES, SIGNS, UNIT_BYTES } from './text-units.ts';

const PAGE = 65_536;
const ROW_SIZE = 16;
const SLOTS_PER_WORD = 4;
/** Behind the bytes of all rows: words are read by eights. */
const ROOM = 16;
/** As the kernel has them. */
const GRAM_BITS = 17;
const GRAM_SLOT_BITS = 12;
const GRAM = 4;
const RUN_LENGTH_MAX = 96;
/** Signs behind a group of digits by their places; at the first stand forms that need none. */
const JOINTS = '# -./';
const JOINTS_MAX = 8;
const SIGHTINGS_MAX = 8192;
const SIGHTING_SIZE = 16;

/** Where the tables of a kernel end, and where it leaves what it saw. */
export type KernelTables = { readonly sightingsAt: number; readonly end: number };

/** Writes what the kernel is to look for into its memory: words that stand by themselves, and literals that are found anywhere. */
export function writeTables(kernel: TextKernel, { words, literals, openings }: DetectorPlan): KernelTables {
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
  const openingsAt = take((RUN_LENGTH_MAX + 1) * JOINTS_MAX);
  writeOpenings(new Uint8Array(kernel.memory.buffer, openingsAt), openings);
  kernel.placeTables(unitsAt, openingsAt, sightingsAt, SIGHTINGS_MAX);
  writeWords(kernel, words.texts, take);
  writeLiterals(kernel, literals, take);
  return { sightingsAt, end: room.at };
}

/** A byte for each length and sign, as the kernel reads them. */
function writeOpenings(table: Uint8Array, openings: readonly string[]): void {
  for (const opening of openings) {
    const length = Number.parseInt(opening, 10);
    table[length * JOINTS_MAX + JOINTS.indexOf(opening.slice(String(length).length) || JOINTS.charAt(0))] = 1;
  }
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
  const bitsAt = take(1 << size);
  const slotsAt = take(4 << size);
  const rowsAt = take(texts.length * ROW_SIZE);
  const starts = writeBytes(kernel, texts, take);
  const { bytes, numbers } = viewsOf(kernel);
  for (const [row, text] of texts.entries()) {
    const hash = hashOfRow(kernel, starts[row] ?? 0, text.length);
    const slot = hash >>> shift;
    const slotAt = (slotsAt >> 2) + slot;
    numbers.set([hash, numbers[slotAt] ?? 0, starts[row] ?? 0, text.length], (rowsAt + row * ROW_SIZE) >> 2);
    numbers[slotAt] = row + 1;
    bytes[bitsAt + slot] = (bytes[bitsAt + slot] ?? 0) | (1 << (hash & 7));
  }
  kernel.placeWords(bitsAt, slotsAt, rowsAt, shift);
}

function hashOfRow(kernel: TextKernel, at: number, length: number): number {
  const { bytes } = viewsOf(kernel);
  let size = 0;
  while (size < length && LETTER_BYTES[bytes[at + size] ?? 0] !== 0) size += 1;
  const hash = kernel.hashWord(at, size);
  const next = (bytes[at + size] ?? 0) | ((bytes[at + size + 1] ?? 0) << 8);
  return size + 1 < length ? kernel.hashPhrase(hash, next) : hash;
}

/**
 * Found by their first four characters, or by all of them where they are fewer, in the slots of those places at which they are
 * looked for. A bit for each four characters that one may begin with; where letters begin, for each three.
 */
function writeLiterals(kernel: TextKernel, { texts, isAtStart }: LiteralRows, take: Take): void {
  const rowsAt = take(texts.length * ROW_SIZE);
  const [any, starts, signs] = [take(4 << GRAM_SLOT_BITS), take(4 << GRAM_SLOT_BITS), take(4 << GRAM_SLOT_BITS)];
  const [bitsOfAny, bitsOfStarts] = [take(1 << (GRAM_BITS - 3)), take(1 << (GRAM_BITS - 3))];
  const bytesAt = writeBytes(kernel, texts, take);
  const { bytes, numbers } = viewsOf(kernel);
  let hasShort = false;
  for (const [row, text] of texts.entries()) {
    if (text === '') continue;
    const at = bytesAt[row] ?? 0;
    const size = Math.min(text.length, GRAM);
    const gram = gramAt(bytes, at, size);
    const isSign = (bytes[at] ?? 0) >= SIGNS;
    const slots = isSign ? signs : isAtStart[row] === true ? starts : any;
    const slotAt = (slots >> 2) + (kernel.hashGram(gram) >>> (32 - GRAM_SLOT_BITS));
    numbers.set([numbers[slotAt] ?? 0, at, text.length, 0], (rowsAt + row * ROW_SIZE) >> 2);
    numbers[slotAt] = row + 1;
    if (slots === any && size < GRAM - 1) hasShort = true;
    else if (slots === any)
      for (const four of gramsFrom(gram, size, GRAM)) setBit(bytes, bitsOfAny, kernel.hashGram(four));
    if (slots === starts) {
      const first = gramAt(bytes, at, Math.min(size, GRAM - 1));
      for (const three of gramsFrom(first, Math.min(size, GRAM - 1), GRAM - 1)) {
        setBit(bytes, bitsOfStarts, kernel.hashGram(three));
      }
    }
  }
  kernel.placeLiterals(rowsAt, hasShort ? 1 : 0);
  kernel.placeSlots(any, starts, signs, bitsOfAny, bitsOfStarts);
}

function setBit(bytes: Uint8Array, bitsAt: number, hash: number): void {
  const place = hash >>> (32 - GRAM_BITS);
  bytes[bitsAt + (place >> 3)] = (bytes[bitsAt + (place >> 3)] ?? 0) | (1 << (place & 7));
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
    for (let place = 0; place < text.length; place += 1) {
      bytes[at] = FOLDED_BYTES[byteOf(text.charCodeAt(place))] ?? 0;
      at += 1;
    }
    return start;
  });
}

function viewsOf({ memory }: TextKernel): { readonly bytes: Uint8Array; readonly numbers: Int32Array } {
  return { bytes: new Uint8Array(memory.buffer), numbers: new Int32Array(memory.buffer) };
}
