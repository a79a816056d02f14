import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { femtodollars } from '../money/femtodollars.ts';
import { createShowbackFold, topLines } from './fold-showback.ts';
import { amountRow } from './rated-row.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
console.info(`showback fold properties: seed ${seed}`);

const rows = fc.array(
  fc.record({
    team: fc.constantFrom('a', 'b', 'c', 'd', null),
    cost: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
  }),
  { maxLength: 40 },
);

test('the rows that are shown and the one of all others add up to the total, to the femtodollar, however few are shown', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 6 }), (given, top) => {
      const fold = createShowbackFold('team');
      for (const { team, cost } of given) {
        const about = { id: 'x', words: 'y', method: null };
        const rest = { day: '2026-11-01', adjusts: null, cost: femtodollars(cost), about } as const;
        fold.add(amountRow({ kind: 'shared', dimensions: { teamId: team }, ...rest }));
      }
      const { rows: shown, other } = topLines(fold.lines(), top);
      const parts = [...shown, ...(other === null ? [] : [other])];
      assert.equal(
        parts.reduce((sum, part) => sum + part.cost, 0n),
        fold.totals().cost,
      );
      assert.equal(shown.length + (other?.groups ?? 0), fold.lines().length);
      assert.ok(shown.length <= top);
    }),
    { seed, numRuns: 300 },
  );
});
