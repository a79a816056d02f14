import { addDays, addMonths, type Calendar, countDays, dayAt, dayStart, isDay, yearBefore } from './calendar-days.ts';
import { countMonths } from './whole-months.ts';

/** The presets of the filter bar, as they stand in the address. */
export const RANGES = ['7d', '30d', '90d', 'month', 'last-month', 'quarter', 'year'] as const;
export type RangeName = (typeof RANGES)[number];

/** A preset, or days of somebody's own choice, both of them within. */
export type RangeSearch = {
  readonly range?: RangeName | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

export const COMPARISONS = ['previous', 'last-year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Ten years are as far as the server goes. */
const DAYS_MAX = 3_650;

/** What the address says; anything else is as if nothing stood there. */
export function readRange(search: Readonly<Record<string, unknown>>): RangeSearch {
  const { from, to } = search;
  if (isDay(from) && isDay(to) && from <= to && countDays(from, to) <= DAYS_MAX) return { from, to };
  const range = RANGES.find((name) => name === search['range']);
  return range === undefined ? {} : { range };
}

/** What the address says of another time to compare with. */
export function readComparison(search: Readonly<Record<string, unknown>>): { readonly compare?: Comparison } {
  const compare = COMPARISONS.find((name) => name === search['compare']);
  return compare === undefined ? {} : { compare };
}

/** Days of the organisation's calendar, the last one within, and how many of them have begun. */
export type Stretch = { readonly first: string; readonly last: string; readonly all: number; readonly past: number };
export type Span = { readonly from: string; readonly to: string };
type Asked = { readonly nowMs: number; readonly calendar: Calendar };

export function stretchOf(search: RangeSearch & { readonly range: RangeName }, asked: Asked): Stretch {
  const today = dayAt(asked.nowMs, asked.calendar.timeZone);
  const { range, from, to } = search;
  const [first, last] = from !== undefined && to !== undefined ? [from, to] : daysOf(range, today, asked.calendar);
  return withDays({ first, last, today });
}

/** The time to compare with: the one before, as long or as its kind is, or the same days a year before. */
export function comparedStretch(
  search: RangeSearch & { readonly range: RangeName },
  compare: Comparison,
  asked: Asked,
): Stretch {
  const { first, last, all } = stretchOf(search, asked);
  const today = dayAt(asked.nowMs, asked.calendar.timeZone);
  const months = search.from === undefined ? MONTHS_OF[search.range] : countMonths({ first, last });
  if (compare === 'last-year') {
    const end = months === undefined ? yearBefore(last) : addDays(addMonths(first, months - 12), -1);
    return withDays({ first: yearBefore(first), last: end, today });
  }
  const before = months === undefined ? addDays(first, -all) : addMonths(first, -months);
  return withDays({ first: before, last: addDays(first, -1), today });
}

const MONTHS_OF: { readonly [R in RangeName]?: number } = { month: 1, 'last-month': 1, quarter: 3, year: 12 };
const HOUR_MS = 3_600_000;

/** As requests have it; the end is no later than the hour that runs, so that answers are shared. */
export function spanOf({ first, last }: Pick<Stretch, 'first' | 'last'>, { nowMs, calendar }: Asked): Span {
  const end = dayStart(addDays(last, 1), calendar.timeZone);
  const soon = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  const from = dayStart(first, calendar.timeZone);
  const to = Math.max(from + HOUR_MS, Math.min(end, soon));
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function daysOf(range: RangeName, today: string, calendar: Calendar): readonly [string, string] {
  const month = addMonths(today, 0);
  const monthOfYear = (Number(today.slice(5, 7)) - calendar.yearStartsInMonth + 12) % 12;
  const whole = (first: string, months: number) => [first, addDays(addMonths(first, months), -1)] as const;
  switch (range) {
    case '7d':
      return [addDays(today, -6), today];
    case '30d':
      return [addDays(today, -29), today];
    case '90d':
      return [addDays(today, -89), today];
    case 'month':
      return whole(month, 1);
    case 'last-month':
      return whole(addMonths(month, -1), 1);
    case 'quarter':
      return whole(addMonths(month, -(monthOfYear % 3)), 3);
    case 'year':
      return whole(addMonths(month, -monthOfYear), 12);
  }
}

function withDays({ first, last, today }: { readonly first: string; readonly last: string; readonly today: string }) {
  return { first, last, all: countDays(first, last), past: countDays(first, last < today ? last : today) };
}
