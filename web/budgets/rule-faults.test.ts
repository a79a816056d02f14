import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, FIRST_RULE, newTranche, type RuleDraft } from './rule-draft.ts';
import { faultsOfRule, isSound } from './rule-faults.ts';

const first = draftOf(FIRST_RULE);
const withPart = (part: Partial<RuleDraft['tranches'][number]>): RuleDraft => ({
  ...first,
  tranches: [...first.tranches, { ...newTranche(), key: 'new', ...part }],
});

test('the rule that most begin with has no fault', () => {
  assert.ok(isSound(faultsOfRule(first)));
});

test('a new part without a name, or with that of another, is told at its name', () => {
  assert.match(faultsOfRule(withPart({ name: '  ' })).names.get('new') ?? '', /Say what/);
  assert.match(faultsOfRule(withPart({ name: 'Clean' })).names.get('new') ?? '', /another/);
  assert.ok(isSound(faultsOfRule(withPart({ name: 'Quick answers' }))));
});

test('parts that add more than 200 % together, and values that cannot be, are told at their fields', () => {
  const much = faultsOfRule(withPart({ name: 'Much', percent: 190 }));
  assert.match(much.percents.get('new') ?? '', /240 %/);
  const condition = { key: 'c', input: 'team_band', is: 'at_least', value: 7 } as const;
  assert.match(faultsOfRule(withPart({ name: 'Band', conditions: [condition] })).values.get('c') ?? '', /1 to 4/);
});

test('a budget is named by its short name', () => {
  assert.match(faultsOfRule({ ...first, envelopeIds: 'sales, Our Team' }).envelopeIds ?? '', /“Our”/);
});
