import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Price } from '../catalog/price.ts';
import { compilePriceBook } from '../catalog/price-book.ts';
import { fromNanodollars } from '../money/femtodollars.ts';
import { nanodollars } from '../money/nanodollars.ts';
import { priceUsage } from '../usage/price-usage.ts';
import { NO_TOKENS, type TokenUsage } from '../usage/token-usage.ts';
import { createShowbackFold } from './fold-showback.ts';
import { createGroupPrices } from './price-groups.ts';
import { rateGroup } from './rate-group.ts';
import { NO_DIMENSIONS } from './rated-row.ts';
import type { UsageGroup } from './usage-group.ts';

const seed = Number(process.env['SEED'] ?? 20260602);
const runs = { seed, numRuns: 300 };
console.info(`rate-group properties: seed ${seed}`);

const DAY_MS = Date.UTC(2026, 10, 3, 12);
const tokens = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000_000 }));
const usage: fc.Arbitrary<TokenUsage> = fc.record({
  inputUncachedTokens: tokens,
  inputCacheReadTokens: tokens,
  inputCacheWrite5mTokens: tokens,
  inputCacheWrite1hTokens: tokens,
  inputCacheWriteUnknownTokens: tokens,
  outputVisibleTokens: tokens,
  outputReasoningTokens: tokens,
});
// Prices that are no whole number of nanodollars a token, so that calls are rounded.
const amount = fc.bigInt({ min: 0n, max: 20_000_000_000n }).map(String);
const known = fc.record({
  inputUncached: amount,
  inputCacheRead: amount,
  inputCacheWrite5m: fc.option(amount),
  inputCacheWrite1h: fc.option(amount),
  outputVisible: amount,
  outputReasoning: fc.option(amount),
});
const cases = fc.record({ prices: known, list: known, calls: fc.array(usage, { minLength: 1, maxLength: 20 }) });

type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function priceRow(id: string, nanodollarsPerMillionTokens: Price['nanodollarsPerMillionTokens']): Price {
  const always = { priceKey: 'openai/small', effectiveFromMs: 0, effectiveToMs: null, predicates: {}, source: 'test' };
  return { ...always, id, nanodollarsPerMillionTokens };
}

/** As the store groups them: priced apart from unpriced. */
function groupsOf({ prices, calls }: Case): readonly UsageGroup[] {
  const priceBook = compilePriceBook({ version: 'v', rows: [priceRow('agreed', prices)] });
  const costs = calls.map((one) => ({
    one,
    cost: priceUsage({ usage: one, priceBook, priceKey: 'openai/small', atMs: DAY_MS, serviceTier: null, region: null })
      .costNanodollars,
  }));
  return [true, false].flatMap((isPriced) => {
    const members = costs.filter(({ cost }) => (cost !== null) === isPriced);
    if (members.length === 0) return [];
    const summed = Object.fromEntries(
      Object.keys(NO_TOKENS).map((bucket) => [
        bucket,
        members.reduce((sum, { one }) => sum + BigInt(Reflect.get(one, bucket)), 0n),
      ]),
    );
    const group = {
      ...NO_DIMENSIONS,
      day: '2026-11-03',
      adjusts: null,
      usageBasis: 'measured',
      isPriced,
      priceId: 'agreed',
      serviceTier: null,
      inputTokensMin: 0,
      calls: BigInt(members.length),
      tokens: {
        inputUncachedTokens: summed['inputUncachedTokens'] ?? 0n,
        inputCacheReadTokens: summed['inputCacheReadTokens'] ?? 0n,
        inputCacheWrite5mTokens: summed['inputCacheWrite5mTokens'] ?? 0n,
        inputCacheWrite1hTokens: summed['inputCacheWrite1hTokens'] ?? 0n,
        inputCacheWriteUnknownTokens: summed['inputCacheWriteUnknownTokens'] ?? 0n,
        outputVisibleTokens: summed['outputVisibleTokens'] ?? 0n,
        outputReasoningTokens: summed['outputReasoningTokens'] ?? 0n,
      },
      cost: nanodollars(members.reduce((sum, { cost }) => sum + (cost ?? 0n), 0n)),
    } as const satisfies UsageGroup;
    return [group];
  });
}

function rowsOf(given: Case) {
  const prices = [priceRow('agreed', given.prices), priceRow('seed:openai/small', given.list)];
  const priceOf = createGroupPrices({ prices, regionOf: () => null });
  return groupsOf(given).map((group) => ({ group, rows: rateGroup(group, priceOf(group)) }));
}

test('the rows of a group are what its calls cost, to the femtodollar, and count its calls and tokens once', () => {
  fc.assert(
    fc.property(cases, (given) => {
      for (const { group, rows } of rowsOf(given)) {
        const cost = rows.reduce((sum, row) => sum + (row.cost ?? 0n), 0n);
        assert.equal(cost, fromNanodollars(group.cost));
        assert.equal(
          rows.reduce((sum, row) => sum + row.calls, 0n),
          group.calls,
        );
        const total = Object.values(group.tokens).reduce((sum, one) => sum + one, 0n);
        assert.equal(
          rows.reduce((sum, row) => sum + row.tokens, 0n),
          total,
        );
      }
    }),
    runs,
  );
});

test('what rounding adds is less than a nanodollar a call, and stands in its own row', () => {
  fc.assert(
    fc.property(cases, (given) => {
      for (const { group, rows } of rowsOf(given)) {
        for (const row of rows) {
          if (row.kind === 'meter') assert.equal(row.cost, row.tokens * (row.contractedUnitPrice ?? -1n));
          if (row.kind === 'rounding')
            assert.ok((row.cost ?? -1n) >= 0n && (row.cost ?? 0n) < group.calls * 1_000_000n);
        }
      }
    }),
    runs,
  );
});

test('what is not priced has no cost at all, and its calls are counted apart', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const fold = createShowbackFold('team');
      let unpriced = 0n;
      for (const { group, rows } of rowsOf(given)) {
        if (!group.isPriced) unpriced += group.calls;
        for (const row of rows) {
          assert.equal(row.cost === null, !group.isPriced);
          fold.add(row);
        }
      }
      assert.equal(fold.totals().callsUnpriced, unpriced);
      assert.equal(fold.totals().calls, BigInt(given.calls.length));
    }),
    runs,
  );
});
