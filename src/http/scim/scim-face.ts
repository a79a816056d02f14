import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PROBLEMS } from '../../contract/control-codes.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import type { ProvisioningContext } from '../../control/provisioning-context.ts';
import type { Log } from '../../ports/log.ts';
import { authenticateRequest, authoriseRequest, type FindGrant, toCommander } from '../control/authenticate-request.ts';
import type { Trouble } from '../control/problem-answer.ts';
import { readBody } from '../gateway/read-body.ts';
import type { RecentRequests } from './recent-requests.ts';
import { refusePrototypeKeys } from './refuse-prototypes.ts';
import type { ScimAnswer, ScimExchange } from './scim-exchange.ts';
import { answerGroups } from './scim-groups.ts';
import { problemOf, problemOfRefusal, type ScimProblem, scimError, toWireError } from './scim-problem.ts';
import { describeResourceTypes, describeSchemas, describeService } from './scim-schemas.ts';
import { answerUsers } from './scim-users.ts';

export type ScimDependencies = {
  readonly context: ControlContext;
  /** Null where no provider keeps people here. */
  readonly provisioning: Pick<ProvisioningContext, 'provisioning' | 'rules'> | null;
  readonly findGrant: FindGrant;
  /** Before addresses of resources; null: as the request names this server. */
  readonly publicAddress: string | null;
  /** Whether a thrown error says that the store does not answer. */
  readonly isStoreAway: (error: unknown) => boolean;
  /** What a provider asked for last. */
  readonly recent: Pick<RecentRequests, 'note'>;
  readonly accepting: () => boolean;
  readonly log: Log;
};

const BODY_BYTES_MAX = 4_000_000;
/** How many requests are worked on at once; providers come again. */
const REQUESTS_MAX = 16;
const PATH = /^\/scim\/v2\/([A-Za-z]+)(?:\/([^/]{1,300}))?\/?$/;

const OFF: ScimProblem = {
  ...{ status: 404, scimType: null },
  detail: 'No identity provider keeps people here: signIn.provisioning is not set.',
};
const NO_SUCH: ScimProblem = {
  ...{ status: 404, scimType: null },
  detail: 'Here are /scim/v2/Users, /Groups, /ServiceProviderConfig, /ResourceTypes and /Schemas.',
};

/** `/scim/v2`: where an identity provider keeps people and groups, by a key with the scope `scim`. */
export function createScimFace(
  dependencies: ScimDependencies,
): (request: IncomingMessage, response: ServerResponse) => void {
  const held = { requests: 0 };
  const { log, isStoreAway, context } = dependencies;
  return (request, response) => {
    const requestId = context.chance.uuid(context.clock.nowMs());
    const reply = { request, response, requestId };
    held.requests += 1;
    answer(dependencies, reply, held.requests)
      .then((found) => sendNoted(dependencies, reply, found))
      .catch((error: unknown) => {
        const known = problemOf(error);
        const isAway = known === undefined && isStoreAway(error);
        if (known === undefined && !isAway) log('error', 'scim.failed', { requestId, error: String(error) });
        const detail = isAway ? 'The store does not answer now.' : 'Something went wrong here.';
        const problem = known ?? { status: isAway ? 503 : 500, scimType: null, detail };
        sendNoted(dependencies, reply, problemAnswer(problem));
      })
      .finally(() => {
        held.requests -= 1;
      });
  };
}

type Reply = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly requestId: string };

