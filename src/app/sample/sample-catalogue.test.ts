import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPriceSeed } from './price-seed.ts';
import { sampleModels } from './sample-catalogue.ts';

const seed = readPriceSeed();

test('every sample model is priced by the seed, but those whose price is not known', () => {
  const priced = new Set(seed.rows.map((row) => row.priceKey));
  const unpriced = sampleModels(seed).filter((model) => !priced.has(model.priceKey));
  assert.deepEqual(
    unpriced.map((model) => model.priceKey),
    ['anthropic/claude-haiku-5-5', 'anthropic/claude-fable-5-2'],
  );
});

test('a sample model with a release date is priced as the model without it', () => {
  const dated = sampleModels(seed).find((model) => model.id === 'claude-haiku-4-5-20251001');
  assert.equal(dated?.priceKey, 'anthropic/claude-haiku-4-5');
});
