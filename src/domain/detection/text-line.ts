/** The line round a span, as far as it is short enough to be looked at. */
export type TextLine = {
  readonly start: number;
  readonly end: number;
  /** False where the line goes on beyond the reach on a side. */
  readonly isWhole: boolean;
};

type Span = { readonly start: number; readonly end: number };

/** Finds the ends of the line that holds a span, at most `reach` characters to each side. */
export function lineRound(text: string, span: Span, reach: number): TextLine {
  let start = span.start;
  const first = Math.max(0, span.start - reach);
  while (start > first && !isLineEnd(text.charCodeAt(start - 1))) start--;
  let end = span.end;
  const last = Math.min(text.length, span.end + reach);
  while (end < last && !isLineEnd(text.charCodeAt(end))) end++;
  const beginsLine = start === 0 || isLineEnd(text.charCodeAt(start - 1));
  const endsLine = end === text.length || isLineEnd(text.charCodeAt(end));
  return { start, end, isWhole: beginsLine && endsLine };
}

export function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d || unit === 0x0c;
}
