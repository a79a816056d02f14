import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BudgetPeriod } from './envelope.ts';
import { type BudgetCalendar, createPeriods } from './period.ts';

const BERLIN: BudgetCalendar = { timeZone: 'Europe/Berlin', weekStartsOn: 1, yearStartsInMonth: 1 };
const FISCAL: BudgetCalendar = { timeZone: 'America/New_York', weekStartsOn: 7, yearStartsInMonth: 10 };
const UTC: BudgetCalendar = { timeZone: 'UTC', weekStartsOn: 1, yearStartsInMonth: 1 };

/** [what, calendar, period, a moment, its beginning, its end] */
const CASES: readonly (readonly [string, BudgetCalendar, BudgetPeriod, string, string, string])[] = [
  ['a usual day', BERLIN, 'day', '2026-07-14T22:30:00Z', '2026-07-14T22:00:00Z', '2026-07-15T22:00:00Z'],
  ['a day of 23 hours', BERLIN, 'day', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
  ['a day of 25 hours', BERLIN, 'day', '2026-10-25T00:30:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  [
    'a month with a change of clocks',
    BERLIN,
    'month',
    '2026-03-15T00:00:00Z',
    '2026-02-28T23:00:00Z',
    '2026-03-31T22:00:00Z',
  ],
  ['a week from Monday', BERLIN, 'week', '2026-11-22T12:00:00Z', '2026-11-15T23:00:00Z', '2026-11-22T23:00:00Z'],
  ['a week from Sunday', FISCAL, 'week', '2026-11-22T12:00:00Z', '2026-11-22T05:00:00Z', '2026-11-29T05:00:00Z'],
  ['a week over the year’s end', UTC, 'week', '2027-01-01T00:00:00Z', '2026-12-28T00:00:00Z', '2027-01-04T00:00:00Z'],
  [
    'a fiscal year before its new year',
    FISCAL,
    'year',
    '2026-09-30T12:00:00Z',
    '2025-10-01T04:00:00Z',
    '2026-10-01T04:00:00Z',
  ],
  [
    'a fiscal year after its new year',
    FISCAL,
    'year',
    '2026-10-01T04:00:00Z',
    '2026-10-01T04:00:00Z',
    '2027-10-01T04:00:00Z',
  ],
  [
    'a fiscal quarter over the year’s end',
    FISCAL,
    'quarter',
    '2027-01-15T00:00:00Z',
    '2027-01-01T05:00:00Z',
    '2027-04-01T04:00:00Z',
  ],
  ['a minute', BERLIN, 'minute', '2026-10-25T00:59:59.999Z', '2026-10-25T00:59:00Z', '2026-10-25T01:00:00Z'],
  ['an hour', BERLIN, 'hour', '2026-10-25T00:30:00Z', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
  ['a quarter', UTC, 'quarter', '2026-12-31T23:59:59.999Z', '2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ['February of a leap year', UTC, 'month', '2028-02-29T10:00:00Z', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
];

for (const [what, calendar, period, at, startsAt, endsAt] of CASES)
  test(`${what}: at ${at} the ${period} is ${startsAt} to ${endsAt}`, () => {
    const { startMs, endMs } = createPeriods(calendar)(period, Date.parse(at));
    assert.deepEqual([new Date(startMs), new Date(endMs)], [new Date(startsAt), new Date(endsAt)]);
  });

test('a day whose midnight is left out begins when the clock jumps', () => {
  const santiago = createPeriods({ timeZone: 'America/Santiago', weekStartsOn: 1, yearStartsInMonth: 1 });
  const { startMs, endMs } = santiago('day', Date.parse('2026-09-06T12:00:00Z'));
  assert.equal(new Date(startMs).toISOString(), '2026-09-06T04:00:00.000Z');
  assert.equal(endMs - startMs, 23 * 3_600_000);
});

test('periods of a kind follow one another without a gap or an overlap, for three years in four time zones', () => {
  for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'])
    for (const period of ['day', 'week', 'month', 'quarter', 'year'] as const) {
      const periods = createPeriods({ timeZone, weekStartsOn: 1, yearStartsInMonth: 4 });
      let { startMs, endMs } = periods(period, Date.parse('2025-12-30T00:00:00Z'));
      while (endMs < Date.parse('2027-06-01T00:00:00Z')) {
        const next = periods(period, endMs);
        assert.equal(next.startMs, endMs, `${timeZone} ${period} ${new Date(endMs).toISOString()}`);
        assert.ok(next.endMs > next.startMs);
        assert.deepEqual(createPeriods({ timeZone, weekStartsOn: 1, yearStartsInMonth: 4 })(period, endMs - 1), {
          startMs,
          endMs,
        });
        ({ startMs, endMs } = next);
      }
    }
});

test('an unknown time zone is refused when the calendar is made', () => {
  assert.throws(() => createPeriods({ ...UTC, timeZone: 'Europe/Atlantis' }), RangeError);
});
