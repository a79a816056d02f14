import { isControlRefusal } from '../../control/control-refusal.ts';
import { readMyTour, setMyTour, type TourContext } from '../../control/tours.ts';
import { permits } from '../../domain/identity/permission.ts';
import { answer, type Handlers } from './control-handler.ts';
import type { SessionCaller } from './session-caller.ts';

export function tourHandlers(context: TourContext): Handlers<'readMyTour' | 'setMyTour'> {
  return {
    readMyTour: async ({ grant, caller }) =>
      answer(await readMyTour(context, { grant, keepsHouse: keepsHouse(caller) })),
    setMyTour: async ({ grant, caller, commander, body }) => {
      const tour = await setMyTour(context, { commander, grant, keepsHouse: keepsHouse(caller) }, body);
      return isControlRefusal(tour) ? tour : answer(tour);
    },
  };
}

/** Whoever may let people in and give them roles. */
function keepsHouse(caller: SessionCaller | undefined): boolean {
  const held = caller?.held ?? [];
  return (['access', 'directory'] as const).every((area) => permits(held, { scope: 'control.write', area }));
}
