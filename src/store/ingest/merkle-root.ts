import { hash } from 'node:crypto';

/**
 * The root over a batch's lines, as RFC 6962 section 2.1 shapes the tree (lower-case hex):
 *
 *   leaf = SHA-256(0x00 ‖ UTF-8 text)      node = SHA-256(0x01 ‖ left ‖ right)
 *   the left half of n leaves holds the largest power of two below n
 */
export function merkleRoot(lines: readonly string[]): string {
  if (lines.length === 0) throw new RangeError('a Merkle tree has at least one leaf');
  let level = lines.map(leafHash);
  // Pairing from the left and carrying a last odd one up gives the same shape as halving at powers of two.
  while (level.length > 1) level = pairUp(level);
  return (level[0] ?? Buffer.alloc(0)).toString('hex');
}

// The mark 0x00 is the character NUL in UTF-8; one call over one text costs half of a hash object and two updates.
function leafHash(line: string): Buffer {
  return hash('sha256', `\0${line}`, 'buffer');
}

const nodeMark = Buffer.of(1);

function pairUp(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const left = level[index];
    const right = level[index + 1];
    if (left === undefined) continue;
    above.push(right === undefined ? left : hash('sha256', Buffer.concat([nodeMark, left, right]), 'buffer'));
  }
  return above;
}
