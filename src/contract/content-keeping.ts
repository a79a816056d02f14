import { z } from 'zod';
import { CONTENT_SCOPE, KEPT_SCOPE, OwnerKind } from './content.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, namedListRoute } from './row-routes.ts';
import { DataClass, KEPT, OneLine, Slug, Uuid } from './wire-values.ts';

const ContentHold = z
  .object({
    id: Uuid,
    ...KEPT_SCOPE,
    reason: z.string(),
    placedBy: z.string(),
    state: z.enum(['in_force', 'lifted']),
    liftedBy: z.string().nullable(),
    liftReason: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'ContentHold' });

const ContentHoldPlace = z.strictObject({ ...CONTENT_SCOPE, reason: OneLine }).meta({ id: 'ContentHoldPlace' });
const ContentReason = z.strictObject({ reason: OneLine }).meta({ id: 'ContentReason' });

const days = z.int().min(1).max(3650);

const ContentRetention = z
  .object({
    id: z.string(),
    useCaseId: z.string().nullable(),
    dataClass: DataClass.nullable(),
    days: z.int(),
    status: z.enum(['active', 'archived']),
    ...KEPT,
  })
  .meta({ id: 'ContentRetention' });

const ContentRetentionSet = z
  .strictObject({
    useCaseId: Slug.nullable().default(null).meta({ description: 'Null: every use case.' }),
    dataClass: DataClass.nullable().default(null).meta({ description: 'Null: every class.' }),
    days,
  })
  .meta({ id: 'ContentRetentionSet' });

const ContentErasure = z
  .object({
    id: Uuid,
    ownerKind: OwnerKind,
    ownerId: z.string(),
    reason: z.string(),
    orderedBy: z.string(),
    state: z.enum(['ordered', 'held', 'done']).meta({ description: 'held: a legal hold keeps some of it for now.' }),
    recordsDestroyed: z.int(),
    recordsHeld: z.int(),
    ...KEPT,
  })
  .meta({ id: 'ContentErasure' });

const ContentErasureOrder = z
  .strictObject({ ownerKind: OwnerKind.default('person'), ownerId: Slug, reason: OneLine })
  .meta({ id: 'ContentErasureOrder' });

const ContentRewrapped = z
  .object({
    rewrapped: z.int(),
    unknown: z.int().meta({ description: 'Keys wrapped by a key of the vault that this server does not have.' }),
  })
  .meta({ id: 'ContentRewrapped' });

const manages = { ...ROUTE_DEFAULTS, tag: 'Content', method: 'POST', scope: 'content.manage' } as const;
const id = z.strictObject({ id: Uuid });

/** How long content stays, and what goes before its time. */
export const CONTENT_KEEPING_ROUTES = {
  listContentHolds: {
    ...listRoute({
      tag: 'Content',
      path: '/content/holds',
      summary: 'List legal holds',
      filters: {},
      row: ContentHold,
    }),
    scope: 'content.manage',
  },
  placeContentHold: {
    ...manages,
    path: '/content/holds',
    summary: 'Stop every deletion of what is within a scope',
    status: 201,
    body: ContentHoldPlace,
    answer: ContentHold,
    problems: ['rule_broken', 'time_range_invalid'],
  },
  liftContentHold: {
    ...manages,
    path: '/content/holds/{id}/lift',
    summary: 'Let deletion go on',
    params: id,
    body: ContentReason,
    answer: ContentHold,
    problems: ['rule_broken'],
  },
  listContentRetention: listRoute({
    tag: 'Content',
    path: '/content/retention',
    summary: 'List the rules that say how long content is kept',
    filters: {},
    row: ContentRetention,
  }),
  setContentRetention: {
    ...manages,
    path: '/content/retention',
    summary: 'Say for how many days content of a use case, a class, or both is kept',
    body: ContentRetentionSet,
    answer: ContentRetention,
    problems: ['reference_unknown'],
  },
  endContentRetention: {
    ...manages,
    path: '/content/retention/{id}/end',
    summary: 'Take a rule back',
    params: z.strictObject({ id: z.string().max(200) }),
    body: z.strictObject({}),
    answer: ContentRetention,
  },
  listContentErasures: {
    ...namedListRoute({
      tag: 'Content',
      path: '/content/erasures',
      summary: 'List erasures',
      filters: {},
      row: ContentErasure,
    }),
    scope: 'content.manage',
  },
  eraseContent: {
    ...manages,
    path: '/content/erasures',
    summary: 'Destroy all that is kept of a person or service account, and their key',
    status: 201,
    body: ContentErasureOrder,
    answer: ContentErasure,
    problems: ['not_found'],
  },
  rewrapContent: {
    ...manages,
    path: '/content/rewrap',
    summary: "Wrap all keys of content with the vault's current key",
    body: z.strictObject({}),
    answer: ContentRewrapped,
  },
} as const;
