import { CALENDAR_ID, USUAL_CALENDAR } from '../../domain/budget/kept-calendar.ts';
import type { BudgetCalendar } from '../../domain/budget/period.ts';
import { calendarTable } from '../control/calendar-row.ts';
import type { Queries } from '../control/noun-table.ts';

/** The calendar by which periods begin and end; the usual one until the organisation has set its own. */
export async function readCalendar(queries: Queries): Promise<BudgetCalendar> {
  const stored = await calendarTable.get(queries, CALENDAR_ID);
  const { timeZone, weekStartsOn, yearStartsInMonth } = stored?.row ?? USUAL_CALENDAR;
  return { timeZone, weekStartsOn, yearStartsInMonth };
}
