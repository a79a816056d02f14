import { z } from 'zod';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { changeRoute, createRoute, listRoute, pageOf, pageQuery, readRoute, verbRoute } from './row-routes.ts';
import { DryRun, Mapping, ResultRule } from './source-mapping.ts';
import { SecretReference } from './upstreams.ts';
import { KEPT, Moment, OneLine, Slug, Uuid } from './wire-values.ts';

const Kind = z.enum([
  'github',
  'gitlab',
  'jira',
  'zendesk',
  'pagerduty',
  'incident_io',
  'servicenow',
  'standard_webhooks',
  'cloudevents',
]);
const Address = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://tracker.example.com' })
  .max(500)
  .regex(/[^/]$/, 'must not end with a slash');

const Api = z
  .strictObject({
    baseUrl: Address.nullable()
      .default(null)
      .meta({ description: 'Null: where systems of its kind are for everybody.' }),
    token: SecretReference.default({ kind: 'none' }).meta({ description: 'Without one its API is not asked.' }),
  })
  .meta({ id: 'SourceApi' });

const shape = {
  id: Slug,
  kind: Kind,
  name: OneLine,
  secrets: z
    .array(SecretReference)
    .min(1)
    .max(3)
    .meta({ description: 'Where the secrets of its signatures are found, newest first; never the secrets.' }),
  api: Api,
  pagesUrl: Address.nullable().meta({ description: 'Address of its pages; Zendesk does not say it in its messages.' }),
  mapping: z.array(Mapping).max(50).meta({ description: 'Empty: as systems of its kind are read.' }),
  rules: z.array(ResultRule).max(200).meta({ description: 'The first that fits counts.' }),
  skewSecondsMax: z
    .int()
    .min(30)
    .max(3_600)
    .meta({ description: 'By how much its clock may differ from ours, where it signs the time.' }),
};

/** A system in which work happens, and which says by signed webhooks what came of it. */
export const Source = z
  .object({
    ...shape,
    status: z.enum(['active', 'blocked', 'archived']),
    webhookPath: z.string().meta({ description: 'Where it sends its messages, below the address of this server.' }),
    ...KEPT,
  })
  .meta({ id: 'Source' });

export const SourceCreate = z
  .strictObject({
    ...shape,
    api: Api.prefault({}),
    pagesUrl: shape.pagesUrl.default(null),
    mapping: shape.mapping.default([]),
    rules: shape.rules.default([]),
    skewSecondsMax: shape.skewSecondsMax.default(300),
    status: z.enum(['active', 'blocked']).default('active'),
  })
  .meta({ id: 'SourceCreate' });

const SourceChange = z
  .strictObject({ ...shape, status: z.enum(['active', 'blocked']) })
  .omit({ id: true, kind: true })
  .partial()
  .meta({ id: 'SourceChange' });

const Delivery = z
  .object({
    deliveryId: z.string(),
    via: z.enum(['webhook', 'file', 'api']),
    event: z.string(),
    receivedAt: Moment,
    digest: z.string().meta({ description: 'SHA-256 of its bytes.' }),
    facts: z.number(),
    note: z.string().nullable(),
  })
  .meta({ id: 'SourceDelivery' });

const Refusals = z
  .object({ hour: Moment, reason: z.string(), refused: z.number(), lastAt: Moment })
  .meta({ id: 'SourceRefusals' });

const Meaning = z.enum(['unknown', 'person', 'outsider', 'system']);
const Identity = z
  .object({
    externalId: z.string(),
    shownAs: z.string().nullable(),
    isBot: z.boolean(),
    meaning: Meaning,
    personId: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: Moment.nullable(),
    firstSeenAt: Moment,
    lastSeenAt: Moment,
    facts: z.number().meta({ description: 'How many facts mention them.' }),
  })
  .meta({ id: 'ExternalIdentity' });

const Decide = z
  .strictObject({
    externalId: z.string().min(1).max(200),
    meaning: Meaning,
    personId: Slug.nullable().default(null).meta({ description: 'For the meaning "person".' }),
  })
  .meta({ id: 'ExternalIdentityDecision' });

const Message = z
  .strictObject({
    payload: z.record(z.string(), z.unknown()).meta({ description: 'The message, as the system sends it.' }),
    event: OneLine.nullable().default(null).meta({ description: 'GitHub: what X-GitHub-Event says.' }),
  })
  .meta({ id: 'SourceMessage' });

const Try = z
  .strictObject({
    ...Message.shape,
    text: z
      .string()
      .max(1_000_000)
      .nullable()
      .default(null)
      .meta({ description: 'The very text that was sent, to look at its signature too; goes before payload.' }),
    headers: z
      .record(z.string().max(100), z.string().max(4_000))
      .default({})
      .meta({ description: 'As they came, to look at the signature too.' }),
    mapping: shape.mapping.nullable().default(null).meta({ description: 'Read by these instead of what is kept.' }),
    rules: shape.rules.nullable().default(null).meta({ description: 'As the mapping.' }),
  })
  .partial({ payload: true })
  .meta({ id: 'SourceTry' });

const Import = z.strictObject({ messages: z.array(Message).min(1).max(500) }).meta({ id: 'SourceImport' });

