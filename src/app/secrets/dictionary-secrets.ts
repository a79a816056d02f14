import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { HashKey } from '../../domain/detection/keyed-hash.ts';
import type { DictionarySeal } from '../../store/detection/create-detection-store.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key under which entries of dictionaries are hashed, made of the pepper, so that gateways on one store share it. */
export function createDictionaryKey(pepper: string): HashKey {
  const digest = createHmac('sha256', pepper).update('tokenward dictionary 1').digest();
  return { first: digest.readUInt32LE(0), second: digest.readUInt32LE(4) };
}

/** AES-256-GCM under a key made of the pepper: nonce, tag, ciphertext. */
export function createDictionarySeal(pepper: string): DictionarySeal {
  const key = createHmac('sha256', pepper).update('tokenward dictionary seal 1').digest();
  return {
    seal: (bytes) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed) => {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
}
