import { useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { useNow } from '../states/use-now.ts';
import type { Calendar } from './calendar-days.ts';
import {
  type Comparison,
  comparedStretch,
  type RangeName,
  type RangeSearch,
  type Span,
  type Stretch,
  spanOf,
  stretchOf,
} from './range.ts';

const USUAL: Calendar = { timeZone: 'UTC', weekStartsOn: 1, yearStartsInMonth: 1 };

/** The organisation's calendar; the visit that opened the application said it. */
export function useCalendar(): Calendar {
  const visit = useQueryClient().getQueryData<AnswerOf<'readVisit'>>(['readVisit', {}]);
  return visit?.calendar ?? USUAL;
}

export type ChosenTime = { readonly stretch: Stretch; readonly span: Span };

/** The time that an address asks for, by the organisation's calendar. */
export function useRange(search: RangeSearch, usual: RangeName): ChosenTime {
  const asked = { nowMs: useNow(), calendar: useCalendar() };
  const stretch = stretchOf({ ...search, range: search.range ?? usual }, asked);
  return { stretch, span: spanOf(stretch, asked) };
}

/** The time that it is compared with; null where it is with none. */
export function useCompared(
  search: RangeSearch & { readonly compare?: Comparison | undefined },
  usual: RangeName,
): ChosenTime | null {
  const asked = { nowMs: useNow(), calendar: useCalendar() };
  if (search.compare === undefined) return null;
  const stretch = comparedStretch({ ...search, range: search.range ?? usual }, search.compare, asked);
  return { stretch, span: spanOf(stretch, asked) };
}
