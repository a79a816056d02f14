import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RULE_ONE } from './recognition.fixture.ts';
import { checkRecognitionRule, DEFAULT_RECOGNITION_RULE, type RecognitionRule, ruleFor } from './recognition-rule.ts';

const [first] = DEFAULT_RECOGNITION_RULE.categories;
assert.ok(first);
const faultsOf = (changes: Partial<RecognitionRule>): string =>
  checkRecognitionRule({ ...DEFAULT_RECOGNITION_RULE, ...changes }).join(' ');

test('the rule that everybody starts from has the five categories, 65 % for teams, and no fault', () => {
  assert.deepEqual(checkRecognitionRule(DEFAULT_RECOGNITION_RULE), []);
  assert.equal(DEFAULT_RECOGNITION_RULE.teamSharePercent, 65);
  assert.deepEqual(
    DEFAULT_RECOGNITION_RULE.categories.map(({ id }) => id),
    ['safe_experimentation', 'reusable_prompt_design', 'automation', 'policy_adherence', 'measured_savings'],
  );
});

test('teams get 60 to 70 percent, and no rule says otherwise', () => {
  for (const teamSharePercent of [60, 65, 70]) assert.equal(faultsOf({ teamSharePercent }), '');
  for (const teamSharePercent of [0, 59, 71, 100, 65.5])
    assert.match(faultsOf({ teamSharePercent }), /Teams get 60 to 70 whole percent/);
});

test('faults are told in words, all at once', () => {
  const [low, high] = first.levels;
  assert.ok(low && high);
  /** [what is changed, words] */
  const table: readonly (readonly [Partial<RecognitionRule>, RegExp])[] = [
    [{ categories: [] }, /1 to 8 categories/],
    [{ categories: Array.from({ length: 9 }, (_, at) => ({ ...first, id: `c${at}` })) }, /nobody keeps in mind/],
    [{ categories: [first, first] }, /same id/],
    [{ categories: [{ ...first, levels: [] }] }, /1 to 5 levels/],
    [{ categories: [{ ...first, levels: [high, low] }] }, /no less than the one below it/],
    [{ categories: [{ ...first, levels: [{ ...low, points: 0 }] }] }, /more than 0 and at most 100 points/],
    [{ categories: [{ ...first, levels: [{ ...low, months: 13 }] }] }, /1 to 12 months/],
    [
      { categories: [{ ...first, from: { kind: 'outcomes', typeIds: [], lane: 'any', grades: ['E0'] } }] },
      /a claim alone is worth nothing/,
    ],
    [{ poolPoints: -1, complianceMinPercent: 20 }, /pool.*compliance/],
  ];
  for (const [changes, words] of table) assert.match(faultsOf(changes), words);
});

test('a month is recognised by the newest version that was published for it, and none before the first', () => {
  const later = { ...RULE_ONE, id: '2', version: 2, fromPeriod: '2026-04' };
  assert.equal(ruleFor([RULE_ONE, later], '2026-03')?.version, 1);
  assert.equal(ruleFor([later, RULE_ONE], '2026-04')?.version, 2);
  assert.equal(ruleFor([RULE_ONE, later], '2025-12'), undefined);
});
