import type { DetectorPlan } from './detector-plan.ts';
import { foldedUnit } from './fold-characters.ts';
import { growTo, writeTables } from './kernel-tables.ts';
import { addLiteral, addTrigger, addWord, clearSightings, type Sightings } from './sightings.ts';
import { createTextKernel, type TextKernel } from './text-kernel.ts';
import { HAS } from './text-signs.ts';
import { byteOf, isSharedByte } from './text-units.ts';

/** Writes the UTF-16 units of a text into memory, the lower byte of each first. */
export type UnitWriter = (text: string, into: ArrayBuffer, at: number) => void;

/** One text after another, each read before it is looked at. Between texts nothing of them stands in memory. */
export type TextPass = {
  /** Tells by `HAS` what the text holds that may have to be read in another form. */
  readonly read: (text: string) => number;
  /** All words, literals and shapes of the text that was read last. */
  readonly see: (text: string, sightings: Sightings) => void;
  /** How many digits stand in a stretch of that text. */
  readonly countDigits: (from: number, to: number) => number;
  /** The next place of that text, in strides from a place on, at which something may be spelled; -1: there is none. */
  readonly nextSpelled: (from: number) => number;
  readonly clear: () => void;
};

const BLOCK = 64;
/** Zeros behind a text, and before its maps. */
const ROOM = 256;
const MAPS = 13;
const CAPACITY_MIN = 1024;
/** Below, calling the writer costs more than it saves. */
const WRITER_LENGTH_MIN = 24;
/** A sighting is four numbers: what it is, start, end, and digits with signs above them or one of these. */
const SIGHTING = 4;
const OF_LITERAL = 1 << 16;
const OF_WORD = 2 << 16;

export function createTextPass(plan: DetectorPlan, writeUnits: UnitWriter | null): TextPass {
  const kernel = createTextKernel();
  const tables = writeTables(kernel, plan);
  const bytesAt = tables.end;
  const sightingsAt = tables.sightingsAt >> 2;
  let views = viewsOf(kernel);
  let capacity = 0;
  let foldedAt = 0;
  let used = 0;
  let isAscii = true;

  /** Room for a text: its bytes, its folded bytes where its units stand before, its maps. */
  function makeRoom(length: number): void {
    capacity = CAPACITY_MIN;
    while (capacity < length) capacity *= 2;
    foldedAt = bytesAt + capacity + ROOM;
    const mapsAt = foldedAt + 2 * capacity + ROOM;
    const mapSize = (capacity / BLOCK + 1) * 8;
    growTo(kernel, mapsAt + MAPS * mapSize);
    views = viewsOf(kernel);
    views.bytes.fill(0, bytesAt, mapsAt + MAPS * mapSize);
    kernel.placeText(bytesAt, foldedAt, mapsAt, mapSize);
  }

  // An empty text needs room too: its maps end where they begin.
  makeRoom(CAPACITY_MIN);

  function read(text: string): number {
    const { length } = text;
    if (length > capacity) makeRoom(length);
    used = Math.max(used, length);
    if (writeUnits !== null && length >= WRITER_LENGTH_MIN) writeUnits(text, kernel.memory.buffer, foldedAt);
    else for (let at = 0; at < length; at += 1) views.units[(foldedAt >> 1) + at] = text.charCodeAt(at);
    const signs = kernel.read(length);
    isAscii = (signs & HAS.others) === 0;
    return signs;
  }

  /** Takes the sightings that stand in memory, up to a place. */
  function take(end: number, text: string, sightings: Sightings): void {
    const { numbers } = views;
    const { literals, words } = plan;
    for (let at = sightingsAt; at < end; at += SIGHTING) {
      const row = numbers[at] ?? 0;
      const start = numbers[at + 1] ?? 0;
      const kind = numbers[at + 3] ?? 0;
      if (kind === OF_LITERAL) {
        if (isAscii || standsAt(text, literals.texts[row] ?? '', start)) addLiteral(sightings, row, start);
      } else if (kind === OF_WORD) {
        if (isAscii || standsAt(text, words.texts[row] ?? '', start)) addWord(sightings, row, start);
      } else addTrigger(sightings, numbers, at);
    }
  }

  return {
    read,
    see: (text, sightings) => {
      clearSightings(sightings, text.length);
      for (let isMore = true; isMore; ) {
        const found = kernel.find();
        isMore = found < 0;
        take(sightingsAt + (isMore ? ~found : found) * SIGHTING, text, sightings);
      }
      if (kernel.hasLost() === 1) sightings.isOverBudget = true;
    },
    countDigits: kernel.countDigits,
    nextSpelled: kernel.nextSpelled,
    clear: () => {
      views.bytes.fill(0, bytesAt, bytesAt + used);
      views.bytes.fill(0, foldedAt, foldedAt + 2 * used);
      used = 0;
    },
  };
}

/** Characters that share a byte are told apart here. */
function standsAt(text: string, folded: string, start: number): boolean {
  for (let at = 0; at < folded.length; at += 1) {
    const unit = folded.charCodeAt(at);
    if (isSharedByte(byteOf(unit)) && foldedUnit(text.charCodeAt(start + at)) !== unit) return false;
  }
  return true;
}

function viewsOf({ memory }: TextKernel) {
  const { buffer } = memory;
  return { bytes: new Uint8Array(buffer), units: new Uint16Array(buffer), numbers: new Int32Array(buffer) };
}
