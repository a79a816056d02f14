import type { BudgetCalendar } from './period.ts';

/** The organisation's calendar as the control plane keeps it: one row. */
export type KeptCalendar = BudgetCalendar & { readonly id: typeof CALENDAR_ID };

export const CALENDAR_ID = 'organisation';

/** What holds until somebody says otherwise. */
export const USUAL_CALENDAR: KeptCalendar = {
  id: CALENDAR_ID,
  timeZone: 'UTC',
  weekStartsOn: 1,
  yearStartsInMonth: 1,
};

/** Whether periods can be reckoned in this zone. An offset is none: it has no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
