import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { KEPT } from './wire-values.ts';

const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: 'Name in the IANA database, for instance Europe/Berlin.' });
const WeekStart = z.int().min(1).max(7).meta({ description: '1 is Monday, 7 Sunday.' });
const YearStart = z.int().min(1).max(12).meta({ description: 'The month in which the year of the accounts begins.' });

/** How the organisation counts its days, weeks and years: the periods of envelopes begin and end by it. */
export const CalendarDeclared = z
  .strictObject({ timeZone: TimeZone, weekStartsOn: WeekStart.default(1), yearStartsInMonth: YearStart.default(1) })
  .meta({ id: 'CalendarDeclared' });

const Calendar = z
  .object({ id: z.string(), timeZone: TimeZone, weekStartsOn: WeekStart, yearStartsInMonth: YearStart, ...KEPT })
  .meta({ id: 'Calendar' });

const CalendarChange = z
  .strictObject({
    timeZone: TimeZone.exactOptional(),
    weekStartsOn: WeekStart.exactOptional(),
    yearStartsInMonth: YearStart.exactOptional(),
  })
  .meta({ id: 'CalendarChange' });

const at = { ...ROUTE_DEFAULTS, tag: 'Envelopes', path: '/calendar', answer: Calendar } as const;

export const CALENDAR_ROUTES = {
  readCalendar: {
    ...at,
    method: 'GET',
    scope: 'control.read',
    narrow: { ofNobody: true },
    summary: 'Read the calendar by which periods begin and end; revision 0 is the usual one, which nobody has set',
  },
  changeCalendar: {
    ...at,
    method: 'PATCH',
    scope: 'control.write',
    ifMatch: true,
    summary: 'Change the calendar; an account whose period is moved hands on what was spent',
    body: CalendarChange,
    problems: ['managed_by_file', 'rule_broken'],
  },
} as const;
