import { z } from 'zod';
import type { ProblemCode } from './control-codes.ts';

/** `none`: anybody · `any`: any key that is valid, or session · `session`: a session alone · else: a key with that scope. */
export type RouteScope =
  | 'none'
  | 'any'
  | 'session'
  | 'call'
  | 'control.read'
  | 'control.write'
  | 'audit.read'
  | 'content.read'
  | 'content.manage'
  | 'approve'
  | 'decide'
  | 'finance';

/** One route of the control API. The OpenAPI document, the server and the client are all made from these rows. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below `/api/v1`; parts in braces are members of `params`. */
  readonly path: `/${string}`;
  readonly scope: RouteScope;
  readonly tag: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** `NOTHING` for routes that take none. */
  readonly body: z.ZodType;
  readonly bodyBytesMax: number;
  /** Whether the route heeds `if-match` with the ETag of a row. */
  readonly ifMatch: boolean;
  /**
   * How a role for a part gives it. `team`, `useCase`: parameters of the query by which a request names one part alone.
   * `rows`: by which parts the server tells rows apart where a request names none, so that it answers of those parts alone.
   * `ofNobody`: it tells of no part, and a role for any gives it.
   */
  readonly narrow: {
    readonly team?: string;
    readonly useCase?: string;
    readonly rows?: readonly ('team' | 'use_case')[];
    readonly ofNobody?: true;
  };
  /** Members of the answer that are shown once: a replay by idempotency key has null there. */
  readonly onceMembers: readonly string[];
  readonly status: 200 | 201;
  readonly answer: z.ZodType;
  readonly media:
    | 'application/json'
    | 'application/x-ndjson'
    | 'text/csv'
    | 'application/vnd.apache.parquet'
    | 'application/gzip'
    | 'text/event-stream';
  /** Codes beyond those that any route may answer (see `COMMON_PROBLEMS`). */
  readonly problems: readonly ProblemCode[];
};

export const API_BASE = '/api/v1';
export const BODY_BYTES_MAX = 1_048_576;
export const CONFIGURATION_BYTES_MAX = 10_485_760;

export const NOTHING = z.strictObject({});

/** What a route leaves unsaid. */
export const ROUTE_DEFAULTS = {
  params: NOTHING,
  query: NOTHING,
  body: NOTHING,
  bodyBytesMax: BODY_BYTES_MAX,
  ifMatch: false,
  narrow: {},
  onceMembers: [],
  status: 200,
  media: 'application/json',
  problems: [],
} as const satisfies Partial<Route>;

/** Codes that follow from the parts of a route, so that no route has to repeat them. */
export function problemCodesOf(route: Route): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>(['internal', 'store_away', 'shutting_down', 'query_invalid', ...route.problems]);
  const needsKey: readonly ProblemCode[] = [
    'key_missing',
    'key_unknown',
    'key_expired',
    'key_revoked',
    'key_suspended',
  ];
  if (route.scope !== 'none') {
    for (const code of needsKey) codes.add(code);
    for (const code of ['session_ended', 'origin_refused', 'person_suspended'] as const) codes.add(code);
  }
  if (route.scope !== 'none' && route.scope !== 'any') codes.add('scope_missing').add('permission_missing');
  if (Object.keys(route.params.shape).length > 0) codes.add('path_invalid').add('not_found');
  if ('cursor' in route.query.shape) codes.add('cursor_invalid');
  if ('from' in route.query.shape) codes.add('time_range_invalid');
  if (route.ifMatch) codes.add('if_match_invalid').add('revision_conflict');
  if (route.method !== 'GET') {
    for (const code of ['body_not_json', 'body_invalid', 'body_too_large', 'encoding_unsupported'] as const)
      codes.add(code);
  }
  if (route.method === 'POST') {
    const idempotency = ['idempotency_key_invalid', 'idempotency_in_progress', 'idempotency_mismatch'] as const;
    for (const code of idempotency) codes.add(code);
  }
  return [...codes].sort();
}