async function answer(dependencies: ScimDependencies, reply: Reply, held: number): Promise<ScimAnswer> {
  const { request, requestId } = reply;
  const { context, provisioning, accepting, findGrant } = dependencies;
  const url = new URL(request.url ?? '/', 'http://here');
  const [, kind = '', id] = PATH.exec(url.pathname) ?? [];
  if (provisioning === null) return problemAnswer(OFF);
  if (!accepting() || held > REQUESTS_MAX)
    return problemAnswer({
      status: 503,
      scimType: null,
      detail: 'As many requests as may be are worked on. Come again.',
    });
  const base = `${dependencies.publicAddress ?? `http://${request.headers.host ?? 'localhost'}`}/scim/v2`;
  const described = request.method === 'GET' ? describe({ kind, id, base }) : undefined;
  if (described !== undefined) return described;
  const grant = authenticateRequest(request.headers, findGrant, context.clock.nowMs());
  if ('kind' in grant) return denial(grant);
  const denied = authoriseRequest(grant, 'scim');
  if (denied !== undefined) return denial(denied);
  const work = kind === 'Users' ? answerUsers : kind === 'Groups' ? answerGroups : undefined;
  if (work === undefined) return problemAnswer(NO_SUCH);
  const exchange: ScimExchange = {
    context: { ...context, ...provisioning },
    commander: toCommander(grant, requestId),
    method: request.method ?? 'GET',
    id: id === undefined ? null : readId(id),
    query: url.searchParams,
    body: await readJson(request),
    ...{ ifMatch: request.headers['if-match'], ifNoneMatch: request.headers['if-none-match'] },
    base,
  };
  const found = await work(exchange);
  return isControlRefusal(found) ? problemAnswer(problemOfRefusal(found)) : found;
}

function denial({ code, why }: Trouble): ScimAnswer {
  return problemAnswer({ status: PROBLEMS[code].status, scimType: null, detail: why });
}

/** What this server can do, which providers ask before they have a key. */
function describe(of: {
  readonly kind: string;
  readonly id: string | undefined;
  readonly base: string;
}): ScimAnswer | undefined {
  const { kind, id, base } = of;
  if (kind === 'ServiceProviderConfig') return { status: 200, body: describeService(base) };
  const all =
    kind === 'Schemas' ? describeSchemas(base) : kind === 'ResourceTypes' ? describeResourceTypes(base) : null;
  if (all === null) return undefined;
  if (id !== undefined) {
    const one = all.find((described) => described.id.toLowerCase() === readId(id).toLowerCase());
    return one === undefined ? problemAnswer(NO_SUCH) : { status: 200, body: one };
  }
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];
  const { length } = all;
  return { status: 200, body: { schemas, totalResults: length, startIndex: 1, itemsPerPage: length, Resources: all } };
}

function readId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw scimError(404, null, 'This id is not written as addresses are.');
  }
}

/** Null where nothing was sent. Names of prototypes are refused before anybody else sees the body. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'DELETE') return null;
  const bytes = await readBody(request, { bytesMax: BODY_BYTES_MAX, keep: () => true });
  if ('kind' in bytes) throw scimError(bytes.code === 'body_too_large' ? 413 : 400, null, bytes.why);
  const body = parse(Buffer.from(bytes).toString('utf8'));
  refusePrototypeKeys(body);
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw scimError(400, 'invalidSyntax', 'The body is not JSON.');
  }
}

function problemAnswer(problem: ScimProblem): ScimAnswer {
  return { status: problem.status, body: toWireError(problem) };
}

/** Whoever looks after provisioning sees that it was asked, for what kind of thing, and what came of it. */
function sendNoted({ recent, context }: ScimDependencies, reply: Reply, found: ScimAnswer): void {
  const [, resource = ''] = PATH.exec(reply.request.url?.split('?')[0] ?? '') ?? [];
  const { method = '' } = reply.request;
  recent.note({ atMs: context.clock.nowMs(), method, resource, status: found.status });
  send(reply, found);
}

function send({ request, response, requestId }: Reply, { status, body, version, location }: ScimAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const text = body === null ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...(body === null ? {} : { 'content-type': 'application/scim+json; charset=utf-8' }),
    ...(status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(text) }),
    ...(version === undefined ? {} : { etag: version }),
    ...(location === undefined ? {} : { location }),
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="tokenward"' } : {}),
    ...(status === 503 ? { 'retry-after': '5' } : {}),
    'request-id': requestId,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // What was not read is not read on.
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(text);
}
