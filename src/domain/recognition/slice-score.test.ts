import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedOutcome, scoreOf } from './recognition.fixture.ts';
import type { CategorySource } from './recognition-rule.ts';
import { sliceScore } from './slice-score.ts';

const AUTOMATION: CategorySource = {
  ...{ kind: 'outcomes', typeIds: ['automation_coverage'], lane: 'production' },
  grades: ['E3', 'E4'],
};
const known = (...outcomes: readonly ReturnType<typeof countedOutcome>[]) => ({
  outcomes: new Map(outcomes.flatMap((one) => one.eventIds.map((id) => [id, one] as const))),
  complianceMinPercent: 90,
});

test('what a category is about gets its share of what impact came to, cost and all', () => {
  const score = scoreOf({
    outcomes: [
      ['a-claimed', 12_000],
      ['b-claimed', 8_000],
    ],
    cost: 5_000,
  });
  const other = countedOutcome('b', { typeId: 'hours_saved' });
  const slice = sliceScore(score, AUTOMATION, known(countedOutcome('a'), other));
  assert.deepEqual([slice.millipoints, slice.many], [9_000, 1], '12 of 20 points were of it, and 15 were left');
});

test('an outcome that does not count any more brings nothing, whatever the score still says', () => {
  const score = scoreOf({
    outcomes: [
      ['a-claimed', 12_000],
      ['b-claimed', 8_000],
    ],
  });
  assert.equal(sliceScore(score, AUTOMATION, known(countedOutcome('b'))).millipoints, 8_000);
  assert.equal(sliceScore(score, AUTOMATION, known()).millipoints, 0);
});

test('somebody’s word alone is no automation, and a result of exploration none of production', () => {
  const score = scoreOf({
    outcomes: [
      ['a-claimed', 12_000],
      ['b-claimed', 8_000],
    ],
  });
  const outcomes = known(countedOutcome('a', { grade: 'E1' }), countedOutcome('b', { lane: 'exploration' }));
  assert.equal(sliceScore(score, AUTOMATION, outcomes).millipoints, 0);
});

test('what the weakest of the three takes from the score is taken from each part alike', () => {
  const score = scoreOf({ outcomes: [['a-claimed', 20_000]], safety: 30_000, reuse: [10_000], cap: 30_000 });
  const slices = [AUTOMATION, { kind: 'reuse' }, { kind: 'safety' }] as const;
  assert.deepEqual(
    slices.map((from) => sliceScore(score, from, known(countedOutcome('a'))).millipoints),
    [10_000, 5_000, 15_000],
  );
});

test('nothing is recognised while a severe breach is looked into, nor with too little compliance', () => {
  const points = { safety: 28_000 };
  const triad = { efficiency: 1, quality: 1, compliance: 0.89, weakest: 'compliance' } as const;
  assert.equal(sliceScore(scoreOf(points), { kind: 'safety' }, known()).millipoints, 28_000);
  assert.equal(sliceScore(scoreOf(points, { kind: 'withheld' }), { kind: 'safety' }, known()).millipoints, 0);
  assert.equal(sliceScore(scoreOf(points, { triad }), { kind: 'safety' }, known()).millipoints, 0);
});

test('reuse counts whoever is credited, and nobody who is not', () => {
  const slice = sliceScore(scoreOf({ reuse: [3_000, 2_000, 0] }), { kind: 'reuse' }, known());
  assert.deepEqual([slice.millipoints, slice.many], [5_000, 2]);
});

test('a score below nothing has no part that is more', () => {
  const score = scoreOf({ outcomes: [['a-claimed', 4_000]], cost: 9_000, safety: 2_000 });
  assert.equal(sliceScore(score, AUTOMATION, known(countedOutcome('a'))).millipoints, 0);
  assert.equal(sliceScore(score, { kind: 'safety' }, known()).millipoints, 0);
});
