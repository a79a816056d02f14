import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileCondition } from '../../domain/policy/compile-expression.ts';
import { compilePolicy } from '../../domain/policy/compile-policy.ts';
import { writeCedarRule } from '../../domain/policy/write-cedar.ts';
import { askCedar } from './ask-cedar.fixture.ts';
import { createCedarLanguage } from './cedar-language.ts';
import { anyFacts, anyRules } from './policy-arbitraries.fixture.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
console.info(`policy properties: seed ${seed}`);

test('a compiled rule holds, does not hold or cannot be evaluated exactly as Cedar says', () => {
  fc.assert(
    fc.property(anyRules, fc.array(anyFacts, { minLength: 1, maxLength: 4 }), (rules, calls) => {
      const compiled = rules.map((rule) => ({ id: rule.id, holds: compileCondition(rule.condition) }));
      for (const facts of calls) {
        const answers = compiled.map(({ id, holds }) => ({ id, holds: holds(facts) }));
        assert.deepEqual(askCedar(rules, facts), {
          holding: answers.filter(({ holds }) => holds === true).map(({ id }) => id),
          failing: answers.filter(({ holds }) => holds === undefined).map(({ id }) => id),
        });
      }
    }),
    { seed, numRuns: 400 },
  );
});

test('a whole policy decides by the rules that Cedar holds to be satisfied, the strongest effect first', () => {
  fc.assert(
    fc.property(anyRules, fc.array(anyFacts, { minLength: 1, maxLength: 4 }), (rules, calls) => {
      const policy = compilePolicy({ version: '1-test', rules });
      for (const facts of calls) {
        const { holding, failing } = askCedar(rules, facts);
        const held = rules.filter(({ id }) => holding.includes(id));
        const effect = (['refuse', 'ask', 'allow'] as const).find((each) => held.some((rule) => rule.effect === each));
        const decision = policy.decide(facts);
        assert.equal(decision.effect, effect ?? 'allow');
        assert.deepEqual(decision.failedRules, failing);
        const named = held.filter((rule) => rule.effect === effect || effect === 'ask').map(({ id }) => id);
        assert.deepEqual(decision.rules, named.length === 0 ? ['policy.default'] : named);
        // From memory it says the same.
        assert.deepEqual(policy.decide(structuredClone(facts)), decision);
      }
    }),
    { seed, numRuns: 300 },
  );
});

test('what the order of the rules is makes no difference to a decision', () => {
  fc.assert(
    fc.property(anyRules, fc.infiniteStream(fc.nat()), anyFacts, (rules, places, facts) => {
      const shuffled = rules
        .map((rule) => ({ rule, place: places.next().value }))
        .sort((one, other) => one.place - other.place)
        .map(({ rule }) => rule);
      const one = compilePolicy({ version: '1-test', rules }).decide(facts);
      assert.deepEqual(compilePolicy({ version: '1-test', rules: shuffled }).decide(facts), one);
    }),
    { seed, numRuns: 300 },
  );
});

test('a rule that is written as Cedar and read again is the same rule, where the schema lets it pass', async () => {
  const language = createCedarLanguage();
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(anyRules, async (rules) => {
      for (const rule of rules) {
        const plain = { ...rule, obligations: rule.effect === 'refuse' ? [] : rule.obligations.filter(isWritable) };
        const read = await language.read(writeCedarRule(plain));
        if (read.kind === 'faults') continue;
        accepted += 1;
        const [again] = read.rules;
        assert.deepEqual(again?.effect, plain.effect);
        assert.deepEqual(again?.condition, structuredClone(plain.condition));
      }
    }),
    { seed, numRuns: 60 },
  );
  assert.ok(accepted > 50, `only ${accepted} rules passed the schema`);
});

/** What has a name to write: a list of none reads as all. */
function isWritable(obligation: { readonly kind: string }): boolean {
  return obligation.kind !== 'route_only' && obligation.kind !== 'warn';
}
