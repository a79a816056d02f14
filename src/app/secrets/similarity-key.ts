import { createHmac } from 'node:crypto';
import type { HashKey } from '../../domain/detection/keyed-hash.ts';

/**
 * The key of all fingerprints. It is made of the pepper of API keys, so that gateways on one store see the same text alike; it
 * is not that pepper itself, and no other digest of the house has it.
 */
export function createSimilarityKey(pepper: string): HashKey {
  const key = createHmac('sha256', pepper).update('tokenward similarity 1').digest();
  return { first: key.readUInt32LE(0), second: key.readUInt32LE(4) };
}
