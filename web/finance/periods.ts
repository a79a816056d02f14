import { addDays, addMonths, type Calendar, dayAt } from '../filters/calendar-days.ts';
import type { Comparison } from '../filters/range.ts';

/** Periods that can be asked for: the newest months, then quarters, then years, as the wire names them. */
export type PeriodChoice = { readonly value: string; readonly label: string };

const MONTHS = 13;
const QUARTERS = 5;
const YEARS = 2;
const MONTH_NAME = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** By the organisation's calendar: its months, its quarters and its years, which are named after the year they begin in. */
export function periodsAt(nowMs: number, calendar: Calendar): readonly PeriodChoice[] {
  const today = dayAt(nowMs, calendar.timeZone);
  const months = Array.from({ length: MONTHS }, (_, back) => monthBack(today, back));
  const { year, quarter } = fiscalAt(today, calendar);
  const quarters = Array.from({ length: QUARTERS }, (_, back) => quarterBack(year, quarter - back));
  const years = Array.from({ length: YEARS }, (_, back) => ({ value: `${year - back}`, label: `${year - back}` }));
  return [...months, ...quarters, ...years];
}

function monthBack(today: string, back: number): PeriodChoice {
  const first = addMonths(today, -back);
  return { value: first.slice(0, 7), label: MONTH_NAME.format(new Date(`${first}T00:00:00Z`)) };
}

function fiscalAt(today: string, { yearStartsInMonth }: Calendar) {
  const month = Number(today.slice(5, 7));
  const monthOfYear = (month - yearStartsInMonth + 12) % 12;
  const year = Number(today.slice(0, 4)) - (month < yearStartsInMonth ? 1 : 0);
  return { year, quarter: Math.floor(monthOfYear / 3) };
}

/** Quarter 0 is the first of the year; those before it are of the years before. */
function quarterBack(year: number, quarter: number): PeriodChoice {
  const number = ((quarter % 4) + 4) % 4;
  const name = `${year + Math.floor(quarter / 4)}-Q${number + 1}`;
  return { value: name, label: name.replace('-', ' ') };
}

/** October 2026, 2026 Q4, 2026. */
export function periodInWords(period: string): string {
  return MONTH.test(period) ? MONTH_NAME.format(new Date(`${period}-01T00:00:00Z`)) : period.replace('-Q', ' Q');
}

/** The period to compare one with: the one before it, or the same of the year before. */
export function comparedPeriod(period: string, compare: Comparison): string {
  const year = Number(period.slice(0, 4));
  const rest = period.slice(4);
  if (compare === 'last-year' || rest === '') return `${year - 1}${rest}`;
  if (rest.startsWith('-Q')) return quarterBack(year, Number(rest.slice(2)) - 2).value;
  return addMonths(`${period}-01`, -1).slice(0, 7);
}

export function monthAt(nowMs: number, calendar: Calendar, back = 0): string {
  return addMonths(dayAt(nowMs, calendar.timeZone), -back).slice(0, 7);
}

export function daysOfMonth(month: string): number {
  return Number(addDays(addMonths(`${month}-01`, 1), -1).slice(8));
}

export const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/;
export const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
