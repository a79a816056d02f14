import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBurning } from './burn-rate.ts';

const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;

/** [what, period, spent in 5 min, 30 min, 1 h, 6 h of a limit of 1,000, what is told] */
const CASES: readonly (readonly [string, number, readonly [number, number, number, number], string | undefined])[] = [
  ['a twentieth of a month within the hour, and still going', MONTH_MS, [5, 30, 50, 50], 'fast_burn'],
  ['a twentieth within the hour that has ended', MONTH_MS, [0, 0, 50, 50], undefined],
  ['a tenth within six hours', MONTH_MS, [1, 9, 18, 100], 'slow_burn'],
  ['a little less than a twentieth and than a tenth', MONTH_MS, [4.9, 8, 49, 99], undefined],
  ['a twentieth of a day within the hour, which is an even pace', 24 * HOUR_MS, [5, 30, 50, 300], undefined],
  ['a quarter of a day within the hour', 24 * HOUR_MS, [25, 130, 250, 300], 'fast_burn'],
];

for (const [what, periodMs, [five, thirty, hour, six], expected] of CASES)
  test(`${what}: ${expected ?? 'nothing'} is told`, () => {
    const spent = new Map([
      [300_000, five],
      [1_800_000, thirty],
      [HOUR_MS, hour],
      [6 * HOUR_MS, six],
    ]);
    const burning = findBurning({ limit: 1_000, periodMs, spentWithin: (windowMs) => spent.get(windowMs) ?? 0 });
    assert.equal(burning?.rule.kind, expected);
  });

test('an envelope without a limit does not burn', () => {
  assert.equal(findBurning({ limit: 0, periodMs: MONTH_MS, spentWithin: () => 10 }), undefined);
});
