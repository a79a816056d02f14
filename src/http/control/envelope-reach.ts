import type { KeptEnvelope } from '../../domain/budget/kept-envelope.ts';
import { isWithinReach, type Reach } from '../../domain/identity/narrow-reach.ts';
import type { PageRequest } from '../../ports/control-store.ts';
import { type PartsOfNoun, withinOf } from './reach-rows.ts';

const PARTS: PartsOfNoun<KeptEnvelope> = {
  team: ['teamId'],
  useCase: ['useCaseId'],
  of: ({ scope }) => ({ teamIds: [scope.teamId], useCaseIds: [scope.useCaseId] }),
};

/** Envelopes of single people are told to nobody who only leads the part that they are in. */
export function withinEnvelopes(reach: Reach, where: PageRequest['where']): Pick<PageRequest, 'where' | 'within'> {
  if (reach.kind === 'all') return { where };
  return where['personId'] === undefined
    ? { where: { ...where, personId: null }, ...withinOf(reach, PARTS) }
    : { where, within: [] };
}

export function isEnvelopeSeen(reach: Reach, envelope: Pick<KeptEnvelope, 'scope'>): boolean {
  if (reach.kind === 'all') return true;
  const { teamId, useCaseId, personId } = envelope.scope;
  return personId === undefined && isWithinReach(reach, { teamIds: [teamId], useCaseIds: [useCaseId] });
}
