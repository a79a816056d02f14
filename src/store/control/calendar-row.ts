import type { KeptCalendar } from '../../domain/budget/kept-calendar.ts';
import { nounTable } from './noun-table.ts';

type CalendarRow = {
  readonly id: KeptCalendar['id'];
  readonly time_zone: string;
  readonly week_starts_on: number;
  readonly year_starts_in_month: number;
};

export const calendarTable = nounTable<KeptCalendar, CalendarRow>({
  table: 'organisation_calendar',
  columns: ['id', 'time_zone', 'week_starts_on', 'year_starts_in_month'],
  toRow: (calendar) => ({
    id: calendar.id,
    time_zone: calendar.timeZone,
    week_starts_on: calendar.weekStartsOn,
    year_starts_in_month: calendar.yearStartsInMonth,
  }),
  fromRow: (row) => ({
    id: row.id,
    timeZone: row.time_zone,
    weekStartsOn: row.week_starts_on,
    yearStartsInMonth: row.year_starts_in_month,
  }),
});
