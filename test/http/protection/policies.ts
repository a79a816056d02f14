import { DATA_CLASSES } from '../../../src/domain/detection/data-class.ts';
import type {
  CompiledPolicy,
  Obligation,
  PolicyDecision,
  PolicySet,
} from '../../../src/domain/policy/policy-decision.ts';
import type { PolicyFacts } from '../../../src/domain/policy/policy-facts.ts';
import { aModel, aUseCase } from '../../fakes/catalog-rows.ts';

const ALLOWED: PolicyDecision = {
  effect: 'allow',
  rules: ['test.rule'],
  obligations: [],
  about: 'findings',
  why: 'The rule of the test holds.',
  alternative: null,
  askAt: null,
  failedRules: [],
};

/** A policy that decides by a function; what the function leaves out is that of an allowance. */
export function policyOf(decide: (facts: PolicyFacts) => Partial<PolicyDecision>, version = '1-test'): CompiledPolicy {
  return { version, decide: (facts) => ({ ...ALLOWED, ...decide(facts) }) };
}

export function onlyActive(policy: CompiledPolicy): PolicySet {
  return { active: policy, staged: null, shadow: null };
}

/** What a test does where something was found. */
export function whenFound(found: Partial<PolicyDecision>): PolicySet {
  return onlyActive(policyOf((facts) => (facts.findings.length > 0 ? found : {})));
}

export function obliged(...obligations: readonly Obligation[]): PolicySet {
  return whenFound({ obligations });
}

const clearance = { dataClassMax: 'restricted', region: null, retention: 'none' } as const;

/** Models of all faces that may see everything, and a use case that allows it: only the policy of a test decides. */
export const CLEARED = {
  models: [
    aModel({ id: 'small', faces: ['openai-chat', 'openai-responses'], clearance }),
    aModel({
      id: 'vectors',
      faces: ['openai-embeddings'],
      targets: [{ upstreamId: 'main', upstreamModel: 'vectors' }],
      clearance,
    }),
    aModel({
      id: 'claude',
      vendor: 'anthropic',
      faces: ['anthropic-messages', 'anthropic-count-tokens'],
      targets: [{ upstreamId: 'claude', upstreamModel: 'claude' }],
      clearance,
    }),
  ],
  useCases: [aUseCase({ modelStack: ['small', 'vectors', 'claude'], allowedDataClasses: DATA_CLASSES })],
};
