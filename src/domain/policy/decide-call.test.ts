import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aModel, aUseCase } from '../../../test/fakes/catalog-rows.ts';
import { found, someFacts } from '../../../test/fakes/policy-rows.ts';
import { BUILT_IN_POLICY } from './built-in-policy.ts';
import { compileRow } from './compile-matrix.ts';
import { compilePolicy } from './compile-policy.ts';
import { type CallQuestion, decideCall } from './decide-call.ts';
import type { CompiledPolicy } from './policy-decision.ts';
import type { MatrixRow } from './policy-document.ts';
import type { PolicyFacts } from './policy-facts.ts';

function policyOf(...rows: readonly Partial<MatrixRow>[]): CompiledPolicy {
  const rules = rows.map((row, at) => {
    const whole = { id: `rule-${at}`, for: {}, when: {}, does: ['allow'], why: 'Because.', instead: null, askAt: null };
    const rule = compileRow({ ...whole, ...row });
    if ('fault' in rule) throw new Error(rule.fault);
    return rule;
  });
  return compilePolicy({ version: '7-test', rules });
}

const CLEARED = { dataClassMax: 'restricted', region: 'eu', retention: 'none' } as const;
const models = new Map(
  [aModel(), aModel({ id: 'large', clearance: CLEARED }), aModel({ id: 'third', clearance: CLEARED })].map((row) => [
    row.id,
    row,
  ]),
);
const allowing = aUseCase({
  allowedDataClasses: ['internal', 'confidential'],
  modelStack: ['small', 'large', 'third'],
});

function decide(policy: CompiledPolicy, facts: Partial<PolicyFacts>, change: Partial<CallQuestion> = {}) {
  return decideCall({
    policies: { active: policy, staged: null, shadow: null },
    facts: someFacts(facts),
    useCase: aUseCase(),
    models,
    speaks: () => true,
    allowedUseCases: () => [],
    ...change,
  });
}

const mail = found('phone', 'personal');
const CONFIDENTIAL: Partial<PolicyFacts> = { dataClass: 'confidential', findings: [mail] };

// biome-ignore format: a table is read down
const TABLE: readonly [string, CompiledPolicy, Partial<PolicyFacts>, Partial<CallQuestion>, string][] = [
  ['a harmless call goes on under the built-in policy',                BUILT_IN_POLICY,                                                    {},           {},                     'allow null small internal'],
  ['a credential is refused as content',                               BUILT_IN_POLICY, { dataClass: 'restricted', findings: [found('aws_key', 'credential')] }, {},           'refuse content_blocked small restricted'],
  ['a class that the use case does not allow is refused',              policyOf(),                                                         CONFIDENTIAL, {},                     'refuse data_class_not_allowed small confidential'],
  ['what is redacted no longer counts',                                policyOf({ does: ['redact'] }),                                     CONFIDENTIAL, {},                     'allow null small internal'],
  ['what is redacted in part counts by what is left',                  policyOf({ does: ['redact of financial'] }),                        CONFIDENTIAL, {},                     'refuse data_class_not_allowed small confidential'],
  ['what was declared is not redacted away',                           policyOf({ does: ['redact'] }), { ...CONFIDENTIAL, baseClass: 'confidential' }, {},                     'refuse data_class_not_allowed small confidential'],
  ['content above a clearance goes to the next cleared model',         policyOf(),                                                         CONFIDENTIAL, { useCase: allowing },  'allow null large confidential'],
  ['but not to one that a rule refuses',                               policyOf({ when: { model: ['large'] }, does: ['refuse'] }),         CONFIDENTIAL, { useCase: allowing },  'allow null third confidential'],
  ['nor to one at another API',                                        policyOf(),                            CONFIDENTIAL, { useCase: allowing, speaks: (id) => id !== 'large' }, 'allow null third confidential'],
  ['nor to one that is blocked',                                       policyOf(),                            CONFIDENTIAL, { useCase: allowing, models: new Map([...models].map(([id, row]) => [id, id === 'third' ? row : { ...row, status: 'blocked' }])) }, 'allow null third confidential'],
  ['with no cleared model left it is refused',                         policyOf(),                            CONFIDENTIAL, { useCase: { ...allowing, modelStack: ['small'] } }, 'refuse data_class_not_allowed small confidential'],
  ['a rule routes only to what it names',                              policyOf({ does: ['route only to third'] }),                        {},           { useCase: allowing },  'allow null third internal'],
  ['rules that leave no model refuse',                                 policyOf({ does: ['route only to third'] }, { does: ['route only to large'] }), {}, { useCase: allowing }, 'refuse model_not_allowed small internal'],
  ['a template is required and named: it goes on',                     policyOf({ does: ['require template'] }), { template: { id: 'letter', approved: true } }, {},            'allow null small internal'],
  ['a template is required and missing',                               policyOf({ does: ['require template'] }),                           {},           {},                     'refuse template_required small internal'],
  ['a question holds the call',                                        policyOf({ does: ['ask'] }),                                        {},           {},                     'ask approval_required small internal'],
  ['a question that was answered with yes does not',                   policyOf({ does: ['ask'] }), { exceptionIds: ['approval:rule-0'] }, {},                               'allow null small internal'],
  ['images are refused as media',                                      policyOf({ when: { media: ['image'] }, does: ['refuse'] }), { media: ['image'] }, {},                   'refuse media_not_allowed small internal'],
  ['a rule about a team is a refusal of policy',                       policyOf({ for: { team: ['support'] }, does: ['refuse'] }),         {},           {},                     'refuse policy_refused small internal'],
];

