import { z } from 'zod';
import { NOTHING } from './route.ts';
import { changeRoute, createRoute, namedListRoute, readRoute, verbRoute } from './row-routes.ts';
import { KEPT, Moment, OneLine, Slug, Uuid } from './wire-values.ts';

/** Who stands behind a key. */
export const KeyOwner = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), personId: Slug }),
    z.strictObject({ kind: z.literal('service_account'), serviceAccountId: Slug }),
  ])
  .meta({ id: 'KeyOwner' });

export const KeyScope = z.enum([
  'call',
  'control.read',
  'control.write',
  'audit.read',
  'content.read',
  'content.manage',
  'approve',
  'decide',
  'finance',
  'scim',
]);
export const Lane = z.enum(['exploration', 'production']);

const KeyTags = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be lower-case letters, digits, _ and -, beginning with a letter'),
    z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:/@-]{0,99}$/u, 'must be 1 to 100 letters, digits, spaces or ._:/@-'),
  )
  .refine((tags) => Object.keys(tags).length <= 20, 'must not be more than 20')
  .meta({ id: 'KeyTags', description: 'Name to value; fixed at birth. Envelopes may be for one.' });

const shape = {
  id: Uuid,
  name: z.string(),
  hint: z.string().meta({ description: 'The first characters, for people to tell keys apart.' }),
  owner: KeyOwner,
  teamId: Slug,
  projectId: Slug.nullable(),
  lane: Lane,
  tags: z.record(z.string(), z.string()),
  scopes: z.array(KeyScope),
  allowedUseCaseIds: z.array(Slug),
  defaultUseCaseId: Slug.nullable(),
  expiresAt: Moment.nullable(),
  rotatedFromKeyId: Uuid.nullable(),
  status: z.enum(['active', 'suspended', 'revoked']),
  statusReason: z.string().nullable(),
  ...KEPT,
};

/** A key as anybody may see it: never the key itself. */
export const ApiKey = z.object(shape).meta({ id: 'ApiKey' });

/** A key at birth. `secret` is shown this once; a replayed answer has null there. */
export const ApiKeyWithSecret = z.object({ ...shape, secret: z.string().nullable() }).meta({ id: 'ApiKeyWithSecret' });

const UseCaseIds = z.array(Slug).max(200);

const ApiKeyCreate = z
  .strictObject({
    name: OneLine,
    owner: KeyOwner,
    teamId: Slug.exactOptional().meta({ description: "The project's team, else the owner's, unless named." }),
    projectId: Slug.nullable().default(null),
    lane: Lane.default('production'),
    tags: KeyTags.default({}),
    scopes: z.array(KeyScope).min(1).max(10).default(['call']),
    allowedUseCaseIds: UseCaseIds.default([]),
    defaultUseCaseId: Slug.nullable().default(null),
    expiresAt: Moment.exactOptional().meta({ description: 'In 90 days unless named; at most 365 days ahead.' }),
  })
  .meta({ id: 'ApiKeyCreate' });

const ApiKeyChange = z
  .strictObject({
    name: OneLine.exactOptional(),
    allowedUseCaseIds: UseCaseIds.exactOptional(),
    defaultUseCaseId: Slug.nullable().exactOptional(),
  })
  .meta({ id: 'ApiKeyChange' });

const ApiKeyRotate = z
  .strictObject({
    overlapHours: z
      .number()
      .min(0)
      .max(168)
      .default(24)
      .meta({ description: 'How long the old key still works beside the new one.' }),
    expiresAt: Moment.exactOptional(),
  })
  .meta({ id: 'ApiKeyRotate' });

const ApiKeyReason = z.strictObject({ reason: OneLine }).meta({ id: 'ApiKeyReason' });

const filters = {
  status: z.enum(['active', 'suspended', 'revoked']).exactOptional(),
  teamId: Slug.exactOptional(),
  projectId: Slug.exactOptional(),
  lane: Lane.exactOptional(),
};
const at = { tag: 'API keys', path: '/api-keys' } as const;
const one = { tag: 'API keys', path: '/api-keys/{id}', id: Uuid, row: ApiKey } as const;
const grantProblems = ['grant_exceeds_creator', 'expiry_too_far'] as const;

export const API_KEY_ROUTES = {
  listApiKeys: namedListRoute({ ...at, summary: 'List API keys', filters, row: ApiKey }),
  createApiKey: {
    ...createRoute({
      ...at,
      summary: 'Create an API key; the key itself is shown this once',
      body: ApiKeyCreate,
      row: ApiKeyWithSecret,
      problems: grantProblems,
    }),
    onceMembers: ['secret'],
  },
  readApiKey: readRoute({ ...one, summary: 'Read an API key' }),
  changeApiKey: changeRoute({ ...one, summary: 'Change name or use cases of an API key', body: ApiKeyChange }),
  rotateApiKey: {
    ...verbRoute({
      ...one,
      path: '/api-keys/{id}/rotate',
      row: ApiKeyWithSecret,
      summary: 'Replace a key; the old one works on for the overlap',
      body: ApiKeyRotate,
      problems: ['key_not_active', 'reference_archived', 'rule_broken', ...grantProblems],
    }),
    status: 201,
    onceMembers: ['secret'],
  },
  suspendApiKey: verbRoute({
    ...one,
    path: '/api-keys/{id}/suspend',
    summary: 'Suspend a key until it is resumed',
    body: ApiKeyReason,
    problems: ['key_not_active'],
  }),
  resumeApiKey: verbRoute({
    ...one,
    path: '/api-keys/{id}/resume',
    summary: 'Let a suspended key work again',
    body: NOTHING,
    problems: ['key_not_active', 'reference_archived', 'grant_exceeds_creator'],
  }),
  revokeApiKey: verbRoute({
    ...one,
    path: '/api-keys/{id}/revoke',
    summary: 'End a key for ever',
    body: ApiKeyReason,
    problems: ['key_not_active'],
  }),
} as const;
