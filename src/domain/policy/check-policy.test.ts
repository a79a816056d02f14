import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aModel, aUseCase } from '../../../test/fakes/catalog-rows.ts';
import { checkRules, checkUseCases } from './check-policy.ts';
import { compileRow } from './compile-matrix.ts';
import type { MatrixRow } from './policy-document.ts';

const catalog = {
  useCases: new Map([aUseCase(), aUseCase({ id: 'coding', category: 'coding', tier: 2 })].map((row) => [row.id, row])),
  models: new Map([aModel(), aModel({ id: 'large' })].map((row) => [row.id, row])),
};

type Row = Partial<MatrixRow> & { readonly id: string };

function remarksOf(rows: readonly Row[]): readonly string[] {
  const rules = rows.map((row) => {
    const rule = compileRow({ for: {}, when: {}, does: ['warn'], why: 'w', instead: null, askAt: null, ...row });
    if ('fault' in rule) throw new Error(rule.fault);
    return rule;
  });
  return checkRules(rules, catalog).map(({ severity, what }) => `${severity}: ${what}`);
}

// biome-ignore format: a table is read down
const TABLE: readonly [string, Row[], RegExp | null][] = [
  ['rules that go together are passed over in silence',  [{ id: 'a', when: { findings: ['personal'] } }, { id: 'b', does: ['log content'] }],                                         null],
  ['a name is given once',                               [{ id: 'a', for: { tier: [1] } }, { id: 'a', for: { tier: [2] } }],                                                         /^fault: two rules are called "a"$/],
  ['names of the house are not given away',              [{ id: 'policy.default' }],                                                                                                 /^fault: "policy.default" is a name of the house$/],
  ['a use case that there is not',                       [{ id: 'a', for: { useCase: ['poetry'] } }],                                                                                /^warning: .*names the use case "poetry", which there is not$/],
  ['a model that there is not',                          [{ id: 'a', does: ['route only to huge'] }],                                                                                /^warning: .*names the model "huge"/],
  ['a finding type that there is not',                   [{ id: 'a', when: { findings: ['unicorn'] } }],                                                                             /^warning: .*names the finding type "unicorn"/],
  ['a use case and a tier that never come together',     [{ id: 'a', for: { useCase: ['coding'], tier: [3] } }],                                                                     /^warning: .*holds for no use case that there is$/],
  ['parts that contradict one another',                  [{ id: 'a', when: { dataClass: ['public'], dataClassAtLeast: 'confidential' } }],                                           /^warning: .*holds for no call: its parts contradict/],
  ['a rule behind one that refuses',                     [{ id: 'a', for: { tier: [1, 2] }, does: ['refuse'] }, { id: 'b', for: { tier: [1] }, when: { media: ['image'] } }],       /^warning: the rule "b" never comes to bear: "a" refuses/],
  ['a rule beside one that refuses less',                [{ id: 'a', for: { tier: [1] }, when: { media: ['image'] }, does: ['refuse'] }, { id: 'b', for: { tier: [1] } }],           null],
  ['two rules that say the same',                        [{ id: 'a', for: { tier: [1] } }, { id: 'b', for: { tier: [1] } }],                                                         /^warning: the rule "b" says the same as "a"$/],
  ['routes that leave no model',                         [{ id: 'a', does: ['route only to small'] }, { id: 'b', for: { tier: [1] }, does: ['route only to large'] }],                /^fault: .*contradict: .*leave no model$/],
  ['routes of tiers that never meet',                    [{ id: 'a', for: { tier: [2] }, does: ['route only to small'] }, { id: 'b', for: { tier: [1] }, does: ['route only to large'] }], null],
  ['redaction for good and to be restored',              [{ id: 'a', does: ['redact'] }, { id: 'b', for: { tier: [1] }, does: ['redact and restore of personal'] }],                  /^warning: .*what is redacted for good wins$/],
];

for (const [name, rows, expected] of TABLE) {
  test(name, () => {
    const remarks = remarksOf(rows);
    if (expected === null) return assert.deepEqual(remarks, []);
    assert.equal(remarks.length, 1, remarks.join('\n'));
    assert.match(remarks[0] ?? '', expected);
  });
}

test('use cases without owner, and constrained ones without approvers, are named', () => {
  const useCases = [
    aUseCase({ ownerPersonId: null }),
    aUseCase({ id: 'legal', tier: 3 }),
    aUseCase({ id: 'old', tier: 3, status: 'archived' }),
  ];
  assert.deepEqual(
    checkUseCases(useCases).map(({ what }) => what),
    [
      'the use case "drafting" has no owner, so nobody answers for it',
      'the use case "legal" is of tier 3 and names nobody who approves',
    ],
  );
});
