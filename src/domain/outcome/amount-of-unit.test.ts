import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountOfUnit } from './amount-of-unit.ts';

test('an amount is told in its unit: one as it is kept, others as many of it are called', () => {
  const told = [
    [1, 'hour', '1 hour'],
    [3, 'hour', '3 hours'],
    [1.5, 'hour', '1.5 hours'],
    [-2, 'defect', '-2 defects'],
    [4, 'entry', '4 entries'],
    [2, 'day', '2 days'],
    [2, 'branch', '2 branches'],
    [1200, 'EUR', '1,200 EUR'],
  ] as const;
  for (const [amount, unit, words] of told) assert.equal(amountOfUnit(amount, unit), words);
});
