/**
 * Where each unit of a view stands in the text that it was made from. A view is made of stretches: in each all units stand for
 * `width` units, one in what was copied; or three stand for four, which share units.
 */
export type OffsetMap = {
  count: number;
  /** Three numbers a stretch: where it begins in the view, where in the source, its width. */
  stretches: Int32Array;
};

const NUMBERS = 3;
const START_SIZE = 16 * NUMBERS;
/** Of stretches in which three units stand for four: bytes in base64. */
export const THREE_FOR_FOUR = 0;

/** A form of a text in which detectors look, and how its offsets lead back. */
export type View = {
  readonly text: string;
  /** Null: offsets are those of the source. */
  readonly map: OffsetMap | null;
  /** What it was made from; null: the text as it came. */
  readonly source: View | null;
};

export type Span = { readonly start: number; readonly end: number };

export function emptyOffsetMap(): OffsetMap {
  return { count: 0, stretches: new Int32Array(START_SIZE) };
}

/** Stretches are added in order of the view. */
function addStretch(map: OffsetMap, viewStart: number, { start, width }: Stretch): void {
  const at = map.count * NUMBERS;
  if (at === map.stretches.length) {
    const twice = new Int32Array(at * 2);
    twice.set(map.stretches);
    map.stretches = twice;
  }
  map.stretches[at] = viewStart;
  map.stretches[at + 1] = start;
  map.stretches[at + 2] = width;
  map.count += 1;
}

/**
 * Says from where the view goes on at a place: units that stand for `width` units each. Where that goes on with the stretch
 * before, nothing is added.
 */
export function goOnAt(map: OffsetMap, viewStart: number, stretch: Stretch): void {
  const { start, width } = stretch;
  const last = (map.count - 1) * NUMBERS;
  if (last >= 0 && map.stretches[last + 2] === width) {
    const inside = viewStart - (map.stretches[last] ?? 0);
    if ((map.stretches[last + 1] ?? 0) + sourceOffset(inside, width) === start) return;
  }
  addStretch(map, viewStart, stretch);
}

/** How far from the beginning of its stretch a unit's source begins. */
function sourceOffset(inside: number, width: number): number {
  return width === THREE_FOR_FOUR ? Math.floor((inside * 4) / 3) : inside * width;
}

type Stretch = { readonly start: number; readonly width: number };

/** The span, which must not be empty, in the text as it came. */
export function spanInOriginal(view: View, span: Span): Span {
  let { start, end } = span;
  for (let at: View | null = view; at !== null; at = at.source) {
    if (at.map === null) continue;
    start = sourceUnitOf(at.map, start).start;
    end = sourceUnitOf(at.map, end - 1).end;
  }
  return { start, end };
}

function sourceUnitOf(map: OffsetMap, unit: number): Span {
  let low = 0;
  let high = map.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map.stretches[middle * NUMBERS] ?? 0) <= unit) low = middle + 1;
    else high = middle;
  }
  const at = (low - 1) * NUMBERS;
  const inside = unit - (map.stretches[at] ?? 0);
  const width = map.stretches[at + 2] ?? 1;
  const start = (map.stretches[at + 1] ?? 0) + sourceOffset(inside, width);
  return { start, end: start + (width === THREE_FOR_FOUR ? 2 : width) };
}
