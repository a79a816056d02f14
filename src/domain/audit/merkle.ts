/** SHA-256 over the parts one after another; text stands for its UTF-8 bytes. Handed in: the domain has no hash of its own. */
export type HashParts = (parts: readonly (string | Uint8Array)[]) => Uint8Array;

/** One step from a leaf to the root: the hash on the other side, and which side that is. */
export type ProofStep = { readonly side: 'left' | 'right'; readonly hash: Uint8Array };

const LEAF_MARK = Uint8Array.of(0);
const NODE_MARK = Uint8Array.of(1);

/**
 * The tree of RFC 6962 section 2.1:
 *
 *   leaf = SHA-256(0x00 ‖ text)      node = SHA-256(0x01 ‖ left ‖ right)
 *
 * Pairing each level from the left and lifting a last odd one gives the same shape as the RFC's halving at powers of two.
 * The marks keep a node from being passed off as a leaf.
 */
export function merkleRoot(leafHashes: readonly Uint8Array[], hash: HashParts): Uint8Array {
  let level = leafHashes;
  while (level.length > 1) level = pairLevel(level, hash);
  return level[0] ?? hash([]);
}

export function hashLeaf(text: string, hash: HashParts): Uint8Array {
  return hash([LEAF_MARK, text]);
}

/** The hashes that take leaf `index` up to the root, from below. */
export function proveInclusion(
  leafHashes: readonly Uint8Array[],
  index: number,
  hash: HashParts,
): readonly ProofStep[] {
  const steps: ProofStep[] = [];
  let level = leafHashes;
  let place = index;
  while (level.length > 1) {
    const side = place % 2 === 0 ? 'right' : 'left';
    const sibling = level[side === 'right' ? place + 1 : place - 1];
    if (sibling !== undefined) steps.push({ side, hash: sibling });
    level = pairLevel(level, hash);
    place = Math.floor(place / 2);
  }
  return steps;
}

/** Whether the proof takes this leaf to this root. */
export function verifyInclusion(
  claim: { readonly leafHash: Uint8Array; readonly proof: readonly ProofStep[]; readonly root: Uint8Array },
  hash: HashParts,
): boolean {
  let reached = claim.leafHash;
  for (const step of claim.proof) {
    reached = hash(step.side === 'left' ? [NODE_MARK, step.hash, reached] : [NODE_MARK, reached, step.hash]);
  }
  return toHex(reached) === toHex(claim.root);
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

function pairLevel(level: readonly Uint8Array[], hash: HashParts): readonly Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const left = level[index];
    const right = level[index + 1];
    if (left === undefined) continue;
    above.push(right === undefined ? left : hash([NODE_MARK, left, right]));
  }
  return above;
}
