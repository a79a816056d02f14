import { isTimeZone } from '../domain/budget/kept-calendar.ts';
import { NO_RULES, type RowRules } from './row-rules.ts';

/** The organisation has one calendar. It is set and changed, and stays when nobody declares it any more. */
export const calendarRules: RowRules<'calendar'> = {
  ...NO_RULES,
  noun: 'calendar',
  word: 'calendar',
  isArchived: () => false,
  retire: (calendar) => calendar,
  restore: (calendar) => calendar,
  findBroken: ({ timeZone }) =>
    isTimeZone(timeZone)
      ? undefined
      : { pointer: '/timeZone', detail: `"${timeZone}" is no time zone that is known here, as "Europe/Berlin" is.` },
};
