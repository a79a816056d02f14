import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPriceKey } from './price-key.ts';

const priceKeys = new Set([
  'openai/gpt-4o',
  'openai/gpt-4o-2024-05-13',
  'anthropic/claude-sonnet-4-5',
  'mistral/medium-3-1',
]);
const otherNames = new Map([['mistral/medium-2508', 'mistral/medium-3-1']]);

// vendor, name at the upstream, price key
const table: readonly (readonly [string, string, string | null])[] = [
  ['openai', 'gpt-4o', 'openai/gpt-4o'],
  ['openai', 'gpt-4o-2024-11-20', 'openai/gpt-4o'],
  ['openai', 'gpt-4o-2024-05-13', 'openai/gpt-4o-2024-05-13'],
  ['anthropic', 'claude-sonnet-4-5-20250929', 'anthropic/claude-sonnet-4-5'],
  ['anthropic', 'claude-sonnet-4-5@20250929', 'anthropic/claude-sonnet-4-5'],
  ['anthropic', 'claude-sonnet-4-5-latest', 'anthropic/claude-sonnet-4-5'],
  ['anthropic', 'claude-sonnet-4-5-20250929-v1:0', 'anthropic/claude-sonnet-4-5'],
  ['mistral', 'medium-2508', 'mistral/medium-3-1'],
  ['openai', 'gpt-4', null],
  ['openai', 'gpt-4o-mini', null],
  ['azure', 'gpt-4o', null],
];
for (const [vendor, upstreamModel, expected] of table) {
  test(`${vendor} ${upstreamModel} is priced as ${expected ?? 'nothing: its price is not known'}`, () => {
    assert.equal(findPriceKey({ vendor, upstreamModel }, { priceKeys, otherNames }), expected);
  });
}
