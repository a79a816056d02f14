import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { ProblemCode } from '../../contract/control-codes.ts';
import { parseWire, pointerTo, type WireFault } from '../../contract/parse-wire.ts';
import type { Route } from '../../contract/route.ts';
import { type BodyOf, type OperationId, type ParamsOf, type QueryOf, ROUTES } from '../../contract/routes.ts';
import { type Trouble, trouble } from './problem-answer.ts';

type Parts = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly expectedRevision: number | undefined;
};

type PartsOf<Id extends OperationId> = Parts & {
  readonly params: ParamsOf<Id>;
  readonly query: QueryOf<Id>;
  readonly body: BodyOf<Id>;
};

/** Path, query, body and headers by the route's own schemas; the first part that is wrong is told whole. */
export function readRequest<Id extends OperationId>(id: Id, request: FastifyRequest): PartsOf<Id> | Trouble {
  const route: Route = ROUTES[id];
  const params = readPart(route.params, request.params, PATH);
  if (params.kind === 'trouble') return params;
  const query = readPart(route.query, request.query, QUERY);
  if (query.kind === 'trouble') return query;
  const body = readPart(route.body, request.body ?? {}, BODY);
  if (body.kind === 'trouble') return body;
  const ifMatch = readIfMatch(request.headers['if-match']);
  if (ifMatch.kind === 'trouble') return ifMatch;
  const parts = { params: params.value, query: query.value, body: body.value, expectedRevision: ifMatch.revision };
  if (!haveBeenRead(id, parts)) throw new Error(`the parts of ${id} were not read by its schemas`);
  return parts;
}

/** The compiler cannot follow one operation through the table; each part was just made by the operation's own schema. */
function haveBeenRead<Id extends OperationId>(id: Id, parts: Parts): parts is PartsOf<Id> {
  return Object.hasOwn(ROUTES, id) && typeof parts.params === 'object' && typeof parts.query === 'object';
}

type Place = {
  readonly code: ProblemCode;
  readonly why: string;
  readonly point: (fault: WireFault) => string;
};

const PATH: Place = { code: 'path_invalid', why: 'The path', point: ({ path }) => `path${pointerTo(path)}` };
const QUERY: Place = { code: 'query_invalid', why: 'The query', point: ({ path }) => `query${pointerTo(path)}` };
const BODY: Place = { code: 'body_invalid', why: 'The body', point: ({ path }) => pointerTo(path) };

function readPart<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: Place,
): { readonly kind: 'value'; readonly value: z.output<Schema> } | Trouble {
  const parsed = parseWire(schema, value);
  if (parsed.kind === 'parsed') return { kind: 'value', value: parsed.value };
  const errors = parsed.faults.map((fault) => ({ pointer: place.point(fault), detail: fault.detail }));
  const [first] = errors;
  const more = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  const at = first?.pointer === '' ? place.why : `${place.why} at ${first?.pointer ?? ''}`;
  return trouble(place.code, `${at} ${first?.detail ?? 'cannot be read'}${more}.`, errors);
}

const ETAG = /^(?:W\/)?"(\d{1,15})"$/;

function readIfMatch(
  header: string | undefined,
): { readonly kind: 'revision'; readonly revision: number | undefined } | Trouble {
  if (header === undefined || header.trim() === '*') return { kind: 'revision', revision: undefined };
  const digits = ETAG.exec(header.trim())?.[1];
  if (digits !== undefined) return { kind: 'revision', revision: Number(digits) };
  return trouble('if_match_invalid', 'The "if-match" header is not an ETag of this API.', [
    { pointer: 'header/if-match', detail: 'must be one ETag such as "3", in quotes' },
  ]);
}
