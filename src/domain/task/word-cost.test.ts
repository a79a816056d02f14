import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nanodollars } from '../money/nanodollars.ts';
import { wordCost, wordCount, wordList, wordRatio } from './word-cost.ts';

/** [nanodollars, as a person says it] */
const COSTS: readonly (readonly [bigint, string])[] = [
  [0n, 'nothing'],
  [1n, 'less than a thousandth of a cent'],
  [9_999n, 'less than a thousandth of a cent'],
  [10_000n, '0.001 cents'],
  [123_456n, '0.012 cents'],
  [4_200_000n, '0.42 cents'],
  [9_949_999n, '0.99 cents'],
  [9_999_999n, '1 cent'],
  [10_000_000n, '1 cent'],
  [10_400_000n, '1 cent'],
  [15_000_000n, '1.5 cents'],
  [424_999_999n, '42 cents'],
  [994_999_999n, '99 cents'],
  [995_000_000n, '$1.00'],
  [999_999_999n, '$1.00'],
  [1_000_000_000n, '$1.00'],
  [25_514_900_000n, '$25.51'],
  [1_204_105_000_000n, '$1,204.11'],
  [9_000_000_000_000_000_000n, '$9,000,000,000.00'],
];
for (const [amount, words] of COSTS)
  test(`${amount} nanodollars are "${words}"`, () => assert.equal(wordCost(nanodollars(amount)), words));

test('no cost is below zero', () => {
  assert.throws(() => wordCost(nanodollars(-1n)), RangeError);
});

/** [amount, other, how the one stands to the other] */
const RATIOS: readonly (readonly [bigint, bigint, string])[] = [
  [0n, 100n, 'about 99 % less than'],
  [1n, 100n, 'about 99 % less than'],
  [50n, 100n, 'about 50 % less than'],
  [79n, 100n, 'about 20 % less than'],
  [80n, 100n, 'about as much as'],
  [125n, 100n, 'about as much as'],
  [126n, 100n, 'about one and a half times as much as'],
  [175n, 100n, 'about twice as much as'],
  [260n, 100n, 'about 3 times as much as'],
  [9_900n, 100n, 'about 99 times as much as'],
  [10_001n, 100n, 'more than 100 times as much as'],
];
for (const [amount, other, words] of RATIOS)
  test(`${amount} is ${words} ${other}`, () => assert.equal(wordRatio(nanodollars(amount), nanodollars(other)), words));

test('one is singular, none and many are plural, and thousands stand apart', () => {
  assert.deepEqual(
    [0, 1, 2, 1_234_567].map((count) => wordCount(count, 'call')),
    ['0 calls', '1 call', '2 calls', '1,234,567 calls'],
  );
});

test('a list ends in "and"', () => {
  assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(wordList), ['', 'a', 'a and b', 'a, b and c']);
});
