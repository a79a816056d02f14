import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMonths, dayAt, dayStart, isDay, yearBefore } from './calendar-days.ts';
import { comparedStretch, readRange, spanOf, stretchOf } from './range.ts';

const BERLIN = { timeZone: 'Europe/Berlin', weekStartsOn: 1, yearStartsInMonth: 4 };
/** 22 November 2026, 23:30 UTC: in Berlin it is the 23rd already. */
const asked = { nowMs: Date.UTC(2026, 10, 22, 23, 30), calendar: BERLIN };

// [range, first, last, days, of them begun]
const stretches = [
  ['7d', '2026-11-17', '2026-11-23', 7, 7],
  ['30d', '2026-10-25', '2026-11-23', 30, 30],
  ['month', '2026-11-01', '2026-11-30', 30, 23],
  ['last-month', '2026-10-01', '2026-10-31', 31, 31],
  ['quarter', '2026-10-01', '2026-12-31', 92, 54],
  ['year', '2026-04-01', '2027-03-31', 365, 237],
] as const;
for (const [range, first, last, all, past] of stretches) {
  test(`${range} is reckoned in the organisation's days, quarters and years`, () => {
    assert.deepEqual(stretchOf({ range }, asked), { first, last, all, past });
  });
}

test('a day begins where its clocks say so, also when they are turned', () => {
  assert.equal(new Date(dayStart('2026-10-25', 'Europe/Berlin')).toISOString(), '2026-10-24T22:00:00.000Z');
  assert.equal(new Date(dayStart('2026-10-26', 'Europe/Berlin')).toISOString(), '2026-10-25T23:00:00.000Z');
  // Clocks of Santiago skip the hour from midnight on.
  const skipped = dayStart('2026-09-06', 'America/Santiago');
  assert.equal(dayAt(skipped, 'America/Santiago'), '2026-09-06');
  assert.equal(dayAt(skipped - 1, 'America/Santiago'), '2026-09-05');
});

test('the span of a range ends with the hour that runs, and that of a time that is over with its last day', () => {
  const running = spanOf(stretchOf({ range: 'month' }, asked), asked);
  assert.deepEqual(running, { from: '2026-10-31T23:00:00.000Z', to: '2026-11-23T00:00:00.000Z' });
  const over = spanOf(stretchOf({ range: 'last-month' }, asked), asked);
  assert.deepEqual(over, { from: '2026-09-30T22:00:00.000Z', to: '2026-10-31T23:00:00.000Z' });
});

test('the time before a month is a month, before days as many days, and a year before the same days', () => {
  const before = (range: 'month' | '7d' | 'quarter', compare: 'previous' | 'last-year' = 'previous') => {
    const { first, last } = comparedStretch({ range }, compare, asked);
    return `${first} ${last}`;
  };
  assert.equal(before('month'), '2026-10-01 2026-10-31');
  assert.equal(before('quarter'), '2026-07-01 2026-09-30');
  assert.equal(before('7d'), '2026-11-10 2026-11-16');
  assert.equal(before('month', 'last-year'), '2025-11-01 2025-11-30');
  const chosen = { range: '30d', from: '2028-02-01', to: '2028-02-29' } as const;
  const beside = (['previous', 'last-year'] as const).map((compare) => comparedStretch(chosen, compare, asked));
  assert.deepEqual(
    beside.map(({ first, last }) => `${first} ${last}`),
    ['2028-01-01 2028-01-31', '2027-02-01 2027-02-28'],
    'whole months of somebody’s own choice are months too',
  );
  assert.equal(yearBefore('2028-02-29'), '2027-02-28');
  assert.equal(addMonths('2026-01-31', 1), '2026-02-01');
});

test('days that there are not, in the wrong order or too many are as if nothing stood in the address', () => {
  assert.deepEqual(readRange({ from: '2026-02-01', to: '2026-02-28' }), { from: '2026-02-01', to: '2026-02-28' });
  for (const [from, to] of [
    ['2026-02-30', '2026-03-01'],
    ['2026-03-02', '2026-03-01'],
    ['1990-01-01', '2026-01-01'],
    [1, 2],
  ])
    assert.deepEqual(readRange({ from, to, range: '7d' }), { range: '7d' });
  assert.equal(isDay('2026-13-01'), false);
});
