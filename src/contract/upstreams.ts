import { z } from 'zod';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { changeRoute, createRoute, listRoute, readRoute } from './row-routes.ts';
import { KEPT, OneLine, Slug } from './wire-values.ts';

const UpstreamKind = z.enum(['openai', 'anthropic', 'azure-openai', 'openai-compatible']);
const UpstreamStatus = z.enum(['active', 'suspended']);

/** Where the upstream's key is found. The key itself is never sent, kept or shown. */
export const SecretReference = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('environment'),
      variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of an environment variable'),
    }),
    z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4096) }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .meta({ id: 'SecretReference' });

const BaseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address', abort: true })
  .max(2048)
  .regex(/^[^?#]*[^/?#]$/, 'must not end in a slash or hold a query or fragment')
  .regex(/^https?:\/\/[^@/]+(\/|$)/, 'must not hold a user name or password');

const TimeoutMs = z.int().min(1).max(3_600_000);

const shape = {
  id: Slug,
  kind: UpstreamKind,
  baseUrl: BaseUrl.meta({ description: 'Ends in /v1 for OpenAI kinds, has no /v1 for Anthropic.' }),
  key: SecretReference,
  apiVersion: OneLine.nullable().meta({ description: 'Azure only.' }),
  connectTimeoutMs: TimeoutMs,
  firstByteTimeoutMs: TimeoutMs,
  idleTimeoutMs: TimeoutMs,
  concurrencyMax: z.int().min(1).max(100_000),
  region: OneLine.nullable(),
};

export const Upstream = z.object({ ...shape, status: UpstreamStatus, ...KEPT }).meta({ id: 'Upstream' });

export const UpstreamCreate = z
  .strictObject({
    ...shape,
    key: SecretReference.default({ kind: 'none' }),
    apiVersion: shape.apiVersion.default(null),
    connectTimeoutMs: TimeoutMs.default(5_000),
    firstByteTimeoutMs: TimeoutMs.default(120_000),
    idleTimeoutMs: TimeoutMs.default(60_000),
    concurrencyMax: shape.concurrencyMax.default(1_000),
    region: shape.region.default(null),
    status: UpstreamStatus.default('active'),
  })
  .meta({ id: 'UpstreamCreate' });

const UpstreamChange = z
  .strictObject({ ...shape, status: UpstreamStatus })
  .omit({ id: true })
  .partial()
  .meta({ id: 'UpstreamChange' });

const filters = { status: UpstreamStatus.exactOptional(), kind: UpstreamKind.exactOptional() };
const at = { tag: 'Upstreams', path: '/upstreams' } as const;
const one = { tag: 'Upstreams', path: '/upstreams/{id}', id: Slug, row: Upstream } as const;

/** What was found when this server tried to reach an upstream. Nothing is sent to it. */
const UpstreamTest = z
  .object({
    upstreamId: Slug,
    checks: z.array(
      z.object({ state: z.enum(['ok', 'warning', 'fault']), sentence: z.string(), remedy: z.string().nullable() }),
    ),
  })
  .meta({ id: 'UpstreamTest' });

/** An upstream is suspended, never archived: models name it, and it may come back. */
export const UPSTREAM_ROUTES = {
  listUpstreams: listRoute({ ...at, summary: 'List upstreams', filters, row: Upstream }),
  createUpstream: createRoute({ ...at, summary: 'Create an upstream', body: UpstreamCreate, row: Upstream }),
  readUpstream: readRoute({ ...one, summary: 'Read an upstream' }),
  changeUpstream: changeRoute({ ...one, summary: 'Change, suspend or resume an upstream', body: UpstreamChange }),
  testUpstream: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    path: '/upstreams/{id}/test',
    scope: 'control.write',
    tag: 'Upstreams',
    summary: 'See from this server whether the key of an upstream is at hand and its address answers',
    params: z.strictObject({ id: Slug }),
    body: NOTHING,
    answer: UpstreamTest,
  },
} as const;
