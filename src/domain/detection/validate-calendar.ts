import { digitAt } from './validate-check-digits.ts';

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether some year has this day. */
export function isDayOfMonth({ day, month }: { readonly day: number; readonly month: number }): boolean {
  return day >= 1 && day <= (daysOfMonth[month - 1] ?? 0);
}

/** Whether a calendar has this date. */
export function isDate({ year, month, day }: { readonly year: number; readonly month: number; readonly day: number }) {
  if (!isDayOfMonth({ day, month })) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

export function twoDigitsAt(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

/** Six digits `YYMMDD` at a place; in which century is not known, so the 29th of February passes in leap years of either. */
export function isYearMonthDay(text: string, at: number): boolean {
  const [year, month, day] = [twoDigitsAt(text, at), twoDigitsAt(text, at + 2), twoDigitsAt(text, at + 4)];
  return isDayOfMonth({ day, month }) && (month !== 2 || day < 29 || year % 4 === 0);
}

/** Six digits `DDMMYY` at a place. */
export function isDayMonthYear(text: string, at: number): boolean {
  const [day, month, year] = [twoDigitsAt(text, at), twoDigitsAt(text, at + 2), twoDigitsAt(text, at + 4)];
  return isDayOfMonth({ day, month }) && (month !== 2 || day < 29 || year % 4 === 0);
}
