import { type DataClass, worseOf } from '../detection/data-class.ts';
import type { Obligation } from './policy-decision.ts';
import type { FoundKind, PolicyFacts } from './policy-facts.ts';

/** Whether a list of types and groups means this kind; the empty list means every kind. */
export function isMeant(of: readonly string[], kind: FoundKind): boolean {
  return of.length === 0 || of.includes(kind.type) || of.includes(kind.group);
}

/** The class of what leaves the house: without the findings that are redacted on the way. */
export function residualClass(facts: PolicyFacts, obligations: readonly Obligation[]): DataClass {
  if (obligations.length === 0) return facts.dataClass;
  const redactions = obligations.filter((obligation) => obligation.kind === 'redact');
  if (redactions.length === 0) return facts.dataClass;
  let worst = facts.baseClass;
  for (const kind of facts.findings) {
    if (!redactions.some(({ of }) => isMeant(of, kind))) worst = worseOf(worst, kind.dataClass);
  }
  return worst;
}
