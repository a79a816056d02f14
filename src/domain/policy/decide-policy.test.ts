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
  ['a model is refused at a face that it does not speak',              { face: 'anthropic-messages' },                                  'face_unsupported model.face'],
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

test('a model name that a client invented is repeated only in part', () => {
  const decided = decidePolicy({ ...ALLOWED, model: undefined, requestedModel: 'x'.repeat(5000) });
  assert.ok(decided.kind === 'refusal' && decided.why.length < 200);
});
