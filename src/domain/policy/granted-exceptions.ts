import type { BudgetException, RaisesByEnvelope } from '../budget/draw-on-exceptions.ts';
import type { Envelope } from '../budget/envelope.ts';
import type { Exception } from './exception.ts';
import type { Opening, OpeningsByUseCase } from './opening.ts';

/** The exceptions that gateways heed; those whose time is over may still stand here, clocks decide. */
export type GrantedExceptions = { readonly raises: RaisesByEnvelope; readonly openings: OpeningsByUseCase };

/** Those that were granted, by what they are for; null where there is none. Each list begins with the one that ends first. */
export function compileExceptions(
  granted: readonly Exception[],
  envelopeOf: (envelopeId: string) => Envelope | undefined,
): GrantedExceptions | null {
  if (granted.length === 0) return null;
  const raises = new Map<string, BudgetException[]>();
  const openings = new Map<string, Opening[]>();
  const soonest = [...granted].sort((one, other) => one.endsAtMs - other.endsAtMs || (one.id < other.id ? -1 : 1));
  for (const exception of soonest) {
    const { envelopeId, useCaseId, modelId, dataClass } = exception;
    if (envelopeId !== null) {
      const raised = envelopeOf(envelopeId);
      // An envelope that is archived lets every call pass: there is nothing to raise.
      if (raised !== undefined) put(raises, envelopeId, budgetOf(exception, raised));
    }
    if (useCaseId !== null) put(openings, useCaseId, { useCaseId, modelId, dataClass, budget: budgetOf(exception) });
  }
  return { raises, openings };
}

/** As migration 0013 writes it into the ledger: strict, without carry-over, away as the envelope that it raises. */
function budgetOf(exception: Exception, raised?: Envelope): BudgetException {
  const { id, scope, unit, cap, startsAtMs, endsAtMs, envelopeId, useCaseId } = exception;
  const envelope: Envelope = {
    id,
    name: raised === undefined ? `exception for ${useCaseId}` : `exception beside ${raised.name}`,
    scope,
    ownerPersonId: raised?.ownerPersonId ?? null,
    costCentre: raised?.costCentre ?? null,
    unit,
    period: 'year',
    hardCap: cap,
    cap: { kind: 'strict' },
    softThresholds: [],
    carryOver: { kind: 'none' },
    storeAway: raised?.storeAway ?? 'refuse',
    status: 'active',
  };
  const period = { startMs: startsAtMs, endMs: endsAtMs };
  return { exceptionId: id, raisesEnvelopeId: envelopeId, scope, envelope, period };
}

function put<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
