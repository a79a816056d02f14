import { growTo } from './kernel-tables.ts';
import { emptyOffsetMap, type OffsetMap, type Span } from './offset-map.ts';
import type { TextKernel } from './text-kernel.ts';
import { HAS } from './text-signs.ts';

/** Moves UTF-16 units, the lower byte of each first, into memory, and texts out of it. */
export type UnitMover = {
  readonly write: (text: string, into: ArrayBuffer, at: number) => void;
  /** The text whose units stand between two addresses. */
  readonly readUnits: (from: ArrayBuffer, span: Span) => string;
  /** The same of a text of ASCII alone, by its bytes. */
  readonly readAscii: (from: ArrayBuffer, span: Span) => string;
};

/** Makes a view of the text that was read last: in its place, from its beginning on, none longer than what it is made of. */
export type ViewMaker = {
  /** Whether anything in the text may have to be read in another form. */
  readonly hasPlaces: () => boolean;
  /** The next place where that is so, at a place or behind it; far behind the text where there is none. */
  readonly nextPlace: (from: number) => number;
  /** A stretch of the text as it is. */
  readonly copy: (start: number, end: number) => void;
  /** A unit that stands for what begins at a place. */
  readonly put: (unit: number, start: number) => void;
  /** How much was made. */
  readonly length: () => number;
  /** What was made, which is the text that was read last from here on. */
  readonly finish: () => string;
  /** An empty map; its room is used again once the texts are cleared. */
  readonly newMap: () => OffsetMap;
};

/** The text at hand in a kernel's memory. */
export type TextMemory = {
  readonly maker: ViewMaker;
  readonly read: (text: string) => void;
  readonly isAscii: () => boolean;
  readonly numbers: () => Int32Array;
  readonly clear: () => void;
};

const BLOCK = 64;
/** Zeros behind a text, and before its maps. */
const ROOM = 256;
const MAPS = 16;
/** Of the maps the one of what may have to be read in another form. */
const PLACES = 13;
/** And the one of blocks in which something was put. */
const CHANGED = 15;
const CAPACITY_MIN = 1024;
/** Below, calling the writer costs more than it saves. */
const WRITER_LENGTH_MIN = 24;
/** So much of a text is put together at a time where there is no writer. */
const PIECE = 4096;
const NOWHERE = 0x3fffffff;
/** Larger maps are not kept for the next text. */
const KEPT_MAP_MAX = 65_536;

export function createTextMemory(kernel: TextKernel, bytesAt: number, writer: UnitMover | null): TextMemory {
  let views = viewsOf(kernel);
  let capacity = 0;
  let unitsAt = 0;
  let placesAt = 0;
  let changedAt = 0;
  let used = 0;
  let length = 0;
  let signs = 0;
  let made = 0;
  /** From where on what was made stands elsewhere than in the text. */
  let movedFrom = NOWHERE;
  const maps: OffsetMap[] = [];
  let mapsTaken = 0;

  /** Room for a text: its bytes, its folded bytes, its units, its maps. */
  function makeRoom(size: number): void {
    capacity = CAPACITY_MIN;
    while (capacity < size) capacity *= 2;
    const foldedAt = bytesAt + capacity + ROOM;
    unitsAt = foldedAt + capacity + ROOM;
    const mapsAt = unitsAt + 2 * capacity + ROOM;
    const mapSize = (capacity / BLOCK + 1) * 8;
    placesAt = mapsAt + PLACES * mapSize;
    changedAt = mapsAt + CHANGED * mapSize;
    growTo(kernel, mapsAt + MAPS * mapSize);
    views = viewsOf(kernel);
    views.bytes.fill(0, bytesAt, mapsAt + MAPS * mapSize);
    kernel.placeText(bytesAt, foldedAt, unitsAt, mapsAt, mapSize);
  }

  function begin(size: number): void {
    length = size;
    made = 0;
    movedFrom = NOWHERE;
  }

  // An empty text needs room too: its maps end where they begin.
  makeRoom(CAPACITY_MIN);
  const isAscii = (): boolean => (signs & HAS.others) === 0;
  const nextPlace = (from: number): number => {
    const { numbers } = views;
    const last = (placesAt + ((length + 31) >> 5) * 4) >> 2;
    let at = (placesAt >> 2) + (from >> 5);
    if (at >= last) return NOWHERE;
    let bits = (numbers[at] ?? 0) & (-1 << (from & 31));
    while (bits === 0) {
      at += 1;
      if (at === last) return NOWHERE;
      bits = numbers[at] ?? 0;
    }
    return ((at - (placesAt >> 2)) << 5) + 31 - Math.clz32(bits & -bits);
  };
  const maker: ViewMaker = {
    hasPlaces: () => (signs & HAS.places) !== 0,
    nextPlace,
    copy: (start, end) => {
      if (start !== made) {
        movedFrom = Math.min(movedFrom, made);
        kernel.moveUnits(made, start, end - start);
      }
      made += end - start;
    },
    put: (unit, start) => {
      if (start !== made) movedFrom = Math.min(movedFrom, made);
      else if (movedFrom === NOWHERE) {
        const word = (changedAt >> 2) + (made >> 11);
        views.numbers[word] = (views.numbers[word] ?? 0) | (1 << ((made >> 6) & 31));
      }
      views.units[(unitsAt >> 1) + made] = unit;
      made += 1;
    },
    length: () => made,
    finish: () => {
      if (made < length) movedFrom = Math.min(movedFrom, made);
      signs = kernel.readView(made, movedFrom >> 6);
      begin(made);
      if (writer === null) return textOf(views.units, { start: unitsAt >> 1, end: (unitsAt >> 1) + length });
      if (isAscii()) return writer.readAscii(views.buffer, { start: bytesAt, end: bytesAt + length });
      return writer.readUnits(views.buffer, { start: unitsAt, end: unitsAt + 2 * length });
    },
    newMap: () => {
      const map = maps[mapsTaken] ?? emptyOffsetMap();
      maps[mapsTaken] = map;
      mapsTaken += 1;
      map.count = 0;
      return map;
    },
  };
  return {
    maker,
    isAscii,
    read: (text) => {
      if (text.length > capacity) makeRoom(text.length);
      used = Math.max(used, text.length);
      if (writer !== null && text.length >= WRITER_LENGTH_MIN) writer.write(text, views.buffer, unitsAt);
      else for (let at = 0; at < text.length; at += 1) views.units[(unitsAt >> 1) + at] = text.charCodeAt(at);
      begin(text.length);
      signs = kernel.read(length);
    },
    numbers: () => views.numbers,
    clear: () => {
      kernel.clear(used);
      used = 0;
      mapsTaken = 0;
      if (maps.some(({ stretches }) => stretches.length > KEPT_MAP_MAX)) maps.length = 0;
    },
  };
}

function textOf(units: Uint16Array, { start, end }: Span): string {
  let text = '';
  for (let at = start; at < end; at += PIECE)
    text += Reflect.apply(String.fromCharCode, null, units.subarray(at, Math.min(end, at + PIECE)));
  return text;
}

function viewsOf({ memory: { buffer } }: TextKernel) {
  return {
    buffer,
    bytes: new Uint8Array(buffer),
    units: new Uint16Array(buffer),
    numbers: new Int32Array(buffer),
  };
}
