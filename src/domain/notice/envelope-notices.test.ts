import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BURN_RULES } from '../forecast/burn-rate.ts';
import { type EnvelopeFacts, envelopeNotices } from './envelope-notices.ts';

const DOLLAR = 1_000_000_000n;
const calm: EnvelopeFacts = {
  envelope: { id: 'team-a', name: 'Team A', unit: 'nanodollars', softThresholds: [50, 80, 95] },
  ...{
    periodStartMs: 1,
    resets: '2026-12-01 00:00 (UTC)',
    limit: 100n * DOLLAR,
    spent: 0n,
    date: '2026-11-22',
    nowMs: 5,
  },
  ...{ burning: undefined, forecast: undefined },
};
const end = { p10: 9e10, p50: 12e10, p90: 15e10 };
const short = {
  kind: 'forecast',
  end,
  exhaustion: { early: '2026-11-25', median: '2026-11-27', late: null },
  overspendProbability: 0.8,
} as const;
const [fast, slow] = BURN_RULES;
assert.ok(fast && slow);
const burning = { rule: fast, spent: 6e9, percent: 6, pace: 43.2 };

/** [what, change, kinds and thresholds that are told] */
const CASES: readonly (readonly [string, Partial<EnvelopeFacts>, readonly string[]])[] = [
  ['nothing is spent', {}, []],
  ['a cent below a threshold is spent', { spent: 50n * DOLLAR - 1n }, []],
  ['a threshold is reached', { spent: 50n * DOLLAR }, ['threshold 50']],
  ['two thresholds are passed at once', { spent: 81n * DOLLAR }, ['threshold 80']],
  ['more is spent than the limit', { spent: 120n * DOLLAR, burning, forecast: short }, ['threshold 95']],
  ['there is no limit to speak of', { limit: 0n, spent: 5n }, []],
  ['it burns fast', { spent: 10n * DOLLAR, burning }, ['fast_burn 2026-11-22']],
  ['it burns slowly', { spent: 10n * DOLLAR, burning: { ...burning, rule: slow } }, ['slow_burn 2026-11-22']],
  ['it will probably run out', { spent: 10n * DOLLAR, forecast: short }, ['exhaustion_forecast median']],
  ['little is known', { spent: 10n * DOLLAR, forecast: { ...short, kind: 'little_history' } }, []],
  ['it will last', { forecast: { ...short, exhaustion: { early: '2026-11-30', median: null, late: null } } }, []],
];
for (const [what, changes, told] of CASES)
  test(`when ${what}, ${told.length === 0 ? 'nothing' : told.join(' and ')} is told`, () => {
    const notices = envelopeNotices({ ...calm, ...changes });
    assert.deepEqual(
      notices.map(({ kind, threshold }) => `${kind} ${threshold}`),
      told,
    );
  });

test('only what burns fast may wake somebody, and its words say how fast and what is left', () => {
  const [notice] = envelopeNotices({ ...calm, spent: 10n * DOLLAR, burning });
  assert.equal(notice?.pages, true);
  assert.equal(notice?.subject, 'Team A: 6 % of the budget went in the last hour');
  assert.match(
    notice?.words ?? '',
    /^\$6\.00 were spent in the last hour, 43 times an even pace\. At this rate the rest is gone in about 15 hours\./,
  );
  for (const changes of [
    { spent: 60n * DOLLAR },
    { spent: 1n, burning: { ...burning, rule: slow } },
    { forecast: short },
  ])
    for (const other of envelopeNotices({ ...calm, ...changes })) assert.equal(other.pages, false);
});

test('figures of a notice are whole numbers as text, for programs', () => {
  const [notice] = envelopeNotices({ ...calm, spent: 60n * DOLLAR });
  assert.deepEqual(notice?.detail, { unit: 'nanodollars', limit: '100000000000', spent: '60000000000', percent: 50 });
});