const Imported = z
  .object({
    messages: z.number(),
    alreadyKnown: z.number(),
    saidNothing: z.number(),
    tooOld: z.number().meta({ description: 'Facts older than 26 weeks, which are left out.' }),
    facts: z.number(),
    results: z.number(),
    outcomeEvents: z.number(),
    faults: z.array(z.string()),
  })
  .meta({ id: 'SourceImported' });

const Backfill = z
  .object({
    id: z.string(),
    project: z.string().nullable(),
    since: Moment,
    state: z.enum(['running', 'done', 'failed']),
    pages: z.number(),
    results: z.number(),
    facts: z.number(),
    lastError: z.string().nullable(),
    askedBy: z.string(),
    askedAt: Moment,
  })
  .meta({ id: 'SourceBackfill' });

const AskBackfill = z
  .strictObject({
    project: OneLine.nullable().default(null).meta({ description: 'Repository or project; null: all, where it can.' }),
    weeks: z.int().min(1).max(26).default(26),
  })
  .meta({ id: 'SourceBackfillRequest' });

const tag = 'Sources';
const at = { tag, path: '/sources' } as const;
const one = { tag, path: '/sources/{id}', id: Slug, row: Source } as const;
const ofSource = { ...ROUTE_DEFAULTS, tag, params: z.strictObject({ id: Slug }) } as const;
const filters = { kind: Kind.exactOptional(), status: z.enum(['active', 'blocked', 'archived']).exactOptional() };

export const SOURCE_ROUTES = {
  listSources: listRoute({ ...at, summary: 'List connected systems', filters, row: Source }),
  createSource: createRoute({ ...at, summary: 'Connect a system', body: SourceCreate, row: Source }),
  readSource: readRoute({ ...one, summary: 'Read a connected system' }),
  changeSource: changeRoute({ ...one, summary: 'Change, block or unblock a connected system', body: SourceChange }),
  archiveSource: verbRoute({
    ...one,
    path: '/sources/{id}/archive',
    summary: 'Archive a connected system: nothing that it sends is taken',
    body: NOTHING,
    problems: ['managed_by_file'],
  }),
  restoreSource: verbRoute({
    ...one,
    path: '/sources/{id}/restore',
    summary: 'Make an archived system active again',
    body: NOTHING,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file'],
  }),
  trySource: {
    ...ofSource,
    method: 'POST',
    path: '/sources/{id}/try',
    scope: 'control.write',
    summary: 'What a message would come to; nothing is kept',
    body: Try,
    bodyBytesMax: 2_097_152,
    answer: DryRun,
    problems: ['rule_broken'],
  },
  importSource: {
    ...ofSource,
    method: 'POST',
    path: '/sources/{id}/import',
    scope: 'control.write',
    summary: 'Hand in messages of the past, as the system sent or exports them; your own work is not confirmed by it',
    body: Import,
    bodyBytesMax: 10_485_760,
    answer: Imported,
    problems: ['rule_broken', 'archived'],
  },
  backfillSource: {
    ...ofSource,
    method: 'POST',
    path: '/sources/{id}/backfills',
    scope: 'control.write',
    status: 201,
    summary: 'Read up to 26 weeks of a system’s past by its API',
    body: AskBackfill,
    answer: Backfill,
    problems: ['rule_broken', 'archived'],
  },
  stopSourceBackfill: {
    ...ofSource,
    method: 'POST',
    path: '/sources/{id}/backfills/{backfillId}/stop',
    scope: 'control.write',
    summary: 'Stop a reading of a system’s past; what was taken stays',
    params: z.strictObject({ id: Slug, backfillId: Uuid }),
    body: NOTHING,
    answer: Backfill,
    problems: ['rule_broken'],
  },
  listSourceBackfills: {
    ...ofSource,
    method: 'GET',
    path: '/sources/{id}/backfills',
    scope: 'control.read',
    summary: 'Readings of a system’s past, newest first',
    answer: z.object({ rows: z.array(Backfill) }).meta({ id: 'SourceBackfills' }),
  },
  listSourceDeliveries: {
    ...ofSource,
    method: 'GET',
    path: '/sources/{id}/deliveries',
    scope: 'control.read',
    summary: 'What a system sent, newest first: what was taken, not what it said',
    query: pageQuery({}),
    answer: pageOf(Delivery),
  },
  listSourceRefusals: {
    ...ofSource,
    method: 'GET',
    path: '/sources/{id}/refusals',
    scope: 'control.read',
    summary: 'What was not believed in the last thirty days, by the hour and reason',
    answer: z.object({ rows: z.array(Refusals) }).meta({ id: 'SourceRefusalList' }),
  },
  listExternalIdentities: {
    ...ofSource,
    method: 'GET',
    path: '/sources/{id}/identities',
    scope: 'control.read',
    summary: 'Whom a system mentions, and who that is here',
    query: pageQuery({ meaning: Meaning.exactOptional() }),
    answer: pageOf(Identity),
  },
  decideExternalIdentity: {
    ...ofSource,
    method: 'POST',
    path: '/sources/{id}/identities',
    scope: 'control.write',
    summary: 'Say who somebody is; what was kept aside for them counts then, and what was another’s follows them',
    body: Decide,
    answer: Identity,
    problems: ['rule_broken', 'reference_unknown', 'four_eyes'],
  },
} as const;
