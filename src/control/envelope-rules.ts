import { checkEnvelope, HARD_CAP_MAX } from '../domain/budget/envelope.ts';
import { amountInWords } from '../domain/budget/envelope-amount.ts';
import { type KeptEnvelope, shownEnvelope } from '../domain/budget/kept-envelope.ts';
import { scopeInWords } from '../domain/budget/nest-envelopes.ts';
import { ARCHIVABLE, type Distinction, NO_RULES, present, type Reference, type RowRules } from './row-rules.ts';

export const envelopeRules: RowRules<'envelope'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'envelope',
  word: 'envelope',
  references: referencesOf,
  findBroken: (envelope) => {
    const { unit, hardCap } = envelope;
    if (hardCap > HARD_CAP_MAX) {
      const most = amountInWords(unit, HARD_CAP_MAX);
      return {
        pointer: '/hardCap',
        detail: `A hard cap is at most ${most}; this one is ${amountInWords(unit, hardCap)}.`,
      };
    }
    const faults = checkEnvelope(envelope);
    return faults.length === 0 ? undefined : { pointer: '', detail: faults.join(' ') };
  },
  findForbidden: ({ from, to }) =>
    from.unit === to.unit
      ? undefined
      : `The unit of "${from.id}" cannot be changed: its ledger counts what it counts. Archive it and create another.`,
  unique: distinctionOf,
  shown: shownEnvelope,
};

function referencesOf({ scope, ownerPersonId, costCentre }: KeptEnvelope): readonly Reference[] {
  return present([
    { noun: 'team', id: scope.teamId ?? null, pointer: '/scope/teamId' },
    { noun: 'project', id: scope.projectId ?? null, pointer: '/scope/projectId' },
    { noun: 'use_case', id: scope.useCaseId ?? null, pointer: '/scope/useCaseId' },
    { noun: 'person', id: scope.personId ?? null, pointer: '/scope/personId' },
    { noun: 'person', id: ownerPersonId, pointer: '/ownerPersonId' },
    { noun: 'cost_centre', id: costCentre, pointer: '/costCentre' },
  ]);
}

/** Two caps of one scope on one thing in one period say the same twice; one of another period is a limit of its own. */
function distinctionOf({ scope, unit, period }: KeptEnvelope): Distinction {
  const { teamId = null, projectId = null, useCaseId = null, personId = null, lane = null, tag } = scope;
  const members = { teamId, projectId, useCaseId, personId, lane };
  return {
    where: { ...members, tagName: tag?.name ?? null, tagValue: tag?.value ?? null, unit, period },
    pointer: '/scope',
    words: `scope, unit and period (${scopeInWords(scope)}; ${unit === 'nanodollars' ? 'dollars' : unit}; each ${period})`,
  };
}
