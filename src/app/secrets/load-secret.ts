import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointSigner } from '../../ports/audit-store.ts';

/** What the machine keeps for itself under the data directory, made once, readable by its owner only. */
export function keepSecret(directory: string, name: string, make: () => string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, name);
  if (!existsSync(path)) {
    // `wx`: of two processes that start at once only one makes it, the other reads what the first made.
    try {
      writeFileSync(path, make(), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8').trim();
}

/** The key that hashes API keys: `TOKENWARD_KEY_PEPPER`, else the data directory's own. Gateways on one store share it. */
export function loadKeyPepper(secretsDirectory: string): string {
  return (
    nonEmpty(process.env['TOKENWARD_KEY_PEPPER']) ??
    keepSecret(secretsDirectory, 'key-pepper', () => randomBytes(32).toString('base64url'))
  );
}

/** The Ed25519 key that signs checkpoints: `TOKENWARD_AUDIT_KEY` (PEM), else the data directory's own. */
export function loadCheckpointSigner(secretsDirectory: string): CheckpointSigner {
  const pem =
    nonEmpty(process.env['TOKENWARD_AUDIT_KEY']) ??
    keepSecret(secretsDirectory, 'audit-ed25519.pem', () => {
      return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    });
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const raw = publicKey.export({ format: 'jwk' }).x ?? '';
  return {
    keyId: hash('sha256', Buffer.from(raw, 'base64url'), 'hex').slice(0, 16),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === '' ? undefined : trimmed;
}
