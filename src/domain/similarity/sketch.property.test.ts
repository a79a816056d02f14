import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTextShaper } from './shape-text.ts';
import { joinSketches, similarityOf, sketchOf } from './sketch.ts';

const SEED = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const shape = createTextShaper({ first: 1, second: 2 });
const hashes = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 400 });
/** Enough of them, and spread as hashes are, for an estimate. */
const many = fc.array(fc.noBias(fc.integer({ min: 0, max: 2 ** 32 - 1 })), { minLength: 150, maxLength: 400 });
const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 3, maxLength: 60 });

test('the parts of a task come in any order, and more than once, and make the same sketch', (t) => {
  t.diagnostic(`seed ${SEED}`);
  fc.assert(
    fc.property(hashes, hashes, hashes, (a, b, c) => {
      const [one, two, three] = [sketchOf(a), sketchOf(b), sketchOf(c)];
      const whole = sketchOf([...c, ...a, ...b, ...a]);
      assert.deepEqual(joinSketches(joinSketches(one, two), three).sketch, whole.sketch);
      assert.deepEqual(joinSketches(three, joinSketches(two, joinSketches(one, one))).sketch, whole.sketch);
    }),
    { seed: SEED },
  );
});

test('similarity is the same from both sides, one of a set with itself, and near the share that two sets have in common', (t) => {
  t.diagnostic(`seed ${SEED}`);
  fc.assert(
    fc.property(many, fc.nat(100), (all, percent) => {
      const own = new Set(all);
      const cut = Math.ceil((own.size * percent) / 100);
      const [whole, part] = [sketchOf(own), sketchOf([...own].slice(0, cut))];
      assert.equal(similarityOf(whole.sketch, whole.sketch), 1);
      assert.equal(similarityOf(whole.sketch, part.sketch), similarityOf(part.sketch, whole.sketch));
      // 128 bins: six standard deviations of a half.
      assert.ok(Math.abs(similarityOf(whole.sketch, part.sketch) - cut / own.size) < 0.27);
    }),
    { seed: SEED },
  );
});

test('case, marks, spaces and figures change nothing of a shape, and another key changes all of it', (t) => {
  t.diagnostic(`seed ${SEED}`);
  const other = createTextShaper({ first: 3, second: 4 });
  fc.assert(
    fc.property(words, fc.nat(9_999), fc.nat(9_999), (spoken, one, two) => {
      const plain = shape(`${spoken.join(' ')} ${one}`);
      const shouted = shape(`  ${spoken.join(',\n').toUpperCase()} – ${two}!`);
      assert.deepEqual(shouted, plain);
      assert.notEqual(other(spoken.join(' ')).digest, shape(spoken.join(' ')).digest);
    }),
    { seed: SEED },
  );
});
