import { z } from 'zod';
import { KeyOwner, KeyScope, Lane } from './api-keys.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { RANGE, UsageTotals } from './usage.ts';
import { Moment } from './wire-values.ts';

/** What the key that was sent is and may do. */
const Me = z
  .object({
    keyId: z.string(),
    owner: KeyOwner,
    teamId: z.string(),
    projectId: z.string().nullable(),
    costCentre: z.string().nullable(),
    lane: Lane,
    tags: z.record(z.string(), z.string()),
    scopes: z.array(KeyScope),
    allowedUseCaseIds: z.array(z.string()),
    defaultUseCaseId: z.string().nullable(),
    expiresAt: Moment.nullable(),
  })
  .meta({ id: 'Me' });

const at = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'any', tag: 'Me' } as const;

export const ME_ROUTES = {
  readMe: { ...at, path: '/me', summary: 'What the key that you sent is and may do', answer: Me },
  readMyUsage: {
    ...at,
    path: '/me/usage',
    summary: "Sums over your own calls: a person's over all their keys, a service account's over this key",
    query: z.strictObject(RANGE),
    answer: UsageTotals,
  },
} as const;
