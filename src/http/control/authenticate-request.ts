import type { IncomingHttpHeaders } from 'node:http';
import type { RouteScope } from '../../contract/route.ts';
import type { Commander } from '../../control/control-context.ts';
import type { KeyGrant, KeyScope } from '../../domain/identity/key-grant.ts';
import { type Trouble, trouble } from './problem-answer.ts';

export type FindGrant = (secret: string) => KeyGrant | undefined;

const BEARER = /^bearer +(\S+)$/i;

/** Whose key was sent, if it works at this moment. */
export function authenticateRequest(
  headers: IncomingHttpHeaders,
  findGrant: FindGrant,
  nowMs: number,
): KeyGrant | Trouble {
  const secret = presentedSecret(headers);
  if (secret === undefined) {
    return trouble('key_missing', 'The request has no "authorization: Bearer …" and no "x-api-key" header.');
  }
  const grant = findGrant(secret);
  if (grant === undefined) return trouble('key_unknown', 'No key with this value is known here.');
  switch (grant.status) {
    case 'revoked':
      return trouble('key_revoked', `The key ${grant.keyId} was revoked.`);
    case 'suspended':
      return trouble('key_suspended', `The key ${grant.keyId} is suspended.`);
    case 'active':
      break;
  }
  const hasExpired = grant.expiresAtMs !== null && grant.expiresAtMs <= nowMs;
  return hasExpired ? trouble('key_expired', `The key ${grant.keyId} has expired.`) : grant;
}

/** Whether a key may use a route; `any` asks for a valid key and nothing more. */
export function authoriseRequest(grant: KeyGrant, scope: RouteScope | KeyScope): Trouble | undefined {
  if (scope === 'none' || scope === 'any') return undefined;
  if (scope !== 'session' && grant.scopes.includes(scope)) return undefined;
  const has = grant.scopes.map((one) => `"${one}"`).join(', ');
  return trouble('scope_missing', `This needs the scope "${scope}"; the key ${grant.keyId} has ${has}.`);
}

/** The key's owner gives the command; the key and the request stand on every audit event. */
export function toCommander(grant: KeyGrant, requestId: string): Commander {
  const { owner, keyId, scopes } = grant;
  const id = owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
  return { actor: { kind: owner.kind, id, keyId, requestId }, scopes };
}

/** Whether a key was sent, in whatever form. */
export function hasKey(headers: IncomingHttpHeaders): boolean {
  return headers.authorization !== undefined || headers['x-api-key'] !== undefined;
}

function presentedSecret(headers: IncomingHttpHeaders): string | undefined {
  if (headers.authorization !== undefined) return BEARER.exec(headers.authorization)?.[1];
  const header = headers['x-api-key'];
  return typeof header === 'string' && header !== '' ? header : undefined;
}
