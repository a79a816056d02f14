import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, pageOf, pageQuery, readRoute } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { DataClass, KEPT, Moment, OneLine, Slug, Uuid } from './wire-values.ts';

const Tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const OwnerKind = z.enum(['person', 'service_account']);
const Purpose = z.enum(['incident', 'abuse', 'quality', 'legal', 'subject_request', 'debugging']);

/** Which content is meant, as it is asked: what is left out is not narrowed by. */
const scope = {
  personId: Slug.nullable().default(null),
  useCaseId: Slug.nullable().default(null),
  callId: Uuid.nullable().default(null),
  from: Moment.nullable().default(null).meta({ description: 'Inclusive.' }),
  to: Moment.nullable().default(null).meta({ description: 'Exclusive.' }),
};

const keptScope = {
  personId: z.string().nullable(),
  useCaseId: z.string().nullable(),
  callId: z.string().nullable(),
  from: Moment.nullable(),
  to: Moment.nullable(),
};

const head = {
  id: Uuid,
  callId: z.string(),
  ownerKind: OwnerKind,
  ownerId: z.string(),
  useCaseId: z.string(),
  tier: Tier,
  dataClass: DataClass,
  at: Moment,
  parts: z.int(),
  sealedBytes: z.int(),
};

/** What is known of kept content without opening it. */
const ContentHead = z.object(head).meta({ id: 'ContentHead' });

const ContentText = z
  .object({
    ...head,
    text: z.array(z.object({ direction: z.enum(['request', 'answer']), kind: z.string(), text: z.string() })),
  })
  .meta({ id: 'ContentText' });

const ContentAccess = z
  .object({
    id: Uuid,
    ...keptScope,
    requesterKind: OwnerKind,
    requesterId: z.string(),
    purpose: Purpose,
    reason: z.string(),
    minutes: z.int(),
    state: z.enum(['waiting', 'granted', 'refused', 'ended']),
    secondPersonId: z.string().nullable(),
    decidedAt: Moment.nullable(),
    grantedUntil: Moment.nullable(),
    decisionReason: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'ContentAccess' });

const ContentAccessRequest = z
  .strictObject({
    ...scope,
    purpose: Purpose,
    reason: OneLine.min(10, 'must say why in a sentence'),
    minutes: z.int().min(1).max(480).default(30).meta({ description: 'How long it holds once it is granted.' }),
  })
  .meta({ id: 'ContentAccessRequest' });

const ContentAccessDecision = z
  .strictObject({ grant: z.boolean(), reason: OneLine.nullable().default(null) })
  .meta({ id: 'ContentAccessDecision' });

const ContentReading = z
  .object({
    id: Uuid,
    recordId: Uuid,
    callId: z.string(),
    accessId: z.string(),
    ownerKind: OwnerKind,
    ownerId: z.string(),
    readerKind: OwnerKind,
    readerId: z.string(),
    purpose: Purpose,
    readAt: Moment,
  })
  .meta({ id: 'ContentReading' });

const ContentHold = z
  .object({
    id: Uuid,
    ...keptScope,
    reason: z.string(),
    placedBy: z.string(),
    state: z.enum(['in_force', 'lifted']),
    liftedBy: z.string().nullable(),
    liftReason: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'ContentHold' });

const ContentHoldPlace = z.strictObject({ ...scope, reason: OneLine }).meta({ id: 'ContentHoldPlace' });
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

const at = { ...ROUTE_DEFAULTS, tag: 'Content' } as const;
const reads = { ...at, method: 'GET', scope: 'content.read' } as const;
const asks = { ...at, method: 'POST', scope: 'content.read' } as const;
const manages = { ...at, method: 'POST', scope: 'content.manage' } as const;
const id = z.strictObject({ id: Uuid });

export const CONTENT_ROUTES = {
  listContent: {
    ...reads,
    path: '/content/records',
    summary: 'List what is kept, newest first, without its text',
    query: pageQuery({
      ...RANGE,
      personId: Slug.exactOptional(),
      useCaseId: Slug.exactOptional(),
      callId: Uuid.exactOptional(),
    }),
    answer: pageOf(ContentHead),
  },
  readContent: {
    ...reads,
    path: '/content/records/{id}/text',
    summary:
      'Read the text of one record by an access that holds; the reading is recorded and shown to the person read',
    params: id,
    query: z.strictObject({ accessId: Uuid }),
    answer: ContentText,
    problems: ['content_not_granted', 'content_unreadable'],
  },
  listContentAccess: {
    ...listRoute({
      tag: 'Content',
      path: '/content/access',
      summary: 'List requests to read',
      filters: {},
      row: ContentAccess,
    }),
    scope: 'content.read',
  },
  readContentAccess: {
    ...readRoute({
      tag: 'Content',
      path: '/content/access/{id}',
      summary: 'Read a request',
      id: Uuid,
      row: ContentAccess,
    }),
    scope: 'content.read',
  },
  requestContentAccess: {
    ...asks,
    path: '/content/access',
    summary: 'Ask to read what is kept within a scope; tier 3 waits for a second person',
    status: 201,
    body: ContentAccessRequest,
    answer: ContentAccess,
    problems: ['not_found', 'rule_broken', 'time_range_invalid'],
  },
  decideContentAccess: {
    ...asks,
    path: '/content/access/{id}/decide',
    summary: "Grant or refuse somebody else's request",
    params: id,
    body: ContentAccessDecision,
    answer: ContentAccess,
    problems: ['rule_broken', 'content_not_granted'],
  },
  listContentReadings: {
    ...at,
    method: 'GET',
    scope: 'audit.read',
    path: '/content/readings',
    summary: 'Who read what, when and why',
    query: z.strictObject({ ...RANGE, limit: z.coerce.number<number | string>().int().min(1).max(500).default(100) }),
    answer: z.object({ rows: z.array(ContentReading) }),
  },
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
    ...listRoute({
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