for (const [name, policy, facts, change, expected] of TABLE) {
  test(name, () => {
    const { effect, code, modelId, residualClass } = decide(policy, facts, change);
    assert.equal(`${effect} ${code} ${modelId} ${residualClass}`, expected);
  });
}

test('a refused class is told with what was found, what is allowed and where else it may go', () => {
  const other = aUseCase({ id: 'support-answers', allowedDataClasses: ['confidential'] });
  const refused = decide(policyOf(), CONFIDENTIAL, { allowedUseCases: () => [other] });
  assert.equal(refused.why, 'This is confidential content (phone), and "drafting" allows public, internal only.');
  assert.equal(refused.alternative, 'Take it out, or send it under a use case that allows it: support-answers.');
  assert.equal(refused.askAt, 'ada');
});

test('a call that another model serves is told so', () => {
  const { obligations, rules } = decide(policyOf(), CONFIDENTIAL, { useCase: allowing });
  assert.deepEqual(obligations, [
    { kind: 'warn', sentence: '"small" may not be sent confidential content of this call; "large" served it.' },
  ]);
  assert.deepEqual(rules, ['model.clearance', 'policy.default']);
});

test('a staged version decides for its share of the keys, always for the same ones, and a greater share adds to them', () => {
  const staged = compilePolicy({ version: '8-staged', rules: [] });
  const deciding = (share: number): ReadonlySet<string> =>
    new Set(
      Array.from({ length: 2_000 }, (_, at) => `key-${at}`).filter((id) => {
        const facts = someFacts({ key: { id, lane: 'production', projectId: null } });
        const policies = { active: policyOf(), staged: { policy: staged, share }, shadow: null };
        return decide(policyOf(), facts, { policies }).policyVersion === '8-staged';
      }),
    );
  const [tenth, half] = [deciding(0.1), deciding(0.5)];
  assert.ok(tenth.size > 140 && tenth.size < 260, `${tenth.size} of 2,000`);
  assert.ok(half.size > 900 && half.size < 1_100, `${half.size} of 2,000`);
  assert.ok([...tenth].every((id) => half.has(id)));
});

test('a version in shadow mode decides nothing, and what it says is told', () => {
  const shadow = policyOf({ does: ['refuse'] });
  const decided = decide(policyOf(), {}, { policies: { active: BUILT_IN_POLICY, staged: null, shadow } });
  assert.equal(decided.effect, 'allow');
  assert.deepEqual(decided.shadow, { policyVersion: '7-test', effect: 'refuse', rules: ['rule-0'] });
});

test('a use case whose logging rule is content obliges to keep what goes on, once, and nothing of what is refused', () => {
  const keeping = aUseCase({ loggingRule: 'content' });
  const kept = decide(BUILT_IN_POLICY, {}, { useCase: keeping });
  assert.deepEqual(kept.obligations, [{ kind: 'log_content' }]);
  assert.ok(kept.rules.includes('use-case.logging-rule'));
  const twice = decide(policyOf({ does: ['log content'] }), {}, { useCase: keeping });
  assert.deepEqual(twice.obligations, [{ kind: 'log_content' }]);
  const refused = decide(policyOf({ does: ['refuse'] }), {}, { useCase: keeping });
  assert.deepEqual(refused.obligations, []);
  assert.deepEqual(decide(BUILT_IN_POLICY, {}, { useCase: aUseCase() }).obligations, []);
});
