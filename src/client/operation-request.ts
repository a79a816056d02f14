import type { z } from 'zod';
import { API_BASE } from '../contract/route.ts';
import type { OperationId, Routes } from '../contract/routes.ts';

/** A part of a request may be left out when nothing in it is required. */
type Part<Name extends string, Value> =
  Record<string, never> extends Value ? { readonly [N in Name]?: Value } : { readonly [N in Name]: Value };

/** What the caller of an operation gives. */
export type RequestOf<Id extends OperationId> = Part<'params', z.input<Routes[Id]['params']>> &
  Part<'query', z.input<Routes[Id]['query']>> &
  Part<'body', z.input<Routes[Id]['body']>> & {
    /** The revision that was read: the change happens on it or not at all. */
    readonly ifRevision?: number;
    /** Names the write, so that it can be sent again without happening twice. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };

/** The same without what the compiler knows of the operation. */
export type LooseRequest = {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly ifRevision?: number;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};

/** The address of an operation: parts in braces are filled in, members of the query that are undefined left out. */
export function addressOf(address: string, path: string, request: Pick<LooseRequest, 'params' | 'query'>): URL {
  const params = membersOf(request.params);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_brace, name: string) => encodeURIComponent(params.get(name) ?? ''));
  const url = new URL(address.replace(/\/+$/, '') + API_BASE + filled);
  for (const [name, value] of membersOf(request.query)) url.searchParams.set(name, value);
  return url;
}

function membersOf(value: unknown): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  if (typeof value !== 'object' || value === null) return members;
  for (const [name, member] of Object.entries(value)) if (member !== undefined) members.set(name, String(member));
  return members;
}
