import { addDays, addMonths } from './calendar-days.ts';
import type { RangeSearch } from './range.ts';

/** A month that is over, by its days: what an address has of it. */
export type WholeMonth = { readonly from: string; readonly to: string };

const MONTHS_SHOWN = 12;

/** The months that are over, the last one first. */
export function monthsOver(today: string): readonly WholeMonth[] {
  return Array.from({ length: MONTHS_SHOWN }, (_, at) => monthOf(addMonths(today, -1 - at)));
}

/** The month that an address names; the last one where it names none that is over. */
export function chosenMonth({ range, from, to }: RangeSearch, today: string): WholeMonth {
  const last = monthOf(addMonths(today, -1));
  if (range !== undefined || from === undefined || to === undefined) return last;
  const named = monthOf(addMonths(from, 0));
  return named.from === from && named.to === to && to <= last.to ? named : last;
}

/** How many whole months some days are; undefined where they are not from the first of one to the end of one. */
export function countMonths({ first, last }: { readonly first: string; readonly last: string }): number | undefined {
  const after = addDays(last, 1);
  if (!first.endsWith('-01') || !after.endsWith('-01')) return undefined;
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(after) - months(first);
}

function monthOf(first: string): WholeMonth {
  return { from: first, to: addDays(addMonths(first, 1), -1) };
}
