import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nanodollars } from '../money/nanodollars.ts';
import { priceUsage } from '../usage/price-usage.ts';
import { NO_TOKENS, type TokenUsage } from '../usage/token-usage.ts';
import { costOfLeaving, expectedCost } from './expected-cost.ts';
import { CACHE_LIFE_MS, createRouteMemory, warmNow } from './route-memory.ts';
import { netSaving } from './route-saving.ts';
import { aPrice } from './routing.fixture.ts';
import { warmAfter } from './warm-after.ts';

const small = aPrice({ input: 1, read: 0.1, output: 4 });
const large = aPrice({ input: 10, read: 1, output: 40 });
const claude = aPrice({ input: 3, read: 0.3, write: 3.75, output: 15 });
const priceBook = {
  version: '1',
  rowsByPriceKey: new Map([
    ['small', [small]],
    ['large', [large]],
  ]),
};
const used = (change: Partial<TokenUsage>): TokenUsage => ({ ...NO_TOKENS, ...change });

// served by, usage, tokens warm elsewhere, whether a price is known, and the saving in nanodollars
const table: readonly (readonly ['small' | 'large', Partial<TokenUsage>, number | null, string | null])[] = [
  // 1,000 × $10 + 100 × $40 a million, less a tenth of that.
  ['small', { inputUncachedTokens: 1_000, outputVisibleTokens: 100 }, null, '12600000'],
  // What the cheaper model read from its cache the reference would have read from its own.
  ['small', { inputCacheReadTokens: 1_000, outputVisibleTokens: 100 }, null, '4500000'],
  // The conversation has left a warm cache: the reference would have read 900 of the 1,000.
  ['small', { inputUncachedTokens: 1_000, outputVisibleTokens: 100 }, 900, '4500000'],
  // Left for nothing: the prefix is written anew and hardly anything is said.
  ['small', { inputUncachedTokens: 100_000 }, 100_000, null],
  ['large', { inputUncachedTokens: 1_000, outputVisibleTokens: 100 }, null, null],
  // Back to the reference, whose cache has gone cold meanwhile.
  ['large', { inputUncachedTokens: 1_000, outputVisibleTokens: 100 }, 900, '-8100000'],
];
for (const [served, change, warm, expected] of table) {
  test(`${JSON.stringify(change)} at ${served} with ${warm ?? 'nothing'} warm elsewhere saves ${expected ?? 'nothing'}`, () => {
    const usage = used(change);
    const priced = priceUsage({ usage, priceBook, priceKey: served, atMs: 1, serviceTier: null, region: null });
    const saved = netSaving({
      usage,
      costNanodollars: priced.costNanodollars,
      priceBook,
      atMs: 1,
      reference: { priceKey: 'large', region: null },
      servedByReference: served === 'large',
      warm: warm === null ? null : { tokens: warm, isMarked: false },
    });
    assert.equal(saved === null ? null : saved.toString(), expected);
  });
}

test('without a price nothing is said to be saved', () => {
  const asked = { usage: used({ inputUncachedTokens: 10 }), priceBook, atMs: 1, servedByReference: false, warm: null };
  const unknown = { priceKey: 'unknown', region: null };
  assert.equal(netSaving({ ...asked, costNanodollars: nanodollars(1n), reference: unknown }), null);
  assert.equal(netSaving({ ...asked, costNanodollars: null, reference: { priceKey: 'large', region: null } }), null);
});

test('leaving a warm cache costs the prefix written there, less the prefix read here', () => {
  const warm = { tokens: 100_000, isMarked: false };
  assert.equal(costOfLeaving({ from: large, to: small, warm }), 100_000n * 1_000n - 100_000n * 1_000n);
  const marked = { tokens: 100_000, isMarked: true };
  assert.equal(costOfLeaving({ from: large, to: claude, warm: marked }), 100_000n * 3_750n - 100_000n * 1_000n);
  assert.equal(costOfLeaving({ from: large, to: aPrice({ input: 0.5, output: 1 }), warm }), -50_000_000n);
});

test('a call costs what is read, what is written and what is said, rounded up once', () => {
  const call = { inputTokens: 1_000, outputTokens: 10 };
  assert.equal(
    expectedCost(claude, call, { tokens: 400, isMarked: true }),
    400n * 300n + 600n * 3_750n + 10n * 15_000n,
  );
  assert.equal(expectedCost(claude, call, { tokens: 0, isMarked: false }), 1_000n * 3_000n + 10n * 15_000n);
  // No more is read than there is.
  assert.equal(expectedCost(large, call, { tokens: 9_000, isMarked: false }), 1_000n * 1_000n + 10n * 40_000n);
});

test('what is warm after a call is what was marked, or all of it where vendors cache by themselves', () => {
  const long = used({ inputUncachedTokens: 2_000, inputCacheReadTokens: 500 });
  assert.deepEqual(warmAfter(long, large), { tokens: 2_500, isMarked: false });
  assert.deepEqual(warmAfter(used({ inputUncachedTokens: 900 }), large), { tokens: 0, isMarked: false });
  assert.deepEqual(warmAfter(long, claude), { tokens: 500, isMarked: true });
  assert.deepEqual(warmAfter(used({ inputCacheWrite5mTokens: 300 }), undefined), { tokens: 300, isMarked: true });
  assert.deepEqual(warmAfter(long, undefined), { tokens: 0, isMarked: false });
  assert.deepEqual(warmAfter(long, aPrice({ input: 1, output: 1 })), { tokens: 0, isMarked: false });
});

test('a cache is warm for five minutes, and the memory of routes holds what it may', () => {
  const memory = createRouteMemory({ entriesMax: 4 });
  const warm = { tokens: 100, isMarked: false };
  memory.remember('a', { modelId: 'small', atMonotonicMs: 0, warm });
  assert.equal(warmNow(memory.find('a'), CACHE_LIFE_MS - 1), warm);
  assert.equal(warmNow(memory.find('a'), CACHE_LIFE_MS), null);
  assert.equal(warmNow(memory.find('b'), 0), null);
  for (const name of ['b', 'c', 'd', 'e', 'f']) memory.remember(name, { modelId: 'small', atMonotonicMs: 0, warm });
  assert.ok(memory.size() <= 4);
  assert.equal(memory.find('a'), undefined);
  assert.ok(memory.find('f') !== undefined);
});
