import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalHour, nextLoudMs } from './quiet-hours.ts';

const berlin = createLocalHour('Europe/Berlin');
const NIGHT = { fromHour: 20, toHour: 7, quietWeekdays: [] };

/** [what, now, quiet hours, when it goes out] */
const CASES: readonly (readonly [
  string,
  string,
  typeof NIGHT | { fromHour: number; toHour: number; quietWeekdays: number[] } | null,
  string,
])[] = [
  ['by day at once', '2026-11-20T12:03:00+01:00', NIGHT, '2026-11-20T12:03:00+01:00'],
  ['in the evening in the morning', '2026-11-20T20:00:00+01:00', NIGHT, '2026-11-21T07:00:00+01:00'],
  ['before dawn in the same morning', '2026-11-20T06:59:59+01:00', NIGHT, '2026-11-20T07:00:00+01:00'],
  [
    'in the night in which clocks go forward at seven by the new time',
    '2026-03-28T23:00:00+01:00',
    NIGHT,
    '2026-03-29T07:00:00+02:00',
  ],
  [
    'on a quiet Saturday on Monday',
    '2026-11-21T12:00:00+01:00',
    { ...NIGHT, quietWeekdays: [6, 7] },
    '2026-11-23T07:00:00+01:00',
  ],
  [
    'at noon that is quiet after it',
    '2026-11-20T12:30:00+01:00',
    { ...NIGHT, fromHour: 12, toHour: 13 },
    '2026-11-20T13:00:00+01:00',
  ],
  [
    'with equal hours at once',
    '2026-11-20T23:00:00+01:00',
    { ...NIGHT, fromHour: 0, toHour: 0 },
    '2026-11-20T23:00:00+01:00',
  ],
  ['without quiet hours at once', '2026-11-20T23:00:00+01:00', null, '2026-11-20T23:00:00+01:00'],
];
for (const [what, now, quiet, expected] of CASES)
  test(`a notice goes out ${what}`, () => {
    assert.equal(nextLoudMs(Date.parse(now), quiet, berlin), Date.parse(expected));
  });
