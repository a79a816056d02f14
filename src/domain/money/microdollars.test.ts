import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMicrodollars, readMicrodollars } from './microdollars.ts';

test('dollars with up to six decimals are read exactly, and nothing else is', () => {
  const table = [
    ['15', 15_000_000],
    ['0.5', 500_000],
    ['0.000001', 1],
    ['-1', undefined],
    ['1.0000001', undefined],
    ['1e3', undefined],
  ] as const;
  for (const [text, expected] of table) assert.equal(readMicrodollars(text), expected, text);
});

test('what is written is read as the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (amount) => {
      assert.equal(readMicrodollars(formatMicrodollars(amount)), amount);
    }),
  );
  assert.equal(formatMicrodollars(-1_500_000), '-1.5');
});
