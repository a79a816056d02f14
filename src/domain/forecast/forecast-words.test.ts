import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forecastAmount, forecastInWords, runRateInWords } from './forecast-words.ts';

const DOLLAR = 1_000_000_000;
const NEVER = { early: null, median: null, late: null };
const end = { p10: 90 * DOLLAR, p50: 100.001 * DOLLAR, p90: 120 * DOLLAR };
const known = { kind: 'forecast', end, exhaustion: NEVER, overspendProbability: 0.01, historyDays: 90 } as const;
const limit = 200_000_000_000n;

/** [what, forecast, how it ends] */
const SENTENCES: readonly (readonly [string, Parameters<typeof forecastInWords>[1], string])[] = [
  ['enough', known, 'of $200.00. It will last.'],
  [
    'enough in all likelihood',
    { ...known, exhaustion: { ...NEVER, early: '2026-11-28' }, overspendProbability: 0.3 },
    'It will probably last; the odds that it does not are 30 in 100, on 2026-11-28 at the earliest.',
  ],
  [
    'not enough',
    { ...known, exhaustion: { early: '2026-11-20', median: '2026-11-24', late: null }, overspendProbability: 0.8 },
    'At this pace it is used up on 2026-11-24; the odds of that are 80 in 100.',
  ],
  [
    'used up',
    { ...known, exhaustion: { early: 'a', median: 'a', late: 'a' }, overspendProbability: 1 },
    'More is spent already.',
  ],
  [
    'little known',
    { ...known, kind: 'little_history', historyDays: 20 },
    'Only 20 days are known, so the bands are wide.',
  ],
];
for (const [what, forecast, last] of SENTENCES)
  test(`a forecast says in words: ${what}`, () => {
    const words = forecastInWords('nanodollars', forecast, limit);
    assert.ok(
      words.startsWith('About $100.01 by the end of the period (eight times in ten between $90.00 and $120.00)'),
      words,
    );
    assert.ok(words.endsWith(last), words);
  });

test('without history the words say what is known and what is missing', () => {
  assert.match(
    runRateInWords('tokens', { expected: 1_234.5, historyDays: 1 }),
    /1 whole day is known, 14 are needed\. At an even pace 1,235 tokens/,
  );
  assert.match(runRateInWords('tokens', { expected: null, historyDays: 0 }), /^Nothing was spent yet/);
});

test('amounts of a forecast are whole, of money in cents, rounded up, never negative and never endless', () => {
  assert.equal(forecastAmount('nanodollars', 1), 10_000_000n);
  assert.equal(forecastAmount('nanodollars', 10_000_000), 10_000_000n);
  assert.equal(forecastAmount('requests', 1.2), 2n);
  assert.equal(forecastAmount('requests', -5), 0n);
  assert.equal(forecastAmount('requests', Number.POSITIVE_INFINITY), 10n ** 27n);
  assert.equal(forecastAmount('requests', 1e300), 10n ** 27n);
});
