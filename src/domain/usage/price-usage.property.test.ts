import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BucketPrices, Price } from '../catalog/price.ts';
import { compilePriceBook } from '../catalog/price-book.ts';
import { priceUsage } from './price-usage.ts';
import { inputTokens, NO_TOKENS, outputTokens, type TokenUsage } from './token-usage.ts';

const seed = Number(process.env['SEED'] ?? 20260102);
const runs = { seed, numRuns: 300 };
console.info(`price-usage properties: seed ${seed}`);

const BUCKETS = Object.keys(NO_TOKENS) as readonly (keyof TokenUsage)[];
const tokens = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000_000 }));
const usages: fc.Arbitrary<TokenUsage> = fc.record({
  inputUncachedTokens: tokens,
  inputCacheReadTokens: tokens,
  inputCacheWrite5mTokens: tokens,
  inputCacheWrite1hTokens: tokens,
  inputCacheWriteUnknownTokens: tokens,
  outputVisibleTokens: tokens,
  outputReasoningTokens: tokens,
});
const amount = fc.bigInt({ min: 0n, max: 600_000_000_000n }).map(String);
const prices = (known: fc.Arbitrary<string | null>): fc.Arbitrary<BucketPrices> =>
  fc.record({
    inputUncached: known,
    inputCacheRead: known,
    inputCacheWrite5m: known,
    inputCacheWrite1h: known,
    outputVisible: known,
    outputReasoning: known,
  });
const predicates = fc.record(
  {
    serviceTier: fc.constantFrom('batch', 'flex', 'standard'),
    region: fc.constantFrom('eu', 'us'),
    contract: fc.constantFrom('acme', 'other'),
    inputTokensMin: fc.constantFrom(0, 1000, 200_000),
  },
  { requiredKeys: [] },
);
const rowSets = fc
  .array(
    fc.record({
      priceKey: fc.constantFrom('vendor/model', 'vendor/other'),
      effectiveFromMs: fc.constantFrom(0, 10, 20),
      effectiveToMs: fc.constantFrom(null, 15, 30),
      predicates,
      nanodollarsPerMillionTokens: prices(fc.option(amount)),
      source: fc.constant('test'),
    }),
    { maxLength: 12 },
  )
  .map((rows) => rows.map((row, index): Price => ({ id: `row-${index}`, ...row })));

function price(rows: readonly Price[], usage: TokenUsage) {
  const priceBook = compilePriceBook({ version: '1', rows });
  const call = { priceKey: 'vendor/model', atMs: 12, serviceTier: 'flex', region: 'eu', contract: 'acme' };
  return priceUsage({ usage, priceBook, ...call });
}

function listRow(nanodollarsPerMillionTokens: BucketPrices): Price {
  const dates = { effectiveFromMs: 0, effectiveToMs: null };
  return {
    id: 'list',
    priceKey: 'vendor/model',
    ...dates,
    predicates: {},
    nanodollarsPerMillionTokens,
    source: 'test',
  };
}

test('the order in which rows come makes no difference', () => {
  const shuffled = rowSets.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
  fc.assert(
    fc.property(shuffled, usages, ([rows, others], usage) => {
      assert.deepEqual(price(rows, usage), price(others, usage));
    }),
    runs,
  );
});

test('a cost is never below the exact one and less than one nanodollar above it', () => {
  fc.assert(
    fc.property(prices(amount), usages, (amounts, usage) => {
      const cost = price([listRow(amounts)], usage).costNanodollars;
      assert.ok(cost !== null);
      const excess = cost * 1_000_000n - exactNumerator(amounts, usage);
      assert.ok(excess >= 0n && excess < 1_000_000n);
    }),
    runs,
  );
});

test('more tokens in any bucket never cost less', () => {
  const step = fc.tuple(fc.constantFrom(...BUCKETS), fc.integer({ min: 1, max: 1_000_000 }));
  fc.assert(
    fc.property(prices(amount), usages, step, (amounts, usage, [bucket, more]) => {
      const less = price([listRow(amounts)], usage).costNanodollars;
      const greater = price([listRow(amounts)], { ...usage, [bucket]: usage[bucket] + more }).costNanodollars;
      assert.ok(less !== null && greater !== null && greater >= less);
    }),
    runs,
  );
});

test('buckets are disjoint: each token stands in the input or the output once, and is charged once', () => {
  fc.assert(
    fc.property(usages, (usage) => {
      const all = BUCKETS.reduce((sum, bucket) => sum + usage[bucket], 0);
      assert.equal(inputTokens(usage) + outputTokens(usage), all);
      const oneDollarEach = price([listRow(samePrice('1000000'))], usage);
      assert.equal(oneDollarEach.costNanodollars, BigInt(all));
    }),
    runs,
  );
});

test('a call is unpriced exactly when a bucket that it used has no price', () => {
  fc.assert(
    fc.property(prices(fc.option(amount)), usages, (amounts, usage) => {
      const priced = price([listRow(amounts)], usage).costNanodollars !== null;
      assert.equal(priced, exactNumeratorOrNull(amounts, usage) !== null);
    }),
    runs,
  );
});

function samePrice(each: string): BucketPrices {
  return {
    inputUncached: each,
    inputCacheRead: each,
    inputCacheWrite5m: each,
    inputCacheWrite1h: each,
    outputVisible: each,
    outputReasoning: each,
  };
}

function exactNumerator(amounts: BucketPrices, usage: TokenUsage): bigint {
  const numerator = exactNumeratorOrNull(amounts, usage);
  assert.ok(numerator !== null);
  return numerator;
}

/** The same sum, told in the plainest way. */
function exactNumeratorOrNull(amounts: BucketPrices, usage: TokenUsage): bigint | null {
  const writes = [amounts.inputCacheWrite5m, amounts.inputCacheWrite1h].filter((each) => each !== null).map(BigInt);
  const dearest = writes.length === 0 ? null : String(writes.reduce((one, other) => (one > other ? one : other)));
  const pairs: readonly (readonly [number, string | null])[] = [
    [usage.inputUncachedTokens, amounts.inputUncached],
    [usage.inputCacheReadTokens, amounts.inputCacheRead],
    [usage.inputCacheWrite5mTokens, amounts.inputCacheWrite5m],
    [usage.inputCacheWrite1hTokens, amounts.inputCacheWrite1h],
    [usage.inputCacheWriteUnknownTokens, dearest],
    [usage.outputVisibleTokens, amounts.outputVisible],
    [usage.outputReasoningTokens, amounts.outputReasoning],
  ];
  let sum = 0n;
  for (const [count, each] of pairs) {
    if (count === 0) continue;
    if (each === null) return null;
    sum += BigInt(count) * BigInt(each);
  }
  return sum;
}
