import { generateKeyPairSync, hash, sign } from 'node:crypto';
import type { CheckpointSigner } from '../../../src/ports/audit-store.ts';

/** A signer of checkpoints with a key of its own. */
export function makeSigner(): { readonly signer: CheckpointSigner; readonly publicKeyPem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const keyId = hash('sha256', raw, 'hex').slice(0, 16);
  return {
    publicKeyPem,
    signer: { keyId, publicKeyPem, sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64') },
  };
}
