import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calls, count, dollars, moment } from './words.ts';

test('dollars are exact to the nanodollar, with at least two places', () => {
  const table: readonly (readonly [string | null, string])[] = [
    ['0', '$0.00'],
    ['1', '$0.000000001'],
    ['283500', '$0.0002835'],
    ['1000000000', '$1.00'],
    ['1500000000', '$1.50'],
    ['1234567890123456789', '$1,234,567,890.123456789'],
    ['90071992547409930000000001', '$90,071,992,547,409,930.000000001'],
    ['-2500000000', '-$2.50'],
    [null, 'unpriced'],
  ];
  for (const [nanodollars, words] of table) assert.equal(dollars(nanodollars), words);
});

test('thousands stand apart', () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(count), ['0', '999', '1,000', '1,234,567']);
});

test('a sentence about one call is not one about several', () => {
  assert.deepEqual([calls(1), calls(12)], ['1 call is', '12 calls are']);
});

test('a moment is written in the zone of whoever reads', () => {
  const written = moment('2026-11-21T22:52:04.000Z');
  assert.equal(new Date(written.replace(' ', 'T')).toISOString(), '2026-11-21T22:52:04.000Z');
});
