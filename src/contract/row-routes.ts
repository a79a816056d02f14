import { z } from 'zod';
import type { ProblemCode } from './control-codes.ts';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';

/** The routes that every noun has, so that what holds for one row holds for all. */

const PAGE_SHAPE = {
  limit: z.coerce
    .number<number | string>()
    .int()
    .min(1)
    .max(500)
    .default(100)
    .meta({ description: 'Rows on a page, 1 to 500.' }),
  cursor: z.string().max(2048).exactOptional().meta({ description: '`next` of the page before, unchanged.' }),
};

/** The query of a listing: page size, cursor, and exact filters. */
export function pageQuery<Filters extends z.ZodRawShape>(filters: Filters) {
  return z.strictObject({ ...PAGE_SHAPE, ...filters });
}

/** A page of a listing; `next` is null on the last one. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}

type Place = { readonly path: `/${string}`; readonly tag: string; readonly summary: string };

/** For whoever leads a part: of which of theirs nothing is shown. */
export const WITHHELD = {
  withheld: z
    .array(z.string())
    .exactOptional()
    .meta({ description: 'Your teams and use cases of fewer than five people: their rows would tell of single ones.' }),
};

export function listRoute<Filters extends z.ZodRawShape, Row extends z.ZodType>(
  options: Place & { readonly filters: Filters; readonly row: Row },
) {
  const { filters, row, ...place } = options;
  return {
    ...ROUTE_DEFAULTS,
    ...place,
    method: 'GET',
    scope: 'control.read',
    query: pageQuery(filters),
    answer: pageOf(row),
  } as const;
}

/** A listing whose rows name things by id: each page has their names beside them. */
export function namedListRoute<Filters extends z.ZodRawShape, Row extends z.ZodType>(
  options: Place & { readonly filters: Filters; readonly row: Row },
) {
  return { ...listRoute(options), answer: pageOf(options.row).extend(NAMES) } as const;
}

export function readRoute<Id extends z.ZodType, Row extends z.ZodType>(
  options: Place & { readonly id: Id; readonly row: Row },
) {
  const { id, row, ...place } = options;
  return {
    ...ROUTE_DEFAULTS,
    ...place,
    method: 'GET',
    scope: 'control.read',
    params: idParams(id),
    answer: row,
  } as const;
}

const REFERENCE_PROBLEMS = ['reference_unknown', 'reference_archived', 'rule_broken'] as const;

export function createRoute<Body extends z.ZodType, Row extends z.ZodType>(
  options: Place & { readonly body: Body; readonly row: Row; readonly problems?: readonly ProblemCode[] },
) {
  const { row, problems, ...place } = options;
  return {
    ...ROUTE_DEFAULTS,
    ...place,
    method: 'POST',
    scope: 'control.write',
    status: 201,
    answer: row,
    problems: ['already_exists', ...REFERENCE_PROBLEMS, ...(problems ?? [])],
  } as const;
}

export function changeRoute<Id extends z.ZodType, Body extends z.ZodType, Row extends z.ZodType>(
  options: Place & {
    readonly id: Id;
    readonly body: Body;
    readonly row: Row;
    readonly problems?: readonly ProblemCode[];
  },
) {
  const { id, row, problems, ...place } = options;
  return {
    ...ROUTE_DEFAULTS,
    ...place,
    method: 'PATCH',
    scope: 'control.write',
    params: idParams(id),
    ifMatch: true,
    answer: row,
    problems: ['archived', 'managed_by_file', 'in_use', ...REFERENCE_PROBLEMS, ...(problems ?? [])],
  } as const;
}

/** `POST /things/{id}/verb` with an empty body or what the verb needs. */
export function verbRoute<Id extends z.ZodType, Body extends z.ZodType, Row extends z.ZodType>(
  options: Place & {
    readonly id: Id;
    readonly body: Body;
    readonly row: Row;
    readonly problems: readonly ProblemCode[];
  },
) {
  const { id, row, ...place } = options;
  return {
    ...ROUTE_DEFAULTS,
    ...place,
    method: 'POST',
    scope: 'control.write',
    params: idParams(id),
    ifMatch: true,
    answer: row,
  } as const;
}

function idParams<Id extends z.ZodType>(id: Id) {
  return z.strictObject({ id });
}
