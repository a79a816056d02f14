import { z } from 'zod';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { listRoute, readRoute, verbRoute } from './row-routes.ts';
import { HeldRole, HouseRole, RoleReach } from './sessions.ts';
import { KEPT, Moment, OneLine, Slug, Uuid } from './wire-values.ts';

const shape = {
  id: Uuid,
  personId: Slug,
  role: HouseRole,
  reach: RoleReach,
  source: z.enum(['granted', 'identity_provider']),
  reason: z.string(),
  grantedBy: z.string(),
  expiresAt: Moment.nullable(),
  status: z.enum(['active', 'ended']),
  endReason: z.string().nullable(),
  ...KEPT,
};
const RoleGrant = z.object(shape).meta({ id: 'RoleGrant' });

const RoleGrantCreate = z
  .strictObject({
    personId: Slug,
    role: HouseRole.exclude(['employee']),
    reach: RoleReach.default({ kind: 'organisation' }),
    reason: OneLine,
    expiresAt: Moment.nullable().default(null).meta({ description: 'Null: until somebody ends it.' }),
  })
  .meta({ id: 'RoleGrantCreate' });

const Reason = z.strictObject({ reason: OneLine });

/** What one role may do, as routes name permissions. */
const RoleFacts = z.object({ role: HouseRole, permissions: z.array(z.string()) }).meta({ id: 'RoleFacts' });

const MyRoles = z
  .object({ personId: Slug, roles: z.array(HeldRole), permissions: z.array(z.string()) })
  .meta({ id: 'MyRoles' });

const Deactivation = z
  .object({
    personId: Slug,
    sessionsEnded: z.int(),
    keysRevoked: z.int(),
    rolesEnded: z.int(),
    handoverId: Uuid.nullable().meta({
      description: 'What they owned and others take over; null where it was nothing.',
    }),
  })
  .meta({ id: 'Deactivation' });

const Handover = z
  .object({
    id: Uuid,
    personId: Slug,
    reason: z.string(),
    items: z.array(
      z.object({
        noun: z.enum(['team', 'service_account', 'use_case', 'envelope', 'library_asset']),
        id: z.string(),
        name: z.string(),
      }),
    ),
    state: z.enum(['open', 'done']),
    openedBy: z.string(),
    doneBy: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'Handover' });

const filters = {
  personId: Slug.exactOptional(),
  role: HouseRole.exactOptional(),
  status: z.enum(['active', 'ended']).exactOptional(),
};
const one = { tag: 'Roles', path: '/role-grants/{id}', id: Uuid, row: RoleGrant } as const;
const handover = { tag: 'Roles', path: '/handovers/{id}', id: Uuid, row: Handover } as const;

export const ROLE_ROUTES = {
  listRoles: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/roles',
    scope: 'any',
    tag: 'Roles',
    summary: 'The roles that there are, what each may do in the whole organisation, and who gives them',
    answer: z.object({
      rows: z.array(RoleFacts),
      givenBy: z
        .array(z.object({ personId: Slug, name: z.string() }))
        .meta({ description: 'Administrators, five at most: whom to ask for a role.' }),
    }),
  },
  readPersonRoles: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/people/{id}/roles',
    scope: 'control.read',
    tag: 'Roles',
    summary: 'Every role that a person holds now: by the directory, by grants, by groups',
    params: z.strictObject({ id: Slug }),
    answer: MyRoles,
  },
  listRoleGrants: listRoute({
    ...one,
    path: '/role-grants',
    summary: 'List roles that were given',
    filters,
    row: RoleGrant,
  }),
  readRoleGrant: readRoute({ ...one, summary: 'Read a role grant' }),
  grantRole: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/role-grants',
    scope: 'control.write',
    tag: 'Roles',
    status: 201,
    summary: 'Give another person a role, for the organisation, a team or a use case, until an end',
    body: RoleGrantCreate,
    answer: RoleGrant,
    problems: ['already_exists', 'four_eyes', 'rule_broken', 'reference_unknown', 'reference_archived'],
  },
  endRoleGrant: verbRoute({
    ...one,
    path: '/role-grants/{id}/end',
    summary: 'End a role that was given; it works on for nobody',
    body: Reason,
    problems: ['in_use', 'rule_broken'],
  }),
  deactivatePerson: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/people/{id}/deactivate',
    scope: 'control.write',
    tag: 'Roles',
    summary: 'End sessions, keys and roles of somebody who leaves, and open a handover of what they own',
    params: z.strictObject({ id: Slug }),
    body: Reason,
    answer: Deactivation,
    problems: ['in_use'],
  },
  listHandovers: listRoute({
    ...handover,
    path: '/handovers',
    summary: 'List what people who left owned',
    filters: { personId: Slug.exactOptional(), state: z.enum(['open', 'done']).exactOptional() },
    row: Handover,
  }),
  closeHandover: verbRoute({
    ...handover,
    path: '/handovers/{id}/close',
    summary: 'Say that all of it has other owners',
    body: NOTHING,
    problems: ['in_use'],
  }),
} as const;
