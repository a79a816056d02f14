import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { Exchange } from '../exchange.ts';

const BEARER = /^bearer +(\S+)$/i;

/** Finds whose key was presented, in `authorization: Bearer`, `x-api-key` or `api-key`. */
export function authenticate(
  exchange: Pick<Exchange, 'header'>,
  snapshot: Snapshot,
  keyDigest: (secret: string) => string,
  nowMs: number,
): KeyGrant | Refusal {
  const secret = presentedKey(exchange);
  if (secret === undefined) {
    return refuse('key_missing', 'No key came with the call. Send it as "authorization: Bearer …" or "x-api-key: …".');
  }
  const grant = snapshot.keysByDigest.get(keyDigest(secret));
  if (grant === undefined) return refuse('key_unknown', 'This key is not known here. Check for a cut or mistyped key.');
  return admitGrant(grant, nowMs);
}

function admitGrant(grant: KeyGrant, nowMs: number): KeyGrant | Refusal {
  switch (grant.status) {
    case 'revoked':
      return refuse('key_revoked', `The key ${grant.keyId} was revoked. Make a new one or ask your administrator.`, [
        'key.status',
      ]);
    case 'suspended':
      return refuse('key_suspended', `The key ${grant.keyId} is suspended. Ask your administrator why.`, [
        'key.status',
      ]);
    case 'active':
      break;
  }
  if (grant.expiresAtMs !== null && grant.expiresAtMs <= nowMs) {
    return refuse('key_expired', `The key ${grant.keyId} has expired. Rotate it, or make a new one.`, ['key.expiry']);
  }
  if (!grant.scopes.includes('call')) {
    return refuse(
      'scope_missing',
      `The key ${grant.keyId} is not for calls to models. Use a key with the scope "call".`,
      ['key.scopes'],
    );
  }
  return grant;
}

export function presentedKey(exchange: Pick<Exchange, 'header'>): string | undefined {
  const bearer = exchange.header('authorization');
  if (bearer !== undefined) return isPlain(bearer) ? bearer.slice(PLAIN.length) : BEARER.exec(bearer)?.[1];
  return exchange.header('x-api-key') ?? exchange.header('api-key');
}

/** As nearly all clients write it: read without an expression. */
const PLAIN = 'Bearer ';

function isPlain(bearer: string): boolean {
  if (bearer.length === PLAIN.length || !bearer.startsWith(PLAIN)) return false;
  for (let at = PLAIN.length; at < bearer.length; at += 1) {
    const code = bearer.charCodeAt(at);
    if (code <= 0x20 || code > 0x7e) return false;
  }
  return true;
}
