import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutSlices, SLICE_UNITS } from './cut-slices.ts';

const SEED = 20261122;

test('Slices follow one another without gap or overlap, each within its view, and cut no word that has a blank before it', (t) => {
  t.diagnostic(`seed ${SEED}`);
  const texts = fc
    .tuple(fc.nat(5 * SLICE_UNITS), fc.integer({ min: 2, max: 5000 }))
    .map(([length, blankEvery]) =>
      Array.from({ length: Math.ceil(length / blankEvery) }, () => `${'x'.repeat(blankEvery - 1)} `).join(''),
    );
  fc.assert(
    fc.property(texts, (text) => {
      const slices = cutSlices(text);
      assert.equal(slices[0]?.from, 0);
      assert.equal(slices.at(-1)?.to, text.length);
      for (const [at, { from, to, viewFrom, viewTo }] of slices.entries()) {
        if (at > 0) assert.equal(from, slices[at - 1]?.to);
        assert.ok(viewFrom <= from && to <= viewTo && viewTo <= text.length);
        assert.ok(viewTo - viewFrom <= SLICE_UNITS + 10_000);
        const reachesBlank = text.slice(Math.max(0, to - 2048), to).includes(' ');
        if (to < text.length && reachesBlank) assert.equal(text.charAt(to - 1), ' ');
      }
    }),
    { seed: SEED, numRuns: 60 },
  );
});

test('A text without blanks and an empty text are cut too', () => {
  assert.equal(cutSlices('').length, 1);
  const slices = cutSlices('x'.repeat(3 * SLICE_UNITS));
  assert.equal(slices.length, 3);
  assert.equal(slices.at(-1)?.to, 3 * SLICE_UNITS);
});
