import { attributionOf } from '../../domain/budget/match-envelopes.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { UseCaseClaim } from '../../domain/policy/bind-use-case.ts';
import { openingsFor } from '../../domain/policy/opening.ts';
import type { Snapshot } from '../../ports/snapshot.ts';

/** What exceptions open of use cases for calls by this key at this moment; nothing is asked where there are none. */
export function findOpenings(snapshot: Snapshot, grant: KeyGrant, nowMs: number): UseCaseClaim['openingsOf'] {
  const openings = snapshot.exceptions?.openings;
  if (openings === undefined || openings.size === 0) return undefined;
  return (useCaseId) => openingsFor(openings, { attribution: attributionOf(grant, useCaseId), useCaseId, nowMs });
}
