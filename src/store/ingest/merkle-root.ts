import { hash } from 'node:crypto';
import type { SettledLines } from './settled-lines.ts';

const HASH_BYTES = 32;

/**
 * The root over a batch's lines, as RFC 6962 section 2.1 shapes the tree (lower-case hex):
 *
 *   leaf = SHA-256(0x00 ‖ UTF-8 text)      node = SHA-256(0x01 ‖ left ‖ right)
 *   the left half of n leaves holds the largest power of two below n
 *
 * The same tree as `domain/audit/merkle.ts`, which verifies it; this one is on the processor that serves calls, and hashes
 * in hex because a Buffer for each hash costs more than the hash.
 */
export function merkleRoot(lines: SettledLines): string {
  if (lines.count === 0) throw new RangeError('a Merkle tree has at least one leaf');
  let level: string[] = lines.marked(0).map(leafHash);
  // Pairing from the left and carrying a last odd one up gives the same shape as halving at powers of two.
  while (level.length > 1) level = pairUp(level);
  return level[0] ?? '';
}

// One call over mark and line together costs half of a hash object and two updates.
function leafHash(markedLine: Uint8Array): string {
  return hash('sha256', markedLine, 'hex');
}

function pairUp(level: readonly string[]): string[] {
  const above: string[] = [];
  // Filled with the mark 0x01; the two hashes overwrite all but the first byte.
  const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);
  for (let index = 0; index < level.length; index += 2) {
    const left = level[index];
    const right = level[index + 1];
    if (left === undefined) continue;
    if (right === undefined) {
      above.push(left);
      continue;
    }
    node.write(left, 1, 'hex');
    node.write(right, 1 + HASH_BYTES, 'hex');
    above.push(hash('sha256', node, 'hex'));
  }
  return above;
}
