import type { CompiledPolicy, PolicySet } from './policy-decision.ts';

/** The version that decides for a key: the staged one for its share of the keys, the same ones on every gateway. */
export function choosePolicy(policies: PolicySet, keyId: string): CompiledPolicy {
  const { staged, active } = policies;
  if (staged === null) return active;
  return placeOf(keyId) < staged.share ? staged.policy : active;
}

/** FNV-1a, to the unit interval. A key keeps its place from version to version, so a growing share only adds keys. */
function placeOf(keyId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < keyId.length; at++) hash = Math.imul(hash ^ keyId.charCodeAt(at), 0x01000193);
  // Its last characters must reach the upper bits too.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x100000000;
}
