import { randomBytes } from 'node:crypto';
import type { KeyVault } from '../../ports/key-vault.ts';
import { seal, unseal } from './seal-record.ts';

/** A vault in memory, the newest key first; `failing` lets it refuse everything, as a service that is away does. */
export function vaultOf(
  keys: readonly string[],
): KeyVault & { failing: boolean; readonly secretOf: (id: string) => Buffer } {
  const secrets = new Map(keys.map((name) => [name, randomBytes(32)]));
  return vaultWith(secrets);
}

export function vaultWith(
  secrets: ReadonlyMap<string, Buffer>,
): KeyVault & { failing: boolean; readonly secretOf: (id: string) => Buffer } {
  const [currentKeyId = ''] = secrets.keys();
  const secretOf = (id: string): Buffer => {
    const secret = secrets.get(id);
    if (secret === undefined) throw new Error(`no key ${id}`);
    return secret;
  };
  const vault = {
    failing: false,
    secretOf,
    currentKeyId,
    keyIds: [...secrets.keys()],
    wrap: async (key: Uint8Array, boundTo: string) => {
      if (vault.failing) throw new Error('the vault is away');
      return { vaultKeyId: currentKeyId, wrapped: seal(secretOf(currentKeyId), key, boundTo) };
    },
    unwrap: async (
      { vaultKeyId, wrapped }: { readonly vaultKeyId: string; readonly wrapped: Uint8Array },
      boundTo: string,
    ) => {
      if (vault.failing) throw new Error('the vault is away');
      return unseal(secretOf(vaultKeyId), wrapped, boundTo);
    },
  };
  return vault;
}
