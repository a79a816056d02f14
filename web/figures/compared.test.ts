import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedInWords } from './compared.ts';

const base = { beforeInWords: '$10.00', time: 'October 2026', days: { past: 30, all: 30 } };
// [now, before, days begun, words]
const figures = [
  [12, 10, 30, '20 % more than $10.00 in October 2026'],
  [5, 10, 30, '50 % less than $10.00 in October 2026'],
  [10, 10, 30, 'The same as $10.00 in October 2026'],
  [5, 10, 12, '50 % less than $10.00 in October 2026; 12 of 30 days so far'],
  [5, 0, 30, 'Nothing to compare with in October 2026'],
] as const;
for (const [now, before, past, words] of figures) {
  test(`${now} beside ${before} with ${past} of 30 days is: ${words}`, () => {
    assert.equal(comparedInWords({ ...base, now, before, days: { past, all: 30 } }), words);
  });
}
