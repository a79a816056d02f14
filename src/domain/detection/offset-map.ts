/**
 * Where each unit of a view stands in the text that it was made from. A view is made of stretches: in a copied one each
 * unit stands for one unit; a replaced unit is a stretch of its own and stands for `width` units.
 */
export type OffsetMap = {
  count: number;
  /** Three numbers a stretch: where it begins in the view, where in the source, its width. */
  stretches: Int32Array;
};

const NUMBERS = 3;
const START_SIZE = 16 * NUMBERS;

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
export function addStretch(map: OffsetMap, viewStart: number, sourceStart: number, width: number): void {
  const at = map.count * NUMBERS;
  if (at === map.stretches.length) {
    const twice = new Int32Array(at * 2);
    twice.set(map.stretches);
    map.stretches = twice;
  }
  map.stretches[at] = viewStart;
  map.stretches[at + 1] = sourceStart;
  map.stretches[at + 2] = width;
  map.count += 1;
}

/**
 * Says from where the view goes on at a place: a unit that stands for `width` units, or a stretch that is copied. Where that goes
 * on with what was copied before, nothing is added.
 */
export function goOnAt(map: OffsetMap, viewStart: number, { start, width }: Stretch): void {
  const last = (map.count - 1) * NUMBERS;
  const isCopied = last >= 0 && width === 1 && map.stretches[last + 2] === 1;
  if (isCopied && (map.stretches[last + 1] ?? 0) - (map.stretches[last] ?? 0) === start - viewStart) return;
  addStretch(map, viewStart, start, width);
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
  const start = (map.stretches[at + 1] ?? 0) + inside;
  return { start, end: start + (inside === 0 ? (map.stretches[at + 2] ?? 1) : 1) };
}
