import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { findSuspension } from '../../domain/policy/suspension.ts';
import type { Snapshot } from '../../ports/snapshot.ts';

/** The grant of a key as the control API heeds it: a suspended key or person does not give commands either. */
export function findGrant(
  snapshot: Snapshot,
  key: { readonly digest: string; readonly nowMs: number },
): KeyGrant | undefined {
  const grant = snapshot.keysByDigest.get(key.digest);
  if (grant === undefined || grant.status !== 'active') return grant;
  const { keyId, owner } = grant;
  const stopped = findSuspension(snapshot.suspensions, { keyId, owner }, key.nowMs);
  return stopped === undefined ? grant : { ...grant, status: 'suspended' };
}
