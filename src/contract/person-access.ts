import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute } from './row-routes.ts';
import { HouseRole } from './sessions.ts';
import { Moment, OneLine, Slug } from './wire-values.ts';

const DirectoryState = z.enum(['active', 'archived', 'deactivated']).meta({
  description: 'deactivated: archived by somebody who said that they leave, with everything by which they could act.',
});

/** A person as whoever keeps the directory looks for them. */
const DirectoryEntry = z
  .object({
    id: Slug,
    name: z.string(),
    email: z.string(),
    teamId: Slug,
    teamName: z.string(),
    state: DirectoryState,
    roles: z
      .array(HouseRole)
      .meta({ description: 'By the directory and by grants in force; everybody is an employee.' }),
  })
  .meta({ id: 'DirectoryEntry' });

/** By what somebody can come in at this moment: no secret, and nothing of what they do here. */
const PersonAccess = z
  .object({
    personId: Slug,
    state: DirectoryState,
    hasPassword: z.boolean(),
    identities: z
      .array(z.object({ issuer: z.string(), subject: z.string(), linkedAt: Moment }))
      .meta({ description: 'Who they are at providers of identities.' }),
    provisioned: z
      .object({ userName: z.string(), externalId: z.string().nullable(), changedAt: Moment })
      .nullable()
      .meta({ description: 'As a provider keeps them here by SCIM.' }),
    invitationEndsAt: Moment.nullable().meta({ description: 'Of a link that was not used and still works.' }),
    sessions: z.int().meta({ description: 'Browsers in which they are signed in.' }),
    keys: z.int().meta({ description: 'Keys of their own that work.' }),
  })
  .meta({ id: 'PersonAccess' });

const SessionsEnded = z.object({ personId: Slug, sessionsEnded: z.int() }).meta({ id: 'SessionsEnded' });

const at = { ...ROUTE_DEFAULTS, tag: 'Sign-in', params: z.strictObject({ id: Slug }) } as const;

export const PERSON_ACCESS_ROUTES = {
  listDirectory: listRoute({
    tag: 'Sign-in',
    path: '/directory',
    summary: 'Find people by name, team, state and role, in the order of their names',
    filters: {
      search: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .exactOptional()
        .meta({ description: 'Part of a name, an address or an id.' }),
      teamId: Slug.exactOptional(),
      state: DirectoryState.exactOptional(),
      role: HouseRole.exclude(['employee']).exactOptional(),
    },
    row: DirectoryEntry,
  }),
  readPersonAccess: {
    ...at,
    method: 'GET',
    path: '/people/{id}/access',
    scope: 'control.read',
    summary: 'By what a person can come in: password, providers, an invitation, sessions, keys',
    answer: PersonAccess,
  },
  endPersonSessions: {
    ...at,
    method: 'POST',
    path: '/people/{id}/sessions/end',
    scope: 'control.write',
    summary: 'End every session of a person, with the keys that their browsers hold; they may sign in again',
    body: z.strictObject({ reason: OneLine }),
    answer: SessionsEnded,
  },
} as const;
