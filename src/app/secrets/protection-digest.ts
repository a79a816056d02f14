import { createHmac, hash } from 'node:crypto';

/** Of SHA-256, as RFC 2104 pads a key. */
const BLOCK_BYTES = 64;
const INNER = 0x36;
const OUTER = 0x5c;
const HASH_BYTES = 32;

/**
 * The keyed digest of what protection must know again: placeholders, contents refused before. Its key is made of the
 * pepper of API keys, so that gateways on one store name the same value alike; it is not that pepper itself.
 */
export function createProtectionDigest(pepper: string): (text: string) => string {
  const key = createHmac('sha256', pepper).update('tokenward protection 1').digest();
  return hmacOf(key);
}

/** HMAC-SHA-256, hex. Two hashes at one stroke each cost a third of an object that is made for one text. */
export function hmacOf(key: Uint8Array): (text: string) => string {
  const inner = padded(key, INNER);
  const outer = Buffer.concat([padded(key, OUTER), Buffer.alloc(HASH_BYTES)]);
  return (text) => {
    const message = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(text));
    inner.copy(message);
    message.write(text, BLOCK_BYTES);
    outer.write(hash('sha256', message, 'hex'), BLOCK_BYTES, 'hex');
    return hash('sha256', outer, 'hex');
  };
}

/** No key of this house is longer than a block. */
function padded(key: Uint8Array, pad: number): Buffer {
  if (key.length > BLOCK_BYTES) throw new RangeError('a key longer than a block is hashed first');
  const block = Buffer.alloc(BLOCK_BYTES, pad);
  for (const [at, byte] of key.entries()) block[at] = byte ^ pad;
  return block;
}
