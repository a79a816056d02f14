import { z } from 'zod';
import { PROBLEMS } from './control-codes.ts';
import { Problem } from './problem.ts';
import { API_BASE, NOTHING, problemCodesOf, type Route } from './route.ts';
import { permissionOf } from './route-areas.ts';
import { OPERATION_IDS, ROUTES } from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

/** The control API as an OpenAPI 3.1 document, made from the route table and from nothing else. */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const id of OPERATION_IDS) {
    const route: Route = ROUTES[id];
    const path = `${API_BASE}${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(id, route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Tokenward control API',
      version: '1',
      description:
        'Keys, people, models, prices, usage and the audit trail of a Tokenward gateway. Errors are problem details (RFC 9457).',
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A Tokenward key with the scope that the operation names.',
        },
      },
    },
  };
}

function operationOf(id: string, route: Route): Json {
  return {
    operationId: id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.scope === 'none' ? { security: [] } : { 'x-tokenward-scope': route.scope }),
    ...permissionMember(route),
    parameters: [...parametersOf('path', route.params), ...parametersOf('query', route.query), ...headersOf(route)],
    ...(route.body === NOTHING
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }),
    responses: responsesOf(route),
  };
}

function permissionMember(route: Route): Json {
  const permission = permissionOf(route);
  return permission === undefined ? {} : { 'x-tokenward-permission': permission };
}

function responsesOf(route: Route): Json {
  const responses: Record<string, unknown> = {
    [route.status]: {
      description: route.summary,
      content: { [route.media]: { schema: schemaOf(route.answer) } },
    },
  };
  const byStatus = Map.groupBy(problemCodesOf(route), (code) => PROBLEMS[code].status);
  for (const [status, codes] of [...byStatus].sort(([one], [other]) => one - other)) {
    responses[status] = {
      description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: schemaOf(Problem) } },
    };
  }
  return responses;
}

function parametersOf(place: 'path' | 'query', shape: z.ZodObject): readonly Json[] {
  return Object.entries(shape.shape).map(([name, schema]) => {
    const { description, ...rest } = inlineSchema(schema);
    const required = place === 'path' || !isOptional(schema);
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: rest };
  });
}

/** What may be left out is what accepts nothing, by being optional or by having a default. */
function isOptional(schema: z.core.$ZodType): boolean {
  return z.safeParse(schema, undefined).success;
}

function headersOf(route: Route): readonly Json[] {
  const headers: Json[] = [];
  if (route.ifMatch)
    headers.push(header('if-match', 'The ETag that you read: the change happens on that revision or not at all.'));
  if (route.method === 'POST')
    headers.push(header('idempotency-key', 'The same key and request within 24 hours give the same answer.'));
  return headers;
}

function header(name: string, description: string): Json {
  return { name, in: 'header', required: false, description, schema: { type: 'string', maxLength: 128 } };
}

/** A schema with an id is a component; every other one stands where it is used. */
function schemaOf(schema: z.ZodType): Json {
  const id = z.globalRegistry.get(schema)?.id;
  return id === undefined ? inlineSchema(schema) : { $ref: refTo(id) };
}

function refTo(id: string): string {
  return `#/components/schemas/${id}`;
}

/** `$defs` of an inline schema are components as well: they have ids, and the components hold every id. */
function inlineSchema(schema: z.core.$ZodType): Record<string, unknown> {
  const { $schema: _dialect, $defs: _components, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return withComponentRefs(rest);
}

function namedSchemas(): Json {
  const roots: z.ZodType[] = [Problem, ...OPERATION_IDS.flatMap((id) => [ROUTES[id].body, ROUTES[id].answer])];
  const named: Record<string, unknown> = {};
  for (const root of roots) {
    const { $schema: _dialect, $defs = {}, ...own } = z.toJSONSchema(root, { io: 'input' });
    for (const [id, schema] of Object.entries($defs)) named[id] = withComponentRefs(schema);
    const rootId = z.globalRegistry.get(root)?.id;
    if (rootId !== undefined && !Object.hasOwn($defs, rootId)) named[rootId] = withComponentRefs(own);
  }
  return Object.fromEntries(Object.entries(named).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function withComponentRefs(schema: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
