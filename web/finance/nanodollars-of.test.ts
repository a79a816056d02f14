import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nanodollarsOf, priceOf } from './nanodollars-of.ts';

test('an amount that a person types is read exactly, and nothing is no amount', () => {
  assert.deepEqual(['-12,50', '0.000000001', '0', 'abc', ''].map(nanodollarsOf), [
    '-12500000000',
    '1',
    undefined,
    undefined,
    undefined,
  ]);
});

test('a price that is left empty is not known, 0 is free, and below nothing there is no price', () => {
  assert.deepEqual(['', ' ', '0', '0.00', '2.5', '-1', 'abc'].map(priceOf), [
    ...[null, null, '0', '0', '2500000000'],
    ...[undefined, undefined],
  ]);
});
