import { changeCalendar, readStoredCalendar } from '../../control/calendars.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { answer, type Handlers } from './control-handler.ts';
import { toWireRow } from './wire-rows.ts';

export function calendarHandlers(context: ControlContext): Handlers<'readCalendar' | 'changeCalendar'> {
  return {
    readCalendar: async () => answer(toWireRow(await readStoredCalendar(context.store))),
    changeCalendar: async ({ commander, body, expectedRevision }) => {
      const changed = await changeCalendar(context, commander, { changes: body, expectedRevision });
      return isControlRefusal(changed) ? changed : answer(toWireRow(changed));
    },
  };
}
