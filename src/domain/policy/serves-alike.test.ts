import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aModel, aUseCase } from '../../../test/fakes/catalog-rows.ts';
import { someFacts } from '../../../test/fakes/policy-rows.ts';
import { compileRow } from './compile-matrix.ts';
import { compilePolicy } from './compile-policy.ts';
import { type CallQuestion, decideCall } from './decide-call.ts';
import type { MatrixRow } from './policy-document.ts';
import { servesAlike } from './serves-alike.ts';

const models = new Map(
  [
    aModel(),
    aModel({ id: 'large' }),
    aModel({ id: 'public-only', clearance: { dataClassMax: 'public', region: null, retention: 'unknown' } }),
    aModel({ id: 'blocked', status: 'blocked' }),
  ].map((row) => [row.id, row]),
);

function questionOf(rows: readonly Partial<MatrixRow>[]): CallQuestion {
  const rules = rows.map((row, at) => {
    const whole = { id: `rule-${at}`, for: {}, when: {}, does: ['allow'], why: 'Because.', instead: null, askAt: null };
    const rule = compileRow({ ...whole, ...row });
    if ('fault' in rule) throw new Error(rule.fault);
    return rule;
  });
  return {
    policies: { active: compilePolicy({ version: '7-test', rules }), staged: null, shadow: null },
    facts: someFacts({}),
    useCase: aUseCase({ modelStack: [...models.keys()] }),
    models,
    speaks: () => true,
    allowedUseCases: () => [],
  };
}

// the rules, another model, and whether it may take the call over as it was decided
const table: readonly (readonly [string, readonly Partial<MatrixRow>[], string, boolean])[] = [
  ['a policy that allows', [{}], 'large', true],
  ['a policy that allows', [{}], 'nobody', false],
  ['a policy that allows', [{}], 'blocked', false],
  ['a policy that allows, and a clearance below the content', [{}], 'public-only', false],
  ['a rule that warns of one model alone', [{}, { when: { model: ['small'] }, does: ['warn'] }], 'large', false],
  ['a rule that warns of both', [{}, { does: ['warn'] }], 'large', true],
  ['a rule that refuses the other', [{}, { when: { model: ['large'] }, does: ['refuse'] }], 'large', false],
  ['a rule that asks for the other', [{}, { when: { model: ['large'] }, does: ['ask'] }], 'large', false],
];
for (const [what, rows, modelId, expected] of table) {
  test(`under ${what} "${modelId}" ${expected ? 'may' : 'may not'} take over`, () => {
    const question = questionOf(rows);
    const decision = decideCall(question);
    assert.equal(decision.code, null);
    assert.equal(servesAlike(question, decision, modelId), expected);
  });
}

test('a call that does not go on goes on with no other model either', () => {
  const question = questionOf([{}, { when: { model: ['small'] }, does: ['refuse'] }]);
  const decision = decideCall(question);
  assert.notEqual(decision.code, null);
  assert.equal(servesAlike(question, decision, 'large'), false);
});
