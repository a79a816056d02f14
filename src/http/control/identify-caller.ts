import type { FastifyRequest } from 'fastify';
import type { Route } from '../../contract/route.ts';
import type { Commander } from '../../control/control-context.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { ALL, type Reach } from '../../domain/identity/narrow-reach.ts';
import { authenticateRequest, authoriseRequest, hasKey, toCommander } from './authenticate-request.ts';
import type { BrowserVisit } from './browser-visit.ts';
import { type Trouble, trouble } from './problem-answer.ts';
import type { Service } from './serve-operation.ts';
import {
  authoriseSession,
  commanderOf,
  findCaller,
  grantOf,
  refuseForeign,
  type SessionCaller,
} from './session-caller.ts';

/** Who asks, and what they may do on this route. */
type Asking = {
  readonly kind: 'asking';
  readonly grant: KeyGrant;
  readonly commander: Commander;
  readonly caller: SessionCaller | undefined;
  /** Of what the route answers them. */
  readonly reach: Reach;
};

type Asked = { readonly route: Route; readonly visit: BrowserVisit; readonly request: FastifyRequest };

/** A key before a cookie: programs send keys, and a key that is sent must be one. Routes for anybody ask for neither. */
export async function identify(service: Service, asked: Asked): Promise<Asking | Trouble> {
  const { route, visit, request } = asked;
  if (route.scope === 'none') return identifyVisitor(service, asked);
  if (hasKey(request.headers) || visit.token === undefined) return identifyKey(service, asked);
  const foreign = refuseForeign(visit, request.method);
  if (foreign !== undefined) return foreign;
  const caller = await findCaller(service.signIn, visit);
  if (caller === undefined) return trouble('session_ended', 'The session of this browser is over.');
  const stopped = service.findStop(caller.session.personId);
  if (stopped !== undefined) return trouble('person_suspended', stopped);
  const reach = authoriseSession(caller, route, request.query);
  if (reach.kind === 'trouble') return reach;
  const grant = grantOf(caller, route);
  return { kind: 'asking', grant, commander: commanderOf(caller, { grant, requestId: request.id }), caller, reach };
}

function identifyKey({ context, findGrant }: Service, { route, request }: Asked): Asking | Trouble {
  const grant = authenticateRequest(request.headers, findGrant, context.clock.nowMs());
  if ('kind' in grant) return grant;
  const denied = authoriseRequest(grant, route.scope);
  if (denied !== undefined) return denied;
  return { kind: 'asking', grant, commander: toCommander(grant, request.id), caller: undefined, reach: ALL };
}

/** A key on such a route is not looked at. What a page of somebody else sends is refused, signed in or not. */
async function identifyVisitor(service: Service, { route, visit, request }: Asked): Promise<Asking | Trouble> {
  // Programs have no cookies and say nothing of pages; a browser that changes something always does.
  const isProgram = request.headers.cookie === undefined && visit.from === 'unsaid';
  const foreign = request.method === 'GET' || isProgram ? undefined : refuseForeign(visit, request.method);
  if (foreign !== undefined) return foreign;
  const isBelieved = refuseForeign(visit, request.method) === undefined;
  const caller = isBelieved ? await findCaller(service.signIn, visit) : undefined;
  if (caller !== undefined) {
    const grant = grantOf(caller, route);
    return {
      kind: 'asking',
      grant,
      commander: commanderOf(caller, { grant, requestId: request.id }),
      caller,
      reach: ALL,
    };
  }
  const actor = { kind: 'system', id: 'visitor', keyId: null, requestId: request.id } as const;
  return { kind: 'asking', grant: NOBODY, commander: { actor, scopes: [] }, caller, reach: ALL };
}

/** Owns nothing and may do nothing. */
const NOBODY: KeyGrant = {
  keyId: 'visitor',
  owner: { kind: 'service_account', serviceAccountId: 'visitor' },
  teamId: '',
  roles: [],
  region: null,
  employment: null,
  projectId: null,
  costCentre: null,
  lane: 'exploration',
  tags: {},
  scopes: [],
  allowedUseCaseIds: [],
  defaultUseCaseId: null,
  expiresAtMs: null,
  status: 'active',
};
