import { type CaseCatalog, factsOfCase } from './case-facts.ts';
import { phraseOf } from './obligation-text.ts';
import type { CompiledPolicy, PolicyDecision } from './policy-decision.ts';
import type { PolicyCase } from './policy-document.ts';

export type CaseResult = {
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly name: string;
  /** What came out otherwise, in words; empty when it came out as the case says. */
  readonly faults: readonly string[];
  /** Null where the case names what does not exist. */
  readonly decision: PolicyDecision | null;
};

/** Tries a policy with its cases. */
export function runCases(
  policy: CompiledPolicy,
  cases: readonly PolicyCase[],
  catalog: CaseCatalog,
): readonly CaseResult[] {
  return cases.map(({ name, facts: stated, expect }, index) => {
    const facts = factsOfCase(stated, catalog);
    if ('fault' in facts) return { index, name, faults: [facts.fault], decision: null };
    const decision = policy.decide(facts);
    return { index, name, decision, faults: differences(decision, expect) };
  });
}

function differences(decision: PolicyDecision, expect: PolicyCase['expect']): readonly string[] {
  const faults: string[] = [];
  const decided = `by ${decision.rules.join(', ')}`;
  if (decision.effect !== expect.effect) faults.push(`expected ${expect.effect}, was ${decision.effect} ${decided}`);
  for (const rule of expect.rules ?? []) {
    if (!decision.rules.includes(rule)) faults.push(`expected the rule "${rule}" to decide, it was decided ${decided}`);
  }
  const phrases = decision.obligations.map(phraseOf);
  for (const phrase of expect.does ?? []) {
    if (phrases.includes(phrase)) continue;
    faults.push(`expected "${phrase}", had ${phrases.length === 0 ? 'no obligation' : phrases.join('; ')}`);
  }
  for (const rule of decision.failedRules) faults.push(`the rule "${rule}" could not be evaluated`);
  return faults;
}
