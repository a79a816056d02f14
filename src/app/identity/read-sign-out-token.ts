import { createPublicKey, type JsonWebKeyInput, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import type { SignOutNotice } from '../../ports/identity-provider.ts';

export type ExpectedSignOut = {
  readonly issuer: string;
  readonly keysAddress: string | undefined;
  readonly clientId: string;
  readonly nowMs: number;
};

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const TOKEN_LENGTH_MAX = 16_384;
const CLOCKS_APART_MAX_S = 60;
/** A token that does not say when it ends is heeded for so long after it was made. */
const LIFE_S = 300;
const FETCH_MAX_MS = 10_000;
const KEYS_LENGTH_MAX = 262_144;

const Header = z.object({ alg: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']), kid: z.string().optional() });
const Claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number(),
  exp: z.number().optional(),
  jti: z.string().min(1).max(500),
  sub: z.string().min(1).max(500).optional(),
  sid: z.string().min(1).max(500).optional(),
  events: z.record(z.string(), z.unknown()),
  nonce: z.unknown().optional(),
});
const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(100) });

/**
 * Reads a logout token as OpenID Connect Back-Channel Logout 1.0 (section 2.6) says. Throws where anything of it is not
 * as it must be: its signature by a key of the issuer, issuer, audience, age, the event, and no nonce.
 */
export async function readSignOutToken(token: string, expected: ExpectedSignOut): Promise<SignOutNotice> {
  const parts = token.split('.');
  const [head = '', body = '', signature = ''] = parts;
  if (parts.length !== 3 || token.length > TOKEN_LENGTH_MAX) throw new Error('not a signed token');
  const header = Header.parse(parseJson(head));
  const key = await findKey(header.kid, expected);
  if (!isSigned(header.alg, { key, data: `${head}.${body}`, signature })) throw new Error('the signature is not right');
  const claims = Claims.parse(parseJson(body));
  checkClaims(claims, expected);
  return {
    issuer: claims.iss,
    tokenId: claims.jti,
    expiresAtMs: endOf(claims) * 1000,
    subject: claims.sub ?? null,
    sessionId: claims.sid ?? null,
  };
}

function checkClaims(claims: z.infer<typeof Claims>, expected: ExpectedSignOut): void {
  const nowS = expected.nowMs / 1000;
  const audiences = typeof claims.aud === 'string' ? [claims.aud] : claims.aud;
  if (claims.iss !== expected.issuer) throw new Error('another issuer');
  if (!audiences.includes(expected.clientId)) throw new Error('meant for another client');
  if (claims.iat > nowS + CLOCKS_APART_MAX_S || endOf(claims) < nowS - CLOCKS_APART_MAX_S) throw new Error('too old');
  if (!Object.hasOwn(claims.events, EVENT)) throw new Error('another event');
  // With one it could be an ID token.
  if (claims.nonce !== undefined) throw new Error('a logout token has no nonce');
  if (claims.sub === undefined && claims.sid === undefined) throw new Error('it names nobody');
}

function endOf({ iat, exp }: z.infer<typeof Claims>): number {
  return Math.min(exp ?? iat + LIFE_S, iat + LIFE_S);
}

/** The one key of the issuer that the token names; without a name, the only one. */
async function findKey(kid: string | undefined, { keysAddress }: ExpectedSignOut): Promise<KeyObject> {
  if (keysAddress === undefined) throw new Error('the issuer has no keys');
  const response = await fetch(keysAddress, { redirect: 'error', signal: AbortSignal.timeout(FETCH_MAX_MS) });
  const text = await response.text();
  if (!response.ok || text.length > KEYS_LENGTH_MAX) throw new Error('the keys of the issuer cannot be read');
  const { keys } = Keys.parse(JSON.parse(text));
  const fitting = keys.filter((key) => key['use'] !== 'enc' && (kid === undefined || key['kid'] === kid));
  const [jwk] = fitting;
  if (fitting.length !== 1 || jwk === undefined) throw new Error('no key of the issuer, or more than one');
  return createPublicKey({ key: toJwk(jwk), format: 'jwk' });
}

/** Members that public keys have, as texts. */
function toJwk(members: Readonly<Record<string, unknown>>): JsonWebKeyInput['key'] {
  const names = ['kty', 'crv', 'x', 'y', 'n', 'e'];
  return Object.fromEntries(
    Object.entries(members).filter(([name, value]) => names.includes(name) && typeof value === 'string'),
  );
}

/** The key's own kind must be the algorithm's: a token does not choose by what it is checked. */
function isSigned(
  algorithm: z.infer<typeof Header>['alg'],
  { key, data, signature }: { readonly key: KeyObject; readonly data: string; readonly signature: string },
): boolean {
  const bytes = Buffer.from(data);
  const signed = Buffer.from(signature, 'base64url');
  const kind = key.asymmetricKeyType;
  switch (algorithm) {
    case 'RS256':
      return kind === 'rsa' && verify('sha256', bytes, key, signed);
    case 'PS256':
      return kind === 'rsa' && verify('sha256', bytes, { key, padding: RSA_PSS, saltLength: 32 }, signed);
    case 'ES256':
      return kind === 'ec' && verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signed);
    case 'EdDSA':
      return kind === 'ed25519' && verify(null, bytes, key, signed);
  }
}

/** RSA_PKCS1_PSS_PADDING of OpenSSL. */
const RSA_PSS = 6;

function parseJson(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
