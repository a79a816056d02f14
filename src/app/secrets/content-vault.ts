import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyVault } from '../../ports/key-vault.ts';
import { keepSecret } from './load-secret.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VARIABLE = 'TOKENWARD_CONTENT_KEY';
const FILE = 'content-key';

/**
 * The keys that keys of content are wrapped under: `TOKENWARD_CONTENT_KEY`, else the data directory's own file. Several are
 * parted by commas or line ends: the first wraps, the others only open what they wrapped. Gateways on one store share them.
 * Throws in words when one is not a key.
 */
export function loadContentVault(secretsDirectory: string): KeyVault {
  return (
    findContentVault(secretsDirectory)?.vault ??
    createVault(
      readKeys(
        keepSecret(secretsDirectory, FILE, () => randomBytes(KEY_BYTES).toString('base64url')),
        FILE,
      ),
    )
  );
}

export type FoundVault = { readonly vault: KeyVault; readonly from: 'environment' | 'file' };

/** The same without making a key where there is none. */
export function findContentVault(secretsDirectory: string): FoundVault | undefined {
  const set = process.env[VARIABLE]?.trim() ?? '';
  if (set !== '') return { vault: createVault(readKeys(set, VARIABLE)), from: 'environment' };
  const path = join(secretsDirectory, FILE);
  if (!existsSync(path)) return undefined;
  return { vault: createVault(readKeys(readFileSync(path, 'utf8'), path)), from: 'file' };
}

/** A vault of keys that are at hand, the newest first. */
export function createVault(keys: readonly Uint8Array[]): KeyVault {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const [currentKeyId] = byId.keys();
  if (currentKeyId === undefined) throw new Error('a vault needs a key');
  const keyOf = (id: string): Uint8Array => {
    const key = byId.get(id);
    if (key === undefined) throw new Error(`this process does not have the content key ${id}`);
    return key;
  };
  return {
    currentKeyId,
    keyIds: [...byId.keys()],
    wrap: async (key, boundTo) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(currentKeyId), nonce);
      cipher.setAAD(Buffer.from(`${currentKeyId}\n${boundTo}`));
      const wrapped = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
      return { vaultKeyId: currentKeyId, wrapped };
    },
    unwrap: async ({ vaultKeyId, wrapped }, boundTo) => {
      const decipher = createDecipheriv('aes-256-gcm', keyOf(vaultKeyId), wrapped.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(`${vaultKeyId}\n${boundTo}`));
      decipher.setAuthTag(wrapped.subarray(wrapped.length - TAG_BYTES));
      const body = wrapped.subarray(NONCE_BYTES, wrapped.length - TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
  };
}

/** Tells keys apart and says nothing of them: sixteen hex digits of a hash. */
function keyIdOf(key: Uint8Array): string {
  const text = `tokenward content key\n${Buffer.from(key).toString('hex')}`;
  return hash('sha256', text, 'hex').slice(0, 16);
}

function readKeys(text: string, from: string): readonly Uint8Array[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.map((word) => {
    const key = /^[0-9a-f]{64}$/i.test(word) ? Buffer.from(word, 'hex') : Buffer.from(word, 'base64url');
    if (key.length === KEY_BYTES) return key;
    throw new Error(
      `${from} holds something that is not a content key. Each is 32 random bytes in base64 or hex, for instance from "openssl rand -base64 32".`,
    );
  });
}
