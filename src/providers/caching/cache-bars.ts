import type { CacheBar } from '../../domain/caching/cache-bar.ts';
import type { SpannedBody } from '../../ports/dialect.ts';
import { isObject } from '../wire/json-object.ts';
import { isSet, readMember } from './read-member.ts';

/** Members of a face, by what they mean for answers that are given again. */
export type CachedMembers = {
  /** Those that are part of the question. */
  readonly asked: ReadonlySet<string>;
  /** Those that change neither the answer nor what it says of itself. */
  readonly leftOut: ReadonlySet<string>;
  /** Those that tie the answer to something that is kept at the vendor, or ask for something to be kept there. */
  readonly kept: ReadonlySet<string>;
};

/** What of the outermost members speaks against giving the answer again. A member that is not known always does. */
export function barOfMembers(body: SpannedBody, { asked, leftOut, kept }: CachedMembers): CacheBar | null {
  for (const { name } of body.members) {
    if (asked.has(name) || leftOut.has(name)) continue;
    if (!kept.has(name)) return 'unknown_member';
    if (isSet(readMember(body, name))) return 'kept_by_vendor';
  }
  return null;
}

/** Tools that the client carries out only describe themselves; the others bring in a world that changes. */
export function barOfTools(body: SpannedBody, name: string): CacheBar | null {
  const tools = readMember(body, name);
  if (!isSet(tools)) return null;
  if (!Array.isArray(tools)) return 'vendor_tool';
  return tools.every(isOfClient) ? null : 'vendor_tool';
}

function isOfClient(tool: unknown): boolean {
  if (!isObject(tool)) return false;
  const { type } = tool;
  return type === undefined || type === 'function' || type === 'custom';
}

/** One choice is what a face answers with unless it is asked for more. */
export function barOfChoices(body: SpannedBody): CacheBar | null {
  const n = readMember(body, 'n');
  return n === undefined || n === null || n === 1 ? null : 'several_choices';
}
