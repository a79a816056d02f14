import { isControlRefusal } from '../../control/control-refusal.ts';
import { readMyTour, setMyTour, type TourContext } from '../../control/tours.ts';
import { answer, type Handlers } from './control-handler.ts';

export function tourHandlers(context: TourContext): Handlers<'readMyTour' | 'setMyTour'> {
  return {
    readMyTour: async ({ grant }) => answer(await readMyTour(context, grant)),
    setMyTour: async ({ grant, commander, body }) => {
      const tour = await setMyTour(context, { commander, grant }, body);
      return isControlRefusal(tour) ? tour : answer(tour);
    },
  };
}
