import { foldedUnit } from './fold-characters.ts';
import { isLetter } from './word-boundary.ts';

/**
 * One byte for each UTF-16 unit of a text, for the passes: a table of 256 rows stays near the processor, and bytes are read
 * four times as fast as characters of a string. ASCII stands for itself.
 */
export type TextUnits = {
  bytes: Uint8Array;
  length: number;
};

/** Writes a text as UTF-8 into bytes, and tells how many it wrote; at most as many as there is room for. */
export type Utf8Writer = (text: string, into: Uint8Array) => number;

/** Letters that fold to `a`–`z`, in that order. */
const ACCENTED = 0x80;
/** Other letters, by the lower five bits of their folded form. */
const FOREIGN = 0xa0;
/** What is neither, by its lower six bits. */
const SIGNS = 0xc0;
const START_SIZE = 1 << 16;
/** Bytes behind a text, so that one that does not fit in UTF-8 is told from one that does. */
const ROOM = 4;
/** Below, calling the writer costs more than it saves. */
const WRITER_LENGTH_MIN = 48;

const BYTES = Uint8Array.from({ length: 0x10000 }, (_, unit) => byteFor(unit));

function byteFor(unit: number): number {
  if (unit < 0x80) return unit;
  if (!isLetter(unit)) return SIGNS + (unit & 0x3f);
  const folded = foldedUnit(unit);
  return isSmall(folded) ? ACCENTED + folded - 0x61 : FOREIGN + (folded & 0x1f);
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

export function byteOf(unit: number): number {
  return BYTES[unit] ?? 0;
}

/** Of each byte the small letter that it folds to, other letters as they are, and zero for what is no letter. */
export const LETTER_BYTES: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= SIGNS) return 0;
  if (byte >= FOREIGN) return byte;
  if (byte >= ACCENTED) return byte - ACCENTED < 26 ? byte - ACCENTED + 0x61 : 0;
  return isSmall(byte | 32) ? byte | 32 : 0;
});

/** Several characters may share the byte: what was found by it must be compared. */
export function isSharedByte(byte: number): boolean {
  return byte >= FOREIGN;
}

export function emptyUnits(): TextUnits {
  return { bytes: new Uint8Array(START_SIZE), length: 0 };
}

/** Whether the text is known to be ASCII, whose units then are in place; else nothing is, and `readUnits` must read it. */
export function readAscii(text: string, units: TextUnits, write: Utf8Writer | null): boolean {
  const { length } = text;
  if (write === null || length < WRITER_LENGTH_MIN) return false;
  makeRoom(length, units);
  const written = write(text, units.bytes);
  if (written === length) return true;
  // What was written beyond the length is cleared with the rest.
  units.length = Math.max(length, written);
  return false;
}

/** Nothing of the text before is left; behind the end there are zeros. */
export function readUnits(text: string, units: TextUnits): void {
  makeRoom(text.length, units);
  const { bytes } = units;
  for (let at = 0; at < text.length; at += 1) bytes[at] = BYTES[text.charCodeAt(at)] ?? 0;
}

function makeRoom(length: number, units: TextUnits): void {
  clearUnits(units);
  let size = units.bytes.length;
  while (size < length + ROOM) size *= 2;
  if (size > units.bytes.length) units.bytes = new Uint8Array(size);
  units.length = length;
}

export function clearUnits(units: TextUnits): void {
  units.bytes.fill(0, 0, units.length);
}
