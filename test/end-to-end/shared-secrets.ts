import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** What all gateways on one store have in common: the pepper of the keys and the key that signs checkpoints. */
export function makeSharedSecrets(): Readonly<Record<'TOKENWARD_KEY_PEPPER' | 'TOKENWARD_AUDIT_KEY', string>> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    TOKENWARD_KEY_PEPPER: randomBytes(32).toString('base64url'),
    TOKENWARD_AUDIT_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
