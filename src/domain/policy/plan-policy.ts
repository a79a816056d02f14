import type { CaseCatalog } from './case-facts.ts';
import { decideCall } from './decide-call.ts';
import { phraseOf } from './obligation-text.ts';
import type { CompiledPolicy } from './policy-decision.ts';
import type { PolicyFacts } from './policy-facts.ts';

/** Calls of the past with equal facts. */
export type PastCalls = {
  readonly facts: PolicyFacts;
  readonly calls: number;
  readonly exampleCallIds: readonly string[];
};

/** Calls that would come out otherwise, and how. */
export type PlannedDifference = {
  /** What the policy in force says of them, and what the planned one would: an effect with its obligations. */
  readonly from: string;
  readonly to: string;
  readonly isStricter: boolean;
  readonly calls: number;
  readonly exampleCallIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly useCaseIds: readonly string[];
  /** The rules of the planned policy that decide them. */
  readonly rules: readonly string[];
  /** One sentence that those who are concerned would read. */
  readonly why: string;
};

const EXAMPLES_MAX = 3;
const NAMES_MAX = 20;

/** What would come out otherwise if `to` were in force instead of `from`: largest first. Limits of the house hold in both. */
export function planPolicy(plan: {
  readonly from: CompiledPolicy;
  readonly to: CompiledPolicy;
  readonly past: readonly PastCalls[];
  readonly catalog: CaseCatalog;
}): readonly PlannedDifference[] {
  const differences = new Map<string, PlannedDifference>();
  for (const { facts, calls, exampleCallIds } of plan.past) {
    const before = outcomeOf(plan.from, facts, plan.catalog);
    const after = outcomeOf(plan.to, facts, plan.catalog);
    if (before.text === after.text) continue;
    const key = `${before.text}\n${after.text}`;
    const known = differences.get(key);
    differences.set(key, {
      from: before.text,
      to: after.text,
      isStricter: after.strictness > before.strictness,
      calls: (known?.calls ?? 0) + calls,
      exampleCallIds: joined(known?.exampleCallIds, exampleCallIds, EXAMPLES_MAX),
      teamIds: joined(known?.teamIds, [facts.caller.teamId], NAMES_MAX),
      useCaseIds: joined(known?.useCaseIds, [facts.useCase.id], NAMES_MAX),
      rules: joined(known?.rules, after.rules, NAMES_MAX),
      why: known?.why ?? after.why,
    });
  }
  return [...differences.values()].sort((one, other) => other.calls - one.calls || (one.to < other.to ? -1 : 1));
}

type Outcome = {
  readonly text: string;
  readonly strictness: number;
  readonly rules: readonly string[];
  readonly why: string;
};

const STRICTNESS = { allow: 0, ask: 100, refuse: 200 } as const;

function outcomeOf(policy: CompiledPolicy, facts: PolicyFacts, { useCases, models }: CaseCatalog): Outcome {
  const useCase = useCases.get(facts.useCase.id);
  const set = { active: policy, staged: null, shadow: null };
  const question = { policies: set, facts, models, speaks: () => true, allowedUseCases: () => [] };
  const decided = useCase === undefined ? undefined : decideCall({ ...question, useCase });
  const { effect, obligations, rules, why } = decided ?? policy.decide(facts);
  const phrases = [...new Set(obligations.map(phraseOf))];
  const moved = decided !== undefined && decided.modelId !== facts.model.id ? [`served by ${decided.modelId}`] : [];
  const text = [effect, ...phrases, ...moved].join('; ');
  return { text, strictness: STRICTNESS[effect] + phrases.length + moved.length, rules, why };
}

function joined(known: readonly string[] = [], more: readonly string[], most: number): readonly string[] {
  return [...new Set([...known, ...more])].slice(0, most);
}
