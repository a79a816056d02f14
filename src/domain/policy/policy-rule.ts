import type { Expression } from './expression.ts';
import type { Obligation, PolicyEffect } from './policy-decision.ts';

/**
 * One rule of a policy. A row of the matrix and a rule that the organisation wrote in Cedar are both kept so. Plain data:
 * this is what the store keeps and what gateways compile.
 */
export type PolicyRule = {
  readonly id: string;
  readonly effect: PolicyEffect;
  readonly obligations: readonly Obligation[];
  /** For the caller: what it was. */
  readonly why: string;
  readonly alternative: string | null;
  readonly askAt: string | null;
  /** When the rule holds; true or false for every call, unless it asks for an attribute that a call has not. */
  readonly condition: Expression;
};

/** The rule that stands where no other holds; no policy can name one so. */
export const DEFAULT_RULE = 'policy.default';

/** By which exceptions name an answered question. */
export function approvalOf(ruleId: string): string {
  return `approval:${ruleId}`;
}
