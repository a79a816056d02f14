import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';

const State = z.enum(['offered', 'skipped', 'done']);

const MyTour = z
  .object({
    state: State,
    isOffered: z.boolean().meta({ description: 'Whether it is shown by itself: never called, and not put away.' }),
    callId: z.string().nullable().meta({ description: 'The call that it ended with.' }),
  })
  .meta({ id: 'MyTour' });

const at = { ...ROUTE_DEFAULTS, scope: 'any', tag: 'Me', path: '/me/tour', answer: MyTour } as const;

export const TOUR_ROUTES = {
  readMyTour: { ...at, method: 'GET', summary: 'Whether the tour to your first call waits for you' },
  setMyTour: {
    ...at,
    method: 'POST',
    summary: 'Put the tour away, end it with a call of yours, or have it offered again',
    body: z.strictObject({ state: State, callId: z.uuid().nullable().default(null) }).meta({ id: 'TourChange' }),
    problems: ['rule_broken'],
  },
} as const;
