import { generateKeyPairSync, randomBytes } from 'node:crypto';

type SharedSecret = 'TOKENWARD_KEY_PEPPER' | 'TOKENWARD_AUDIT_KEY' | 'TOKENWARD_CONTENT_KEY';

/** What all gateways on one store have in common: the pepper, and the keys of checkpoints and of content. */
export function makeSharedSecrets(): Readonly<Record<SharedSecret, string>> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    TOKENWARD_KEY_PEPPER: randomBytes(32).toString('base64url'),
    TOKENWARD_CONTENT_KEY: randomBytes(32).toString('base64url'),
    TOKENWARD_AUDIT_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
