import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aGrant, aModel, aUseCase } from '../../../test/fakes/catalog-rows.ts';
import { decidePolicy, type PolicyQuestion } from './decide-policy.ts';

const ALLOWED: PolicyQuestion = {
  grant: aGrant(),
  useCase: aUseCase(),
  requestedModel: 'small',
  model: aModel(),
  face: 'openai-chat',
  speaks: () => true,
  storeReachable: true,
};

// biome-ignore format: a table is read down
const TABLE: readonly [string, Partial<PolicyQuestion>, string][] = [
  ['a call within its use case is allowed',                            {},                                                              'allow'],
  ['a blocked use case is refused',                                    { useCase: aUseCase({ status: 'blocked' }) },                     'use_case_blocked use-case.active'],
  ['an archived use case is refused',                                  { useCase: aUseCase({ status: 'archived' }) },                    'use_case_blocked use-case.active'],
  ['an exploration key cannot reach production',                       { useCase: aUseCase({ lane: 'production' }), grant: aGrant({ lane: 'exploration' }) }, 'lane_mismatch use-case.lane'],
  ['a production key cannot reach exploration',                        { useCase: aUseCase({ lane: 'exploration' }) },                   'lane_mismatch use-case.lane'],
  ['a model that is not in the catalogue is refused',                  { model: undefined },                                            'model_unknown model.known'],
  ['a blocked model is refused',                                       { model: aModel({ status: 'blocked' }) },                         'model_blocked model.active'],
  ['a model is refused at a face that it does not speak',              { face: 'anthropic-count-tokens' },                              'face_unsupported model.face'],
  ['a model outside the use case\'s stack is refused',                 { model: aModel({ id: 'huge' }) },                                'model_not_allowed use-case.stack'],
  ['an empty stack clears nothing',                                    { useCase: aUseCase({ modelStack: [] }) },                        'model_not_allowed use-case.stack'],
  ['a use case that needs the store is refused while it is away',      { useCase: aUseCase({ storeAway: 'refuse' }), storeReachable: false }, 'store_away store.reachable'],
  ['a use case that may run on the journal runs while it is away',     { storeReachable: false },                                       'allow'],
];

for (const [name, change, expected] of TABLE) {
  test(name, () => {
    const decided = decidePolicy({ ...ALLOWED, ...change });
    assert.equal(decided.kind === 'refusal' ? `${decided.code} ${decided.rules.join()}` : decided.kind, expected);
  });
}

test('a refusal names what is cleared, so that the caller can mend the call', () => {
  const decided = decidePolicy({ ...ALLOWED, model: aModel({ id: 'huge' }) });
  assert.equal(
    decided.kind === 'refusal' && decided.why,
    'The use case "drafting" may not use the model "huge". Cleared for "drafting": small, large.',
  );
});

// biome-ignore format: a table is read down
const HINTS: readonly [string, Partial<PolicyQuestion>, string][] = [
  ['names only models that speak the API that was called', { speaks: (id) => id === 'large' },              'Cleared for "drafting": large.'],
  ['says so when no cleared model speaks that API',        { speaks: () => false },                         'No model that is cleared for "drafting" speaks this API (openai-chat). Ask its owner, ada.'],
  ['says so when nothing is cleared yet',                  { useCase: aUseCase({ modelStack: [] }) },       'No model is cleared for "drafting" yet. Ask its owner, ada.'],
  ['names eight models and no more',                       { useCase: aUseCase({ modelStack: [...'abcdefghij'] }), speaks: (id) => id !== 'a' }, 'Cleared for "drafting": b, c, d, e, f, g, h, i.'],
];

for (const [name, change, hint] of HINTS) {
  test(`a refusal of a model ${name}`, () => {
    const asked: readonly [Partial<PolicyQuestion>, string][] = [
      [{ model: aModel({ id: 'huge' }) }, 'The use case "drafting" may not use the model "huge".'],
      [{ model: undefined, requestedModel: 'nope' }, 'There is no model "nope" here.'],
      [{ model: aModel({ status: 'blocked' }) }, 'The model "small" is blocked.'],
    ];
    for (const [about, why] of asked) {
      const decided = decidePolicy({ ...ALLOWED, ...change, ...about });
      assert.equal(decided.kind === 'refusal' && decided.why, `${why} ${hint}`);
    }
  });
}

test('a call that is allowed asks nothing about the other models', () => {
  const speaks = (): never => assert.fail('asked');
  assert.equal(decidePolicy({ ...ALLOWED, speaks }).kind, 'allow');
});

test('a model name that a client invented is repeated only in part', () => {
  const decided = decidePolicy({ ...ALLOWED, model: undefined, requestedModel: 'x'.repeat(5000) });
  assert.ok(decided.kind === 'refusal' && decided.why.length < 200);
});
