import { z } from 'zod';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, pageOf, pageQuery, readRoute } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { DataClass, KEPT, Moment, OneLine, Slug, Uuid } from './wire-values.ts';

const Tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export const OwnerKind = z.enum(['person', 'service_account']);
const Purpose = z.enum(['incident', 'abuse', 'quality', 'legal', 'subject_request', 'debugging']);

/** Which content is meant, as it is asked: what is left out is not narrowed by. */
export const CONTENT_SCOPE = {
  personId: Slug.nullable().default(null),
  useCaseId: Slug.nullable().default(null),
  callId: Uuid.nullable().default(null),
  from: Moment.nullable().default(null).meta({ description: 'Inclusive.' }),
  to: Moment.nullable().default(null).meta({ description: 'Exclusive.' }),
};

export const KEPT_SCOPE = {
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
    ...KEPT_SCOPE,
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
    ...CONTENT_SCOPE,
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

const at = { ...ROUTE_DEFAULTS, tag: 'Content' } as const;
const reads = { ...at, method: 'GET', scope: 'content.read' } as const;
const asks = { ...at, method: 'POST', scope: 'content.read' } as const;
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
    answer: pageOf(ContentHead).extend(NAMES),
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
    answer: z.object({ rows: z.array(ContentReading), ...NAMES }),
  },
} as const;
