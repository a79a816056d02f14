import { createHmac } from 'node:crypto';

/**
 * The keyed digest by which cached answers are named: whoever reads the names learns nothing of the questions. Its key is
 * made of the pepper of API keys, so that gateways on one store name the same question alike.
 */
export function createCacheDigest(pepper: string): (text: string) => string {
  const key = createHmac('sha256', pepper).update('tokenward cache 1').digest();
  return (text) => createHmac('sha256', key).update(text).digest('hex');
}
