/** A stretch of a text that is inspected at once: findings that begin in [from, to) count, the rest is context. */
export type Slice = {
  readonly from: number;
  readonly to: number;
  readonly viewFrom: number;
  readonly viewTo: number;
};

export const SLICE_UNITS = 131_072;
/** Context words stand at most this far before a finding. */
const BEFORE_UNITS = 1024;
/** No finding is longer: a private key of 8,192 bits has 6,400 characters. */
const BEHIND_UNITS = 8192;
/** How far back from the end of a slice a blank is looked for, so that no word is cut. */
const BLANK_REACH = 2048;

/** Cuts a text so that time can be looked at between slices. A short text is one slice. */
export function cutSlices(text: string): readonly Slice[] {
  const slices: Slice[] = [];
  let from = 0;
  do {
    const to = text.length - from <= SLICE_UNITS + BEHIND_UNITS ? text.length : lastBlank(text, from + SLICE_UNITS);
    slices.push({
      from,
      to,
      viewFrom: Math.max(0, from - BEFORE_UNITS),
      viewTo: Math.min(text.length, to + (to === text.length ? 0 : BEHIND_UNITS)),
    });
    from = to;
  } while (from < text.length);
  return slices;
}

/** The place behind the last blank before `end`; `end` itself in text without blanks. */
function lastBlank(text: string, end: number): number {
  for (let at = end; at > end - BLANK_REACH; at--) if (text.charCodeAt(at - 1) <= 0x20) return at;
  return end;
}
