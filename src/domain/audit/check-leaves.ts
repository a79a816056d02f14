import type { AuditFinding } from './audit-finding.ts';
import { type ExportLine, readLeafCallId, type SealedBatch } from './export-lines.ts';
import { type HashParts, hashLeaf, merkleRoot, toHex } from './merkle.ts';

type LeavesLine = Extract<ExportLine, { readonly kind: 'leaves' }>;

/**
 * Whether the leaves are those that the batch's event sealed. Where the line has leaf hashes that lead to the sealed root,
 * a changed leaf is named by its call; without them only its batch can be.
 */
export function checkLeaves(
  sealed: SealedBatch,
  line: LeavesLine,
  hash: HashParts,
): Extract<AuditFinding, { readonly kind: 'leaf_changed' }> | null {
  const { sequence, batchId } = sealed;
  const hashes = line.leaves.map((leaf) => hashLeaf(leaf, hash));
  if (line.leaves.length === sealed.count && toHex(merkleRoot(hashes, hash)) === sealed.merkleRoot) return null;
  const changed = { kind: 'leaf_changed', sequence, batchId } as const;
  const index = findChangedLeaf(sealed, line, { hashes, hash });
  if (index === null) return { ...changed, index: null, callId: null };
  return { ...changed, index, callId: readLeafCallId(line.leaves[index] ?? '') };
}

function findChangedLeaf(
  sealed: SealedBatch,
  line: LeavesLine,
  reckoned: { readonly hashes: readonly Uint8Array[]; readonly hash: HashParts },
): number | null {
  const stated = line.leafHashes;
  if (stated === undefined || stated.length !== sealed.count || line.leaves.length !== sealed.count) return null;
  const bytes = stated.map(fromHex);
  // Stated hashes that do not lead to the root prove nothing about any leaf.
  if (toHex(merkleRoot(bytes, reckoned.hash)) !== sealed.merkleRoot) return null;
  const index = reckoned.hashes.findIndex((each, place) => toHex(each) !== stated[place]);
  return index === -1 ? null : index;
}

function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor(text.length / 2));
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}
