import { z } from 'zod';
import { NOTHING } from './route.ts';
import { changeRoute, createRoute, namedListRoute, readRoute, verbRoute } from './row-routes.ts';
import { KEPT, OneLine, Slug } from './wire-values.ts';

export const ServiceAccount = z
  .object({
    id: Slug,
    name: z.string(),
    teamId: Slug,
    projectId: Slug.nullable(),
    ownerPersonId: Slug.meta({ description: 'The person who answers for it.' }),
    status: z.enum(['active', 'archived']),
    ...KEPT,
  })
  .meta({ id: 'ServiceAccount' });

export const ServiceAccountCreate = z
  .strictObject({
    id: Slug,
    name: OneLine,
    teamId: Slug,
    projectId: Slug.nullable().default(null),
    ownerPersonId: Slug,
  })
  .meta({ id: 'ServiceAccountCreate' });

const ServiceAccountChange = z
  .strictObject({
    name: OneLine.exactOptional(),
    teamId: Slug.exactOptional(),
    projectId: Slug.nullable().exactOptional(),
    ownerPersonId: Slug.exactOptional(),
  })
  .meta({ id: 'ServiceAccountChange' });

const filters = {
  status: z.enum(['active', 'archived']).exactOptional(),
  teamId: Slug.exactOptional(),
  projectId: Slug.exactOptional(),
  ownerPersonId: Slug.exactOptional(),
};
const at = { tag: 'Service accounts', path: '/service-accounts' } as const;
const one = { tag: 'Service accounts', path: '/service-accounts/{id}', id: Slug, row: ServiceAccount } as const;

export const SERVICE_ACCOUNT_ROUTES = {
  listServiceAccounts: {
    ...namedListRoute({ ...at, summary: 'List service accounts', filters, row: ServiceAccount }),
    narrow: { team: 'teamId', rows: ['team'] },
  },
  createServiceAccount: createRoute({
    ...at,
    summary: 'Create a service account',
    body: ServiceAccountCreate,
    row: ServiceAccount,
  }),
  readServiceAccount: { ...readRoute({ ...one, summary: 'Read a service account' }), narrow: { rows: ['team'] } },
  changeServiceAccount: changeRoute({ ...one, summary: 'Change a service account', body: ServiceAccountChange }),
  archiveServiceAccount: verbRoute({
    ...one,
    path: '/service-accounts/{id}/archive',
    summary: 'Archive a service account without live keys',
    body: NOTHING,
    problems: ['in_use', 'managed_by_file'],
  }),
  restoreServiceAccount: verbRoute({
    ...one,
    path: '/service-accounts/{id}/restore',
    summary: 'Make an archived service account active again',
    body: NOTHING,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file'],
  }),
} as const;
