import type { KeyGrant } from '../identity/key-grant.ts';
import type { Envelope } from './envelope.ts';
import { createEnvelopePeriods } from './envelope-period.ts';
import { attributionOf, indexEnvelopes } from './match-envelopes.ts';
import type { BudgetCalendar, PeriodBounds } from './period.ts';

/** What calls are admitted by: the envelopes in force, and the calendar by which their periods begin and end. */
export type BudgetRules = {
  /** Of a call by this key for this use case, in the order of their ids; remembered for as long as the grant is the same object. */
  readonly envelopesOf: (grant: KeyGrant, useCaseId: string) => readonly Envelope[];
  readonly periodOf: (envelope: Envelope, atMs: number) => PeriodBounds;
};

/** Null where there is no envelope at all. */
export function compileBudgets(envelopes: readonly Envelope[], calendar: BudgetCalendar): BudgetRules | null {
  if (envelopes.length === 0) return null;
  const index = indexEnvelopes(envelopes);
  const known = new WeakMap<KeyGrant, Map<string, readonly Envelope[]>>();
  return {
    envelopesOf: (grant, useCaseId) => {
      const byUseCase = known.get(grant);
      const before = byUseCase?.get(useCaseId);
      if (before !== undefined) return before;
      const found = index(attributionOf(grant, useCaseId));
      if (byUseCase === undefined) known.set(grant, new Map([[useCaseId, found]]));
      else byUseCase.set(useCaseId, found);
      return found;
    },
    periodOf: createEnvelopePeriods(calendar),
  };
}
