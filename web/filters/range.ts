/** The presets of the filter bar, as they stand in the address. */
export const RANGES = ['7d', '30d', '90d', 'month', 'last-month'] as const;
export type RangeName = (typeof RANGES)[number];

export type RangeSearch = { readonly range?: RangeName };

/** What the address says; anything else is as if nothing stood there. */
export function readRange(search: Readonly<Record<string, unknown>>): RangeSearch {
  const range = RANGES.find((name) => name === search['range']);
  return range === undefined ? {} : { range };
}

export type Span = { readonly from: string; readonly to: string };

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** From when to when a preset is, in the reader's time zone; the end is rounded up to the hour, so that answers are shared. */
export function spanOf(range: RangeName, nowMs: number): Span {
  const now = new Date(nowMs);
  const to = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  const monthStart = (back: number) => new Date(now.getFullYear(), now.getMonth() - back, 1).getTime();
  switch (range) {
    case '7d':
      return span({ from: to - 7 * DAY_MS, to });
    case '30d':
      return span({ from: to - 30 * DAY_MS, to });
    case '90d':
      return span({ from: to - 90 * DAY_MS, to });
    case 'month':
      return span({ from: monthStart(0), to });
    case 'last-month':
      return span({ from: monthStart(1), to: monthStart(0) });
  }
}

function span({ from, to }: { readonly from: number; readonly to: number }): Span {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
