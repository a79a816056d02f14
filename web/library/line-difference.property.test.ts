import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineDifference } from './line-difference.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
console.info(`line differences: seed ${seed}`);

const texts = fc.array(fc.constantFrom('one', 'two', 'three', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));

test('Without what is new it is the text before, without what is gone the text after, and alike texts have no difference', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = lineDifference(before, after);
      const without = (kind: 'gone' | 'new') => lines.filter((line) => line.kind !== kind).map(({ text }) => text);
      assert.equal(without('new').join('\n'), before);
      assert.equal(without('gone').join('\n'), after);
      assert.ok(before !== after || lines.every(({ kind }) => kind === 'same'));
    }),
    { seed },
  );
});
