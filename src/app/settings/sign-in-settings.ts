import { z } from 'zod';

/** How people sign in: the `signIn` part of the server's settings. */
export const SignInSettings = z
  .strictObject({
    passwords: z.boolean().default(true).meta({
      description: 'Whether people may sign in by passwords kept here; to be switched off once a provider works.',
    }),
    idleMinutes: z.int().min(5).max(10_080).default(480).meta({
      description: 'How long a browser may be left alone before it has to sign in again.',
    }),
    longestHours: z.int().min(1).max(720).default(24).meta({
      description: 'How long a session lasts at most, however much it is used.',
    }),
  })
  .prefault({})
  .meta({ id: 'SignInSettings' });

export type SignInSettings = z.infer<typeof SignInSettings>;
