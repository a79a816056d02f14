import type { PolicyRule } from '../domain/policy/policy-rule.ts';

/** What is wrong with a text of rules, where, and what to do. Lines count from 1 within the text. */
export type RuleFault = { readonly line: number; readonly what: string; readonly remedy: string };

export type ReadRules =
  | { readonly kind: 'rules'; readonly rules: readonly PolicyRule[]; readonly lineOf: ReadonlyMap<string, number> }
  | { readonly kind: 'faults'; readonly faults: readonly RuleFault[] };

/** The language in which organisations write rules of their own. Used where policies are checked, never on the path. */
export type PolicyLanguage = {
  /** Reads the rules of a text and checks them against the facts that there are. */
  readonly read: (text: string) => Promise<ReadRules>;
};
