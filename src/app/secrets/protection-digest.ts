import { createHmac } from 'node:crypto';

/**
 * The keyed digest of what protection must know again: placeholders, contents refused before. Its key is made of the
 * pepper of API keys, so that gateways on one store name the same value alike; it is not that pepper itself.
 */
export function createProtectionDigest(pepper: string): (text: string) => string {
  const key = createHmac('sha256', pepper).update('tokenward protection 1').digest();
  return (text) => createHmac('sha256', key).update(text).digest('hex');
}
