import type { Route } from '../../contract/route.ts';
import { areaOf } from '../../contract/route-areas.ts';
import type { Commander } from '../../control/control-context.ts';
import { actorOf } from '../../control/sessions.ts';
import { readVisitor, type SignInContext } from '../../control/sign-in-context.ts';
import { type HeldRole, heldRoles } from '../../domain/identity/house-role.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { ALL, narrowReach, type Reach } from '../../domain/identity/narrow-reach.ts';
import { type Permission, permits, permitsWithin, scopesIn } from '../../domain/identity/permission.ts';
import { isSessionLive, type KnownSession, SEEN_EVERY_MS } from '../../domain/identity/session.ts';
import type { BrowserVisit } from './browser-visit.ts';
import { type Trouble, trouble } from './problem-answer.ts';

/** Somebody who is signed in, with the roles that they hold at this moment. */
export type SessionCaller = { readonly session: KnownSession; readonly held: readonly HeldRole[] };

/** Whether a person is stopped by containment at this moment; in words that may be shown. */
export type FindStop = (personId: string) => string | undefined;

/** Who is signed in with this browser; undefined where nobody is, or the session is over. It counts as use. */
export async function findCaller(context: SignInContext, visit: BrowserVisit): Promise<SessionCaller | undefined> {
  const caller = await lookForCaller(context, visit);
  const nowMs = context.clock.nowMs();
  if (caller === undefined || nowMs - caller.session.lastSeenAtMs < SEEN_EVERY_MS) return caller;
  await context.signIn.touch(caller.session.id, nowMs);
  return { ...caller, session: { ...caller.session, lastSeenAtMs: nowMs } };
}

/** The same without counting as use. */
export async function lookForCaller(context: SignInContext, visit: BrowserVisit): Promise<SessionCaller | undefined> {
  if (visit.token === undefined) return undefined;
  const session = await readVisitor(context, visit.token);
  const nowMs = context.clock.nowMs();
  if (session === undefined || session.person.status !== 'active') return undefined;
  if (!isSessionLive(session, { nowMs, life: context.sessionLife })) return undefined;
  return { session, held: heldRoles(session.roleFacts, nowMs) };
}

/**
 * Why a request with a cookie is not heeded: a page of somebody else made the browser send it. What changes something
 * must say that it comes from a page of ours; a cookie beside no word of that is no program's.
 */
export function refuseForeign(visit: BrowserVisit, method: string): Trouble | undefined {
  const isRead = method === 'GET' || method === 'HEAD';
  if (visit.from === 'own_page' || (isRead && visit.from === 'unsaid')) return undefined;
  return trouble('origin_refused', `It has to come from a page of ${visit.ownOrigin}.`);
}

/** Of what a route answers somebody by what they hold; a role for a part gives what is about that part alone. */
export function authoriseSession(caller: SessionCaller, route: Route, query: unknown): Reach | Trouble {
  const { scope, narrow } = route;
  if (scope === 'none' || scope === 'any' || scope === 'session') return ALL;
  const area = areaOf(route);
  if (area !== undefined) {
    const permission = { scope, area };
    if (permits(caller.held, permission)) return ALL;
    const parts = permitsWithin(caller.held, permission);
    if (parts.length > 0 && narrow.ofNobody === true) return ALL;
    const named = { team: namedBy(query, narrow.team), useCase: namedBy(query, narrow.useCase) };
    const reach = narrowReach(parts, { rows: narrow.rows ?? [], named });
    if (reach !== undefined) return reach;
  }
  return trouble('permission_missing', `This needs the permission "${scope}:${area ?? 'none'}".`);
}

/** Of what somebody may read beside what is about themselves; for routes that anybody may ask. */
export function reachFor({ held }: SessionCaller, permission: Permission): Reach | undefined {
  if (permits(held, permission)) return ALL;
  const named = { team: undefined, useCase: undefined };
  return narrowReach(permitsWithin(held, permission), { rows: ['team', 'use_case'], named });
}

function namedBy(query: unknown, name: string | undefined): unknown {
  if (name === undefined || typeof query !== 'object' || query === null) return undefined;
  return new Map(Object.entries(query)).get(name);
}

/** What handlers know of a caller by key, of one by session: whose it is, and the scopes that their roles give here. */
export function grantOf({ session, held }: SessionCaller, route: Pick<Route, 'tag'>): KeyGrant {
  const { person } = session;
  const area = areaOf(route);
  return {
    keyId: `session:${session.id}`,
    owner: { kind: 'person', personId: person.id },
    teamId: person.teamId,
    roles: person.roles,
    region: person.region,
    employment: person.employment,
    projectId: null,
    costCentre: session.costCentre,
    lane: 'exploration',
    tags: {},
    scopes: area === undefined ? [] : scopesIn(held, area),
    allowedUseCaseIds: session.openUseCaseIds,
    defaultUseCaseId: null,
    expiresAtMs: session.expiresAtMs,
    status: 'active',
  };
}

export function commanderOf(
  caller: SessionCaller,
  given: { readonly grant: KeyGrant; readonly requestId: string },
): Commander {
  return { actor: actorOf(caller.session, given.requestId), scopes: given.grant.scopes };
}
