import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ComparedUseCase,
  costPerOutcome,
  type OutcomeSide,
  teamBand,
  validatedOutcomes,
} from './outcome-inputs.ts';

const NOBODY: OutcomeSide = { outcomes: 0, measured: 0, claimedOfMeasured: 0, claimed: 0, cost: 0, people: 0 };
const OTHERS: OutcomeSide = { ...NOBODY, outcomes: 20, claimed: 2_000, cost: 200, people: 6 };
const compared = (own: Partial<OutcomeSide>, others: Partial<OutcomeSide> = {}): ComparedUseCase => ({
  ...{ useCaseId: 'support', own: { ...NOBODY, outcomes: 5, claimed: 500, cost: 50, people: 2, ...own } },
  others: { ...OTHERS, ...others },
});

/** [what, use cases, ratio; null: nobody can say] */
const CASES: readonly (readonly [string, readonly ComparedUseCase[], number | null])[] = [
  ['as others', [compared({})], 1],
  ['at half the cost', [compared({ cost: 25 })], 0.5],
  ['at twice the cost, most of which came to nothing', [compared({ cost: 100 })], 2],
  ['claims of which measuring found half', [compared({ measured: 100, claimedOfMeasured: 200, claimed: 300 })], 2],
  ['claims of which measuring found more', [compared({ measured: 250, claimedOfMeasured: 200, claimed: 250 })], 1],
  ['of two use cases, each beside its own', [compared({}), compared({ cost: 150 }, { cost: 400 })], 200 / 150],
  ['too few outcomes of one’s own', [compared({ outcomes: 2 })], null],
  ['too few people to compare with', [compared({}, { people: 4 })], null],
  ['too few outcomes of others', [compared({}, { outcomes: 9 })], null],
  ['nothing at all', [], null],
];
for (const [what, useCases, ratio] of CASES)
  test(`cost per outcome, ${what}: ${ratio ?? 'nobody can say'}`, () => {
    const measured = costPerOutcome(useCases);
    if (ratio === null) assert.equal(measured.kind, 'not_measured');
    else assert.ok(measured.kind === 'measured' && Math.abs(measured.value - ratio) < 1e-9, JSON.stringify(measured));
  });

test('claiming more never makes an outcome cheaper once claims are measured', () => {
  const at = (times: number) =>
    costPerOutcome([compared({ measured: 100, claimedOfMeasured: 100 * times, claimed: 400 * times })]);
  const honest = at(1);
  for (const times of [1.5, 3, 10]) {
    const inflated = at(times);
    assert.ok(honest.kind === 'measured' && inflated.kind === 'measured' && inflated.value >= honest.value - 1e-9);
  }
});

test('bands count from 1, and what is not known is not taken for met', () => {
  assert.equal(teamBand({ kind: 'band', band: 'strong', periodId: '2026-03' }).kind, 'measured');
  assert.deepEqual(teamBand({ kind: 'band', band: 'starting', periodId: '2026-03' }), {
    ...{ kind: 'measured', value: 1, words: 'the scores of 2026-03' },
  });
  assert.deepEqual(teamBand({ kind: 'none', why: 'too small' }), { kind: 'not_measured', why: 'too small' });
  assert.equal(validatedOutcomes(0).kind, 'measured');
});
