import type { FoundVault } from '../secrets/content-vault.ts';
import { type Diagnosis, fault, ok, warning } from './diagnosis.ts';

export type ContentKeyQuestion = {
  readonly find: () => FoundVault | undefined;
  /** The vault's keys that keys in the store are wrapped with. */
  readonly used: readonly string[];
  readonly storeIsShared: boolean;
};

/** Whether this machine has the keys that open what is kept, and whether they are the newest. */
export function checkContentKey({ find, used, storeIsShared }: ContentKeyQuestion): Diagnosis {
  const found = readVault(find);
  if ('check' in found) return found;
  const { vault } = found;
  const missing = used.filter((id) => vault === undefined || !vault.vault.keyIds.includes(id));
  if (missing.length > 0) {
    return fault('content key', {
      sentence: `Content in the store is encrypted under ${missing.join(', ')}, which this machine does not have: it cannot be read here, and calls whose content must be kept may be refused.`,
      remedy: 'Give every gateway the same TOKENWARD_CONTENT_KEY, older keys after the newest, parted by commas.',
    });
  }
  if (vault === undefined) return ok('content key', 'No content is kept yet; the first start makes a key.');
  if (storeIsShared && vault.from === 'file') {
    return warning('content key', {
      sentence: 'The content key is a file of this machine, and other gateways on the same store do not have it.',
      remedy: 'Put what is in secrets/content-key into TOKENWARD_CONTENT_KEY on every gateway.',
    });
  }
  const older = used.filter((id) => id !== vault.vault.currentKeyId);
  if (older.length === 0) return ok('content key', `Content is encrypted under the key ${vault.vault.currentKeyId}.`);
  return warning('content key', {
    sentence: `Some content is still encrypted under older keys (${older.join(', ')}).`,
    remedy: 'Run "tokenward content rewrap"; then the older keys can be given up.',
  });
}

function readVault(find: ContentKeyQuestion['find']): { readonly vault: FoundVault | undefined } | Diagnosis {
  try {
    return { vault: find() };
  } catch (error) {
    return fault('content key', {
      sentence: error instanceof Error ? error.message : String(error),
      remedy: 'Correct it; a gateway does not start with it.',
    });
  }
}
