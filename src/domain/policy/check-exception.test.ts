import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleEnvelope } from '../budget/envelope.fixture.ts';
import { checkException, type ExceptionSubject } from './check-exception.ts';
import type { ExceptionWish } from './exception.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const DOLLAR = 1_000_000_000n;
const envelope = sampleEnvelope('support', { scope: { teamId: 'support' }, hardCap: 100n * DOLLAR });
const wish: ExceptionWish = {
  kind: 'raise_envelope',
  reasonCode: 'deadline',
  why: 'the fair is on Monday',
  scope: { teamId: 'support' },
  envelopeId: 'support',
  useCaseId: null,
  modelId: null,
  dataClass: null,
  cap: 20n * DOLLAR,
  startsAtMs: NOW,
  endsAtMs: NOW + 7 * DAY,
};

/** [what, the wish, what it goes beyond, what is said; null: nothing] */
const CASES: readonly (readonly [string, Partial<ExceptionWish>, ExceptionSubject | null, RegExp | null])[] = [
  ['a week of twenty dollars', {}, null, null],
  ['ninety days', { endsAtMs: NOW + 90 * DAY }, null, null],
  ['a minute more', { endsAtMs: NOW + 90 * DAY + 60_000 }, null, /a rule and no exception/],
  ['no end', { endsAtMs: Number.POSITIVE_INFINITY }, null, /longer than 90 days/],
  ['a beginning an hour ago', { startsAtMs: NOW - 3_600_000 }, null, /leave out the start/],
  ['a beginning while the form was filled in', { startsAtMs: NOW - 60_000 }, null, null],
  ['a time that is over', { startsAtMs: NOW - 60_000, endsAtMs: NOW - 1 }, null, /would have ended already/],
  ['a beginning in a hundred days', { startsAtMs: NOW + 100 * DAY, endsAtMs: NOW + 101 * DAY }, null, /nearer/],
  ['an end before its beginning', { endsAtMs: NOW - 1 }, null, /end before it begins/],
  ['no duration', { endsAtMs: NOW }, null, /end before it begins/],
  ['half a minute', { endsAtMs: NOW + 30_000 }, null, /less than a minute/],
  ['a cap of nothing', { cap: 0n }, null, /more than nothing/],
  ['a cap below nothing', { cap: -1n }, null, /more than nothing/],
  ['as much as the envelope', { cap: 100n * DOLLAR }, null, null],
  ['more than the envelope', { cap: 100n * DOLLAR + 1n }, null, /ask its owner to change the cap/],
  ['one person of the team', { scope: { teamId: 'support', personId: 'ruth' } }, null, null],
  ['another team', { scope: { teamId: 'sales' } }, null, /not for the team/],
  ['an empty member', { scope: { teamId: 'support', personId: '' } }, null, /is empty/],
  [
    'an archived envelope',
    {},
    { kind: 'raise_envelope', envelope: { ...envelope, status: 'archived' } },
    /is archived, and nothing is spent from it/,
  ],
];
for (const [what, changes, subject, said] of CASES)
  test(`${what} is ${said === null ? 'possible' : 'refused with words'}`, () => {
    const faults = checkException(
      { ...wish, ...changes },
      { subject: subject ?? { kind: 'raise_envelope', envelope }, nowMs: NOW },
    );
    if (said === null) assert.deepEqual(faults, []);
    else assert.match(faults.join(' '), said);
  });
