import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTextColumn } from './text-column.ts';

const seed = Number(process.env['SEED'] ?? 20261123);
console.info(`text column: seed ${seed}`);

const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('x'.repeat(8), 'x'.repeat(9), 'x'.repeat(300), 'abc\u00e9', '\u0100'),
);

test('what was set last for a number is read, whatever text it is', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 4 }), texts)), (steps) => {
      const column = createTextColumn({ textsMax: 5, lengthMax: 8 });
      const model = new Map<number, string>();
      for (const [number, text] of steps) {
        column.set(number, text);
        model.set(number, text);
        for (let at = 0; at < 5; at += 1) assert.equal(column.read(at), model.get(at) ?? '');
      }
      column.clear();
      for (let at = 0; at < 5; at += 1) assert.equal(column.read(at), '');
    }),
    { seed, numRuns: 500 },
  );
});
