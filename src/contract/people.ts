import { z } from 'zod';
import { NOTHING } from './route.ts';
import { changeRoute, createRoute, listRoute, readRoute, verbRoute } from './row-routes.ts';
import { Email, KEPT, OneLine, Slug } from './wire-values.ts';

const Employment = z.enum(['employee', 'contractor', 'partner']);
const Roles = z.array(Slug).max(50).meta({ description: 'What rules of the policy ask about, for instance manager.' });
const Region = OneLine.nullable().meta({ description: 'Where the person works, as you name your regions.' });

export const Person = z
  .object({
    id: Slug,
    name: z.string(),
    email: z.string(),
    teamId: Slug,
    roles: z.array(Slug),
    region: z.string().nullable(),
    employment: Employment.nullable(),
    status: z.enum(['active', 'archived']),
    ...KEPT,
  })
  .meta({ id: 'Person' });

export const PersonCreate = z
  .strictObject({
    id: Slug,
    name: OneLine,
    email: Email,
    teamId: Slug,
    roles: Roles.default([]),
    region: Region.default(null),
    employment: Employment.nullable().default(null),
  })
  .meta({ id: 'PersonCreate' });

const PersonChange = z
  .strictObject({
    name: OneLine.exactOptional(),
    email: Email.exactOptional(),
    teamId: Slug.exactOptional(),
    roles: Roles.exactOptional(),
    region: Region.exactOptional(),
    employment: Employment.nullable().exactOptional(),
  })
  .meta({ id: 'PersonChange' });

const filters = {
  status: z.enum(['active', 'archived']).exactOptional(),
  teamId: Slug.exactOptional(),
  email: Email.exactOptional(),
};
const at = { tag: 'People', path: '/people' } as const;
const one = { tag: 'People', path: '/people/{id}', id: Slug, row: Person } as const;

export const PERSON_ROUTES = {
  listPeople: {
    ...listRoute({ ...at, summary: 'List people', filters, row: Person }),
    narrow: { team: 'teamId', rows: ['team'] },
  },
  createPerson: createRoute({ ...at, summary: 'Create a person', body: PersonCreate, row: Person }),
  readPerson: { ...readRoute({ ...one, summary: 'Read a person' }), narrow: { rows: ['team'] } },
  changePerson: changeRoute({ ...one, summary: 'Change a person', body: PersonChange }),
  archivePerson: verbRoute({
    ...one,
    path: '/people/{id}/archive',
    summary: 'Archive a person who owns nothing active',
    body: NOTHING,
    problems: ['in_use', 'managed_by_file'],
  }),
  restorePerson: verbRoute({
    ...one,
    path: '/people/{id}/restore',
    summary: 'Make an archived person active again',
    body: NOTHING,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file'],
  }),
} as const;
