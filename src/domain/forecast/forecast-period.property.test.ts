import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CalendarDay } from './calendar-days.ts';
import { poolErrors } from './error-pool.ts';
import { forecastPeriod, hasHistory, learnFrom, type PeriodForecast, type PeriodSoFar } from './forecast-period.ts';

const DAY_MS = 86_400_000;
const amount = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1e9, noNaN: true }));

const soFar: fc.Arbitrary<PeriodSoFar> = fc
  .record({
    amounts: fc.array(amount, { minLength: 14, maxLength: 90 }),
    rest: fc.integer({ min: 0, max: 40 }),
    todayShareGone: fc.double({ min: 0, max: 1, noNaN: true }),
    spent: amount,
    limit: fc.double({ min: 0, max: 1e11, noNaN: true }),
  })
  .map(({ amounts, rest, ...others }) => {
    const days = Array.from({ length: amounts.length + 1 + rest }, (_, at) => dayAt(at));
    const today = days[amounts.length] ?? dayAt(0);
    const history = amounts.map((spentThen, at) => ({ amount: spentThen, day: days[at] ?? today }));
    return { ...others, history, today, coming: days.slice(amounts.length + 1) };
  })
  .filter(({ history }) => hasHistory(history));

function dayAt(at: number): CalendarDay {
  const kind = (at % 7) + 1;
  return { date: `day ${at}`, startMs: at * DAY_MS, endMs: (at + 1) * DAY_MS, isWorkingDay: kind < 6, kind };
}

const NOBODY = poolErrors([]);
const forecastOf = (asked: PeriodSoFar): PeriodForecast => forecastPeriod(asked, learnFrom(asked.history), NOBODY);

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one), Math.abs(other));
}

test('bands ascend on each day, and no day ends below the day before it or below what is spent', () => {
  fc.assert(
    fc.property(soFar, (asked) => {
      const { burnDown, end } = forecastOf(asked);
      let last = { p10: asked.spent, p50: asked.spent, p90: asked.spent };
      for (const day of burnDown) {
        assert.ok(day.p10 <= day.p50 && day.p50 <= day.p90);
        assert.ok(day.p10 >= last.p10 && day.p50 >= last.p50 && day.p90 >= last.p90);
        last = day;
      }
      assert.deepEqual(end, { p10: last.p10, p50: last.p50, p90: last.p90 });
    }),
    { numRuns: 60 },
  );
});

test('a series a thousand times as large has a forecast a thousand times as large', () => {
  fc.assert(
    fc.property(soFar, (asked) => {
      const scaled: PeriodSoFar = {
        ...asked,
        history: asked.history.map(({ amount: spentThen, day }) => ({ amount: spentThen * 1_000, day })),
        spent: asked.spent * 1_000,
        limit: asked.limit * 1_000,
      };
      const [small, large] = [forecastOf(asked), forecastOf(scaled)];
      for (const level of ['p10', 'p50', 'p90'] as const)
        assert.ok(isNear(small.end[level] * 1_000, large.end[level]), level);
    }),
    { numRuns: 40 },
  );
});

test('what is spent in addition moves the whole forecast by as much, and never lowers the odds of overspending', () => {
  fc.assert(
    fc.property(soFar, amount, (asked, more) => {
      const before = forecastOf(asked);
      const after = forecastOf({ ...asked, spent: asked.spent + more });
      assert.ok(isNear(before.end.p50 + more, after.end.p50));
      assert.ok(isNear(before.end.p90 + more, after.end.p90));
      assert.ok(after.overspendProbability >= before.overspendProbability - 0.001);
    }),
    { numRuns: 40 },
  );
});

test('the limit is reached on a median day exactly when P50 of the end is above it', () => {
  fc.assert(
    fc.property(soFar, fc.double({ min: 0.5, max: 2, noNaN: true }), (asked, part) => {
      const limit = forecastOf(asked).end.p50 * part;
      const { end, exhaustion, overspendProbability, burnDown } = forecastOf({ ...asked, limit });
      assert.equal(exhaustion.median !== null, end.p50 > limit);
      assert.equal(exhaustion.early !== null, end.p90 > limit);
      if (exhaustion.median !== null) assert.ok(overspendProbability >= 0.5);
      if (exhaustion.early === null) assert.ok(overspendProbability <= 0.11);
      const order = burnDown.map(({ date }) => date);
      if (exhaustion.median !== null && exhaustion.early !== null)
        assert.ok(order.indexOf(exhaustion.early) <= order.indexOf(exhaustion.median));
    }),
    { numRuns: 60 },
  );
});

test('the same is said of the same, each time', () => {
  fc.assert(
    fc.property(soFar, (asked) => assert.deepEqual(forecastOf(asked), forecastOf(asked))),
    { numRuns: 10 },
  );
});
