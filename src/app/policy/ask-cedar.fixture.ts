import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyFacts } from '../../domain/policy/policy-facts.ts';
import type { PolicyRule } from '../../domain/policy/policy-rule.ts';
import { writeCedarRule } from '../../domain/policy/write-cedar.ts';
import { cedarRequest } from './cedar-request.ts';

/**
 * Which rules Cedar holds to be satisfied, and which it cannot evaluate. Cedar names only what decides, so each rule is
 * asked as a permit.
 */
export function askCedar(
  rules: readonly PolicyRule[],
  facts: PolicyFacts,
): { readonly holding: readonly string[]; readonly failing: readonly string[] } {
  const staticPolicies = Object.fromEntries(rules.map((rule) => [rule.id, asPermit(rule)]));
  const answer = cedar.isAuthorized({ ...cedarRequest(facts), policies: { staticPolicies } });
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
  const { reason, errors } = answer.response.diagnostics;
  return { holding: [...reason].sort(), failing: errors.map(({ policyId }) => policyId).sort() };
}

function asPermit(rule: PolicyRule): string {
  return writeCedarRule({ ...rule, effect: 'allow' });
}
