import { SEED_OUTCOME_TYPES } from './outcome-type.ts';
import type { ToldClaim, ToldEvent } from './told-event.ts';

const HOURS = SEED_OUTCOME_TYPES.find(({ id }) => id === 'hours_saved') ?? SEED_OUTCOME_TYPES[0];

/** Four hours saved by ada, known by a pull request, told by herself. */
export function toldClaim(more: Partial<ToldClaim> = {}): ToldClaim {
  if (HOURS === undefined) throw new Error('there are no starter kinds');
  return {
    ...{ kind: 'claimed', eventId: `claim-${more.outcomeId ?? 'o'}`, outcomeId: 'o', atMs: 0, personId: 'ada' },
    ...{ type: HOURS, amount: 4, evidenceId: 'pull-7', evidenceUrl: null, note: 'The fair', sourceId: null },
    ...{ teller: { kind: 'person', id: 'ada' }, teamId: 'support', useCaseId: null },
    marks: [{ kind: 'branch', value: 'fair', owner: null }],
    ...more,
  };
}

type Loose = { readonly [Member in 'eventId' | 'atMs']: ToldEvent[Member] };

/** A system's word on the pull request: merged by ben. */
export function toldMerge(
  more: Partial<Loose> & { readonly personId?: string; readonly actorId?: string } = {},
): ToldEvent {
  return {
    ...{
      kind: 'confirmed',
      eventId: 'github-1',
      outcomeId: null,
      evidenceId: 'pull-7',
      atMs: 1,
      personId: 'ada',
      actorId: 'ben',
    },
    ...{ sourceId: 'github', teller: { kind: 'system', id: 'github' } },
    ...more,
  };
}

/** It was reverted, as the system says. */
export function toldRevert(more: Partial<Loose> = {}): ToldEvent {
  return {
    ...{
      kind: 'reverted',
      eventId: 'github-2',
      outcomeId: null,
      evidenceId: 'pull-7',
      atMs: 2,
      reason: 'broke the build',
    },
    ...{ cleanUpMinutes: 30, sourceId: 'github', teller: { kind: 'system', id: 'github' } },
    ...more,
  };
}
