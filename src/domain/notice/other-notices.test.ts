import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exceptionNotice, suspenseNotice } from './other-notices.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 10, 1);

const exception = (days: number) => ({
  ...{ exceptionId: 'exception-1', envelopeId: 'team-a', useCaseId: null, startsAtMs: START_MS },
  ...{ endsAtMs: START_MS + days * DAY_MS, ends: '2026-11-08 00:00 (UTC)' },
});

/** [what, days it lasts, hours before its end, whether it is told] */
const ENDINGS: readonly (readonly [string, number, number, boolean])[] = [
  ['of a week, 25 hours before its end', 7, 25, false],
  ['of a week, a day before its end', 7, 24, true],
  ['of a day, five hours before its end', 1, 5, false],
  ['of a day, in its last fifth', 1, 4.8, true],
  ['that has ended', 7, 0, false],
];
for (const [what, days, hours, isTold] of ENDINGS)
  test(`an exception ${what} is ${isTold ? '' : 'not '}told`, () => {
    const one = exception(days);
    assert.equal(exceptionNotice(one, one.endsAtMs - hours * HOUR_MS) !== undefined, isTold);
  });

test('an exception that is extended is another one, with a notice of its own', () => {
  const one = exception(7);
  const notice = exceptionNotice(one, one.endsAtMs - HOUR_MS);
  const next = exceptionNotice({ ...one, exceptionId: 'exception-2' }, one.endsAtMs - HOUR_MS);
  assert.notEqual(notice?.id, next?.id);
  assert.match(notice?.subject ?? '', /^An exception for the envelope "team-a" ends at 2026-11-08 00:00 \(UTC\)$/);
});

test('a suspense is told after a quarter of an hour, with what it holds and what to do', () => {
  const facts = {
    ...{ suspenseId: 'team-a:1:gateway-1:3', envelopeId: 'team-a', periodStartMs: 1, gatewayId: 'gateway-1' },
    ...{ unit: 'nanodollars' as const, amount: 2_500_000_000n, sinceMs: START_MS },
  } as const;
  assert.equal(suspenseNotice(facts, START_MS + 14 * 60_000), undefined);
  const notice = suspenseNotice(facts, START_MS + 15 * 60_000);
  assert.equal(notice?.subject, '$2.50 of the envelope "team-a" are in suspense');
  assert.match(notice?.words ?? '', /"tokenward suspense list"/);
});
