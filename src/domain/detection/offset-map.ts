/**
 * Where each unit of a view stands in the text that it was made from. A view is made of stretches: in a copied one each
 * unit stands for one unit; a replaced unit is a stretch of its own and stands for `width` units.
 */
export type OffsetMap = {
  count: number;
  readonly viewStarts: number[];
  readonly sourceStarts: number[];
  readonly widths: number[];
};

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
  return { count: 0, viewStarts: [], sourceStarts: [], widths: [] };
}

/** Stretches are added in order of the view. */
export function addStretch(map: OffsetMap, viewStart: number, sourceStart: number, width: number): void {
  map.viewStarts.push(viewStart);
  map.sourceStarts.push(sourceStart);
  map.widths.push(width);
  map.count += 1;
}

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
    if ((map.viewStarts[middle] ?? 0) <= unit) low = middle + 1;
    else high = middle;
  }
  const stretch = low - 1;
  const inside = unit - (map.viewStarts[stretch] ?? 0);
  const start = (map.sourceStarts[stretch] ?? 0) + inside;
  return { start, end: start + (inside === 0 ? (map.widths[stretch] ?? 1) : 1) };
}
