import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AllowanceCondition, type AllowanceRule, checkAllowanceRule, isRuledBy } from './allowance-rule.ts';
import { type AllowanceMeasures, evaluateAllowance, type MeasuredInput } from './evaluate-allowance.ts';

const measured = (value: number): MeasuredInput => ({ kind: 'measured', value, words: 'of 40 calls' });
const NOT_YET: MeasuredInput = { kind: 'not_measured', why: 'no outcomes are reported' };
const MEASURES: AllowanceMeasures = {
  documented_use: measured(0.8),
  validated_outcomes: NOT_YET,
  cost_per_outcome: NOT_YET,
  clean_compliance: measured(0.9),
  team_band: NOT_YET,
};
const documented: AllowanceCondition = { input: 'documented_use', is: 'at_least', value: 0.8 };
const clean: AllowanceCondition = { input: 'clean_compliance', is: 'at_least', value: 0.98 };
const cheap: AllowanceCondition = { input: 'cost_per_outcome', is: 'at_most', value: 1 };

function ruleOf(...conditions: readonly (readonly AllowanceCondition[])[]): AllowanceRule {
  const tranches = conditions.map((each, at) => ({
    id: `t${at}`,
    name: `Tranche ${at}`,
    percentOfCap: 33,
    conditions: each,
  }));
  return { envelopeIds: [], scopedBy: ['team'], windowDays: 30, callsMin: 20, tranches };
}

/** [what, conditions, what the period was given already, state, amount granted now] */
const CASES: readonly (readonly [string, readonly AllowanceCondition[], bigint | null, string, bigint])[] = [
  ['a condition that holds exactly', [documented], null, 'unlocked', 33n],
  ['a condition that does not hold', [clean], null, 'locked', 0n],
  ['one that holds and one that does not', [documented, clean], null, 'locked', 0n],
  ['one that nobody can measure', [cheap], null, 'not_measured', 0n],
  ['one that holds and one that nobody can measure', [documented, cheap], null, 'not_measured', 0n],
  ['one that does not hold and one that nobody can measure', [clean, cheap], null, 'locked', 0n],
  ['what was given in this period and would be given again', [documented], 20n, 'kept', 0n],
  ['what was given in this period and no longer holds', [clean], 20n, 'kept', 0n],
];
for (const [what, conditions, before, state, granted] of CASES)
  test(`${what}: ${state}, ${granted} more`, () => {
    const given = new Map(before === null ? [] : [['t0', before]]);
    const found = evaluateAllowance({ rule: ruleOf(conditions), hardCap: 101n, measures: MEASURES, given });
    assert.equal(found.tranches[0]?.state, state);
    assert.equal(found.granted, granted);
  });

test('a part of the unit is never given, and tranches are judged one by one', () => {
  const rule = ruleOf([documented], [clean], [documented]);
  const found = evaluateAllowance({ rule, hardCap: 101n, measures: MEASURES, given: new Map() });
  assert.deepEqual(
    found.tranches.map(({ state, amount }) => `${state} ${amount}`),
    ['unlocked 33', 'locked 33', 'unlocked 33'],
  );
  assert.equal(found.granted, 66n);
});

test('each condition is told with what was asked, what was found and from what', () => {
  const found = evaluateAllowance({ rule: ruleOf([clean, cheap]), hardCap: 1n, measures: MEASURES, given: new Map() });
  assert.deepEqual(found.tranches[0]?.why, [
    'Clean compliance at least 98 %: 90 % (of 40 calls), does not hold.',
    'Cost per outcome against its baseline at most 1 times: not measured yet (no outcomes are reported).',
  ]);
});

/** [what, the rule, what is said] */
const FAULTS: readonly (readonly [string, AllowanceRule, RegExp])[] = [
  ['no envelope', { ...ruleOf([clean]), scopedBy: [] }, /for no envelope/],
  ['half a day', { ...ruleOf([clean]), windowDays: 0.5 }, /whole days/],
  ['no calls', { ...ruleOf([clean]), callsMin: 0 }, /least number of calls/],
  ['no tranche', ruleOf(), /1 to 12 tranches/],
  ['a tranche for everybody', ruleOf([]), /belongs into the cap itself/],
  ['a share above one', ruleOf([{ ...clean, value: 98 }]), /what cannot be/],
  ['a figure that is none', ruleOf([{ ...cheap, value: Number.NaN }]), /what cannot be/],
  ['more than three times the base', ruleOf(...Array.from({ length: 7 }, () => [clean])), /at most 200 percent/],
];
for (const [what, rule, said] of FAULTS)
  test(`a rule with ${what} is refused with words`, () => {
    assert.match(checkAllowanceRule(rule).join(' '), said);
  });

test('a rule is for envelopes by id and for scopes that name exactly one of its words, and never for concurrency or rates', () => {
  const rule = { ...ruleOf([clean]), envelopeIds: ['special'], scopedBy: ['team', 'organisation'] as const };
  const of = (id: string, scope: object, unit: 'nanodollars' | 'concurrency' = 'nanodollars') =>
    isRuledBy({ id, scope, unit, period: id === 'rate' ? 'minute' : 'month' }, rule);
  assert.deepEqual(
    [
      of('a', { teamId: 'support' }),
      of('b', { teamId: 'support', useCaseId: 'coding' }),
      of('c', {}),
      of('d', { personId: 'ruth' }),
      of('special', { personId: 'ruth' }),
      of('special', {}, 'concurrency'),
      of('rate', { teamId: 'support' }),
    ],
    [true, false, true, false, true, false, false],
  );
  assert.deepEqual(checkAllowanceRule(rule), []);
});
