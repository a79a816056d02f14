import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DATA_CLASSES } from '../detection/data-class.ts';
import { aCandidate, aPrice } from '../routing/routing.fixture.ts';
import { type CallEstimate, type EstimateQuestion, estimateCall, inputBetween } from './estimate-call.ts';
import { expectOutput } from './expect-output.ts';
import { wordEstimate } from './word-estimate.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
console.info(`estimate properties: seed ${seed}`);

const SMALL = aCandidate('small', aPrice({ input: 0.25, output: 2 })).model;
const LARGE = aCandidate('large', aPrice({ input: 2.5, output: 15 })).model;
const SECRET = aCandidate('secret', aPrice({ input: 1, output: 4 }), {
  clearance: { dataClassMax: 'restricted', region: null, retention: 'unknown' },
}).model;
const UNPRICED = aCandidate('unpriced', undefined).model;
const priceBook = {
  version: '1',
  rowsByPriceKey: new Map([
    [SMALL.priceKey, [aPrice({ input: 0.25, output: 2 })]],
    [LARGE.priceKey, [aPrice({ input: 2.5, output: 15 })]],
    [SECRET.priceKey, [aPrice({ input: 1, output: 4 })]],
  ]),
};
const MODELS = [SMALL, LARGE, SECRET, UNPRICED];

function ask(change: Partial<EstimateQuestion> & { readonly tokens?: number; readonly expected?: number | null }) {
  const { tokens = 1_000, expected = 300, ...rest } = change;
  const output = expectOutput({ ownCalls: [], template: null, useCase: expected, limit: null });
  return estimateCall({
    model: LARGE,
    choices: { models: MODELS, priceBook, regionOf: () => null },
    inputTokens: inputBetween(tokens),
    outputOf: () => output,
    dataClass: 'internal',
    atMs: 1,
    ...rest,
  });
}

function costOf(estimate: CallEstimate) {
  assert.ok(estimate.cost.kind === 'priced');
  return estimate.cost;
}

test('The usual cost lies between the lowest and the highest, and a longer text never costs less', () => {
  const tokens = fc.integer({ min: 0, max: 400_000 });
  fc.assert(
    fc.property(tokens, tokens, fc.integer({ min: 1, max: 20_000 }), (one, other, expected) => {
      const cost = costOf(ask({ tokens: one, expected }));
      assert.ok(cost.usual !== null && cost.upper !== null);
      assert.ok(cost.lower <= cost.usual && cost.usual <= cost.upper);
      const longer = costOf(ask({ tokens: one + other, expected }));
      assert.ok(longer.usual !== null && longer.usual >= cost.usual);
    }),
    { seed, numRuns: 200 },
  );
});

test('The cheaper model costs less, may be used, and is cleared for what the text holds', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DATA_CLASSES), fc.constantFrom(...MODELS), (dataClass, model) => {
      const estimate = ask({ dataClass, model });
      const found = estimate.cheaper;
      if (found === null) return;
      const usual = costOf(estimate).usual;
      assert.ok(usual !== null && found.cost < usual);
      assert.ok(found.modelId === 'secret' || dataClass === 'public' || dataClass === 'internal');
    }),
    { seed },
  );
});

test('A model without a price is unpriced, said plainly, and is never offered as the cheaper one', () => {
  const estimate = ask({ model: UNPRICED });
  assert.deepEqual(estimate.cost, { kind: 'unpriced' });
  assert.match(wordEstimate('unpriced', estimate).join(' '), /Unpriced: .* not the same as free/);
  assert.equal(ask({ model: SMALL }).cheaper, null);
});

test('Where nobody knows how long the answer is, the lowest cost stands alone and nothing is called cheaper', () => {
  const estimate = ask({ expected: null });
  const { usual, upper } = costOf(estimate);
  assert.deepEqual([usual, upper, estimate.cheaper], [null, null, null]);
  assert.match(wordEstimate('large', estimate).join(' '), /at least/);
});

test('A text that is longer than the model reads is said to be too long', () => {
  const short = aCandidate('short', aPrice({ input: 1, output: 1 }), { contextTokensMax: 500 }).model;
  assert.ok(ask({ model: short, tokens: 1_000 }).isTooLong);
  assert.ok(!ask({ model: short, tokens: 500 }).isTooLong);
});
