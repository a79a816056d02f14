import { NativeSelect } from '@mantine/core';
import { useNow } from '../states/use-now.ts';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { dayAt } from './calendar-days.ts';
import type { RangeSearch } from './range.ts';
import { useCalendar } from './use-range.ts';
import { chosenMonth, monthsOver, type WholeMonth } from './whole-months.ts';

export type MonthChoiceProps = { readonly search: RangeSearch; readonly onChange: (month: WholeMonth) => void };

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The time of figures that are told month by month, once a month is over. */
export function MonthChoice({ search, onChange }: MonthChoiceProps) {
  const today = dayAt(useNow(), useCalendar().timeZone);
  const chosen = chosenMonth(search, today);
  const shown = monthsOver(today);
  const months = shown.some(({ from }) => from === chosen.from) ? shown : [...shown, chosen];
  return (
    <NativeSelect
      label={FILTER_WORDS.month}
      data={months.map(({ from }) => ({ value: from, label: monthInWords(from) }))}
      value={chosen.from}
      onChange={({ currentTarget: { value } }) => {
        const month = months.find(({ from }) => from === value);
        if (month !== undefined) onChange(month);
      }}
    />
  );
}

export function monthInWords(first: string): string {
  return MONTH.format(new Date(`${first}T00:00:00Z`));
}
