import type { CompiledPolicy } from './policy-decision.ts';

/** What decides until an organisation publishes a policy of its own. */
export const BUILT_IN_POLICY: CompiledPolicy = {
  version: '0-built-in',
  decide: () => ({
    effect: 'allow',
    rules: ['policy.default'],
    obligations: [],
    about: 'other',
    why: 'No rule stands against it.',
    alternative: null,
    askAt: null,
    failedRules: [],
  }),
};
