import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOfTokens, formatDecimalDollars, parseDollars } from './femtodollars.ts';

// what a vendor writes, femtodollars, how it is written again
const amounts: readonly (readonly [string, bigint | undefined, string?])[] = [
  ['0', 0n, '0'],
  ['1', 1_000_000_000_000_000n, '1'],
  ['-12.50', -12_500_000_000_000_000n, '-12.5'],
  ['0.06', 60_000_000_000_000n, '0.06'],
  ['1.237891200000000', 1_237_891_200_000_000n, '1.2378912'],
  ['1e-7', 100_000_000n, '0.0000001'],
  ['2.5E+1', 25_000_000_000_000_000n, '25'],
  ['0.0000000000000001', 1n, '0.000000000000001'],
  ['-0.0000000000000001', 0n, '0'],
  ['0.003835980000000000000000000000', 3_835_980_000_000n, '0.00383598'],
  ['', undefined],
  ['1,000', undefined],
  ['$1', undefined],
  ['+1', undefined],
  ['.5', undefined],
  ['NaN', undefined],
  ['1e999', undefined],
  ['9'.repeat(16), undefined],
];
for (const [text, amount, written] of amounts) {
  test(`"${text}" dollars are ${amount ?? 'refused'}`, () => {
    const parsed = parseDollars(text);
    assert.equal(parsed, amount);
    if (parsed !== undefined) assert.equal(formatDecimalDollars(parsed), written);
  });
}

test('tokens at a price for a million cost a whole number of femtodollars', () => {
  const cost = costOfTokens({ tokens: 3n, nanodollarsPerMillion: 2_500_000_000n });
  assert.equal(formatDecimalDollars(cost), '0.0000075');
});
