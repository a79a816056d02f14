import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTextNumbers } from './text-numbers.ts';

const seed = Number(process.env['SEED'] ?? 20261123);
console.info(`text numbers: seed ${seed}`);

/** Short and long, ASCII and not, and many that are alike. */
const texts = fc.oneof(
  fc.stringMatching(/^[ab]{0,6}$/u),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', '0:', 'x'.repeat(8), 'x'.repeat(9), 'x'.repeat(300), '\u00e9', '\u0100'),
);
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('add', 'add', 'add', 'find', 'clear'),
    text: texts,
    owner: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 60 },
);

test('texts of an owner have the numbers that a map would give them, until it is full', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 20 }), (asked, textsMax) => {
      const numbers = createTextNumbers({ textsMax, lengthMax: 8 });
      const model = new Map<string, number>();
      for (const { kind, text, owner } of asked) {
        const name = JSON.stringify([owner, text]);
        if (kind === 'clear') {
          numbers.clear();
          model.clear();
        } else {
          if (kind === 'add' && !model.has(name) && model.size < textsMax) model.set(name, model.size);
          assert.equal(numbers[kind === 'add' ? 'add' : 'find'](text, owner), model.get(name) ?? -1);
        }
        assert.equal(numbers.size(), model.size);
      }
    }),
    { seed, numRuns: 2000 },
  );
});

test('a table that is full of digests knows each of them', () => {
  const textsMax = 30_000;
  const numbers = createTextNumbers({ textsMax, lengthMax: 62 });
  const digestOf = (at: number): string => (BigInt(at + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n).toString(16);
  for (let at = 0; at < textsMax; at += 1) assert.equal(numbers.add(digestOf(at)), at);
  assert.equal(numbers.add('one more'), -1);
  for (let at = 0; at < textsMax; at += 1) assert.equal(numbers.find(digestOf(at)), at);
  assert.equal(numbers.find('one more'), -1);
});
