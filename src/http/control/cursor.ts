import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type Trouble, trouble } from './problem-answer.ts';

/**
 * Where the next page begins. The cursor is opaque to callers and says for which listing and filters it was given out,
 * so that one that is sent to another listing is refused instead of answered with a hole.
 */
export function toCursor(listing: string, query: PageQuery, after: string | null): string | null {
  if (after === null) return null;
  return Buffer.from(JSON.stringify([after, markOf(listing, query)])).toString('base64url');
}

/** What the cursor says; null where there is none. */
export function fromCursor(listing: string, query: PageQuery): { readonly after: string | null } | Trouble {
  if (query.cursor === undefined) return { after: null };
  const value = readCursor(query.cursor);
  if (!Array.isArray(value) || typeof value[0] !== 'string' || value[1] !== markOf(listing, query)) {
    return trouble('cursor_invalid', 'The cursor was not given out for this listing with these filters.', [
      { pointer: 'query/cursor', detail: 'is not a cursor of this listing' },
    ]);
  }
  return { after: value[0] };
}

export type PageQuery = { readonly limit: number; readonly cursor?: string };

/** The filters without what may differ from page to page. */
export function filtersOf(query: PageQuery): Readonly<Record<string, string>> {
  const filters: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) {
    if (name !== 'limit' && name !== 'cursor' && typeof value === 'string') filters[name] = value;
  }
  return filters;
}

function markOf(listing: string, query: PageQuery): string {
  const filters = Object.entries(filtersOf(query)).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([listing, filters]))
    .digest('base64url')
    .slice(0, 12);
}

function readCursor(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
