import type { DetectorPlan } from './detector-plan.ts';
import { foldedUnit } from './fold-characters.ts';
import { growTo, writeTables } from './kernel-tables.ts';
import { addLiteral, addTrigger, addWord, clearSightings, type Sightings } from './sightings.ts';
import { createTextKernel, type TextKernel } from './text-kernel.ts';
import type { Signs } from './text-signs.ts';
import { byteOf, isSharedByte } from './text-units.ts';

/** Writes the UTF-16 units of a text into memory, the lower byte of each first. */
export type UnitWriter = (text: string, into: ArrayBuffer, at: number) => void;

/** One text after another, each read before it is looked at. Between texts nothing of them stands in memory. */
export type TextPass = {
  readonly read: (text: string) => Signs;
  /** All words, literals and shapes of the text that was read last. */
  readonly see: (text: string, sightings: Sightings) => void;
  /** How many digits stand in a stretch of that text. */
  readonly countDigits: (from: number, to: number) => number;
  readonly clear: () => void;
};

const BLOCK = 64;
/** Zeros behind a text, and before and behind its maps. */
const ROOM = 192;
const MAPS = 7;
/** Below, calling the writer costs more than it saves. */
const WRITER_LENGTH_MIN = 24;
const SIGHTING = 4;

type AddRow = (row: number, start: number) => void;

export function createTextPass(plan: DetectorPlan, writeUnits: UnitWriter | null): TextPass {
  const kernel = createTextKernel();
  const tables = writeTables(kernel, {
    ...{ words: plan.words.texts, literals: plan.literals.texts, openings: plan.openings },
  });
  const textAt = tables.end;
  let views = viewsOf(kernel);
  let used = 0;
  let isAscii = true;

  function read(text: string): Signs {
    const { length } = text;
    const room = Math.ceil(length / BLOCK) * BLOCK + ROOM;
    const mapSize = (Math.ceil(length / BLOCK) + 1) * 8;
    const foldedAt = textAt + room;
    const mapsAt = foldedAt + room + BLOCK;
    // The units of the text stand where its folded bytes and maps come when they were read.
    const size = Math.max(2 * room + BLOCK + MAPS * mapSize, 3 * room);
    growTo(kernel, textAt + size);
    if (views.bytes.buffer !== kernel.memory.buffer) views = viewsOf(kernel);
    used = Math.max(used, size);
    if (writeUnits !== null && length >= WRITER_LENGTH_MIN) writeUnits(text, kernel.memory.buffer, foldedAt);
    else for (let at = 0; at < length; at += 1) views.units[(foldedAt >> 1) + at] = text.charCodeAt(at);
    isAscii = kernel.narrow(foldedAt, textAt, length) === 1;
    views.bytes.fill(0, textAt + length, foldedAt);
    kernel.placeText(textAt, foldedAt, mapsAt, mapSize);
    return { isAscii, flags: kernel.classify(length) };
  }

  /** How many numbers a pass has left from `first` on; each call goes on where the one before stopped for want of room. */
  const first = tables.sightingsAt >> 2;

  function seeRows(find: (from: number) => number, texts: readonly string[], text: string, add: AddRow): void {
    for (let from = 0; from >= 0; ) {
      from = find(from);
      const end = first + kernel.takeCount() * SIGHTING;
      const { numbers } = views;
      for (let at = first; at < end; at += SIGHTING) {
        const row = numbers[at] ?? 0;
        const start = numbers[at + 1] ?? 0;
        if (isAscii || standsAt(text, texts[row] ?? '', start)) add(row, start);
      }
    }
  }

  function seeShapes(find: (from: number) => number, sightings: Sightings): void {
    for (let from = 0; from >= 0; ) {
      from = find(from);
      const end = first + kernel.takeCount() * SIGHTING;
      for (let at = first; at < end; at += SIGHTING) addTrigger(sightings, views.numbers, at);
    }
  }

  function see(text: string, sightings: Sightings): void {
    clearSightings(sightings, text.length);
    seeRows(kernel.findLiterals, plan.literals.texts, text, (row, start) => addLiteral(sightings, row, start));
    seeRows(kernel.findWords, plan.words.texts, text, (row, start) => addWord(sightings, row, start));
    seeShapes(kernel.findSigns, sightings);
    seeShapes(kernel.findNumbers, sightings);
    seeShapes(kernel.findTokens, sightings);
  }

  return {
    read,
    see,
    countDigits: kernel.countDigits,
    clear: () => {
      views.bytes.fill(0, textAt, textAt + used);
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
