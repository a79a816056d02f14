import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Award } from './award.ts';
import { giveAwards } from './give-awards.ts';
import { RULE_ONE, sliceOf } from './recognition.fixture.ts';
import { changeInWords, reviewAward } from './review-award.ts';

const category = RULE_ONE.rule.categories.find(({ id }) => id === 'automation');
assert.ok(category);
const person = { personId: 'ada', teamId: 'support', byCategory: new Map([['automation', [sliceOf(16_000)]]]) };
const facts = { periodId: '2026-03', formulaVersion: '1', people: [person], teamIds: new Set<string>() };
const [given] = giveAwards(RULE_ONE, facts, 0).awards;
assert.ok(given);
const gold: Award = given.award;
const why = 'an outcome was reverted.';
const reviewed = (award: Award, millipoints: number, level: string | null): Award | undefined =>
  reviewAward(award, { millipoints, level, why }, { category, nowMs: 5 });

test('what did not hold lowers an award, and its points by the weights of the levels', () => {
  const lowered = reviewed(gold, 11_000, 'silver');
  assert.deepEqual(
    [lowered?.state, lowered?.level, lowered?.points, lowered?.givenPoints, lowered?.changeReason],
    ['lowered', 'silver', 175, 350, why],
  );
});

test('where too little is left it is withdrawn, with the reason, and stays on record', () => {
  const gone = reviewed(gold, 1_000, null);
  assert.deepEqual([gone?.state, gone?.level, gone?.points, gone?.givenLevel], ['withdrawn', null, 0, 'gold']);
  assert.equal(
    changeInWords(gone ?? gold, (id) => id),
    'gold was withdrawn: an outcome was reverted.',
  );
});

test('what holds after all gives it back, and never more than was given', () => {
  const gone = reviewed(gold, 0, null);
  const back = reviewed(gone ?? gold, 16_000, 'gold');
  assert.deepEqual({ ...back, reviewedAtMs: 0 }, gold);
  assert.equal(reviewed(gold, 40_000, 'gold'), undefined);
});

test('a change that leaves the level leaves the points, and keeps what it rests on now', () => {
  const less = reviewed(gold, 16_000 - 1, 'gold');
  assert.deepEqual([less?.state, less?.points, less?.millipoints, less?.changeReason], ['given', 350, 15_999, null]);
});
