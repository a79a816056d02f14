import { CALENDAR_ID, type KeptCalendar, USUAL_CALENDAR } from '../domain/budget/kept-calendar.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import { calendarRules } from './calendar-rules.ts';
import { changeRow } from './change-row.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { createRow } from './create-row.ts';
import type { Changes } from './member-changes.ts';

/** The calendar that holds; where nobody has set one, the usual one at revision 0. */
export async function readStoredCalendar(unit: ReadUnit): Promise<Stored<KeptCalendar>> {
  const stored = await unit.get('calendar', CALENDAR_ID);
  return stored ?? { row: USUAL_CALENDAR, revision: 0, managedBy: 'api', createdAtMs: 0, updatedAtMs: 0 };
}

/** Sets members of the calendar. Periods that are moved by it are taken over when their accounts are next opened. */
export async function changeCalendar(
  context: ControlContext,
  commander: Commander,
  change: { readonly changes: Changes<KeptCalendar>; readonly expectedRevision: number | undefined },
): Promise<Stored<KeptCalendar> | ControlRefusal> {
  const { changes, expectedRevision } = change;
  const { revision } = await readStoredCalendar(context.store);
  if (revision > 0) {
    return changeRow(context, commander, { rules: calendarRules, id: CALENDAR_ID, expectedRevision, changes });
  }
  if (expectedRevision !== undefined && expectedRevision !== 0) {
    return refuseCommand('revision_conflict', `The calendar is at revision 0, not at ${expectedRevision}.`);
  }
  const { timeZone = USUAL_CALENDAR.timeZone } = changes;
  const { weekStartsOn = USUAL_CALENDAR.weekStartsOn, yearStartsInMonth = USUAL_CALENDAR.yearStartsInMonth } = changes;
  const row = { id: CALENDAR_ID, timeZone, weekStartsOn, yearStartsInMonth } as const;
  return createRow(context, commander, { rules: calendarRules, row });
}
