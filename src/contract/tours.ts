import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';

const State = z.enum(['offered', 'skipped', 'done']);

/** What opens a house to others, and which of it is done. */
const HouseSteps = z
  .object({
    signIn: z.boolean().meta({ description: 'A provider of identities is configured, or keeps people here.' }),
    people: z.boolean().meta({ description: 'Somebody else can come in, or is invited.' }),
    key: z.boolean().meta({ description: 'You own a key that works.' }),
    call: z.boolean().meta({ description: 'You have made a call.' }),
  })
  .meta({ id: 'HouseSteps' });

const MyTour = z
  .object({
    state: State,
    isOffered: z.boolean().meta({ description: 'Whether it is shown by itself: never called, and not put away.' }),
    callId: z.string().nullable().meta({ description: 'The call that it ended with.' }),
    houseSteps: HouseSteps.nullable().meta({
      description: 'For whoever administers all of the house; null: not yours, all of it is done, or put away.',
    }),
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
