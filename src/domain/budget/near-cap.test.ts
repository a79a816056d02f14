import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompiledPrice } from '../catalog/price.ts';
import { nanodollars } from '../money/nanodollars.ts';
import { createCostMemory } from './cost-memory.ts';
import { sampleEnvelope } from './envelope.fixture.ts';
import { decideNearCap, type EnvelopeRoom } from './near-cap.ts';
import { dearestRates, type ExpectedCall, reckonHold } from './reckon-hold.ts';

const DOLLAR = 1_000_000_000n;
const CALL: ExpectedCall = {
  inputTokens: 1_000,
  outputTokensMax: 4_000,
  rates: { input: 3n * DOLLAR, output: 15n * DOLLAR },
  pastCost: () => null,
  pastTokens: () => null,
};
/** 1,000 × $3 + 4,000 × $15, a million tokens each. */
const WORST = 63_000_000n;

function room(available: bigint, needed: bigint | 'unpriced' = WORST, id = 'one'): EnvelopeRoom {
  return { envelope: sampleEnvelope(id), limit: DOLLAR, spent: 0n, held: 0n, available, needed, resetsAtMs: 1 };
}
const SMALL = { modelId: 'small', rates: { input: DOLLAR / 10n, output: DOLLAR / 2n }, outputTokensMax: 4_000 };

/** [what, rooms, other models, outcome] */
const CASES: readonly (readonly [string, readonly EnvelopeRoom[], readonly (typeof SMALL)[], string])[] = [
  ['exactly enough', [room(WORST)], [], 'admit'],
  ['a nanodollar too little', [room(WORST - 1n)], [], 'clamp 3999'],
  ['half of the output', [room(33_000_000n)], [], 'clamp 2000'],
  ['the tighter of two decides', [room(33_000_000n), room(18_000_000n, WORST, 'two')], [], 'clamp 1000'],
  ['too little for a useful answer', [room(5_000_000n)], [], 'refuse exhausted one'],
  ['another model fits', [room(5_000_000n)], [SMALL], 'cheaper small'],
  ['not even another model fits', [room(1_000n)], [SMALL], 'refuse exhausted one small'],
  ['the input alone is too much', [room(2_000_000n)], [], 'refuse exhausted one'],
  ['nothing is left', [room(0n)], [], 'refuse exhausted one'],
  ['less than nothing is left', [room(-5n)], [], 'refuse exhausted one'],
  ['the emptier envelope is named', [room(4_000_000n), room(1n, WORST, 'two')], [], 'refuse exhausted two'],
];
for (const [what, rooms, others, expected] of CASES)
  test(`${what}: ${expected}`, () => {
    const outcome = decideNearCap({ rooms, call: CALL, outputTokensMin: 256, others });
    assert.equal(inWords(outcome), expected);
  });

test('a model without a price is refused as unpriced, and one that has a price is offered', () => {
  const unpriced = { ...CALL, rates: null };
  const rooms = [room(DOLLAR, 'unpriced')];
  assert.equal(reckonHold(sampleEnvelope('one'), unpriced), 'unpriced');
  assert.equal(
    inWords(decideNearCap({ rooms, call: unpriced, outputTokensMin: 256, others: [] })),
    'refuse unpriced one',
  );
  assert.equal(
    inWords(decideNearCap({ rooms, call: unpriced, outputTokensMin: 256, others: [SMALL] })),
    'cheaper small',
  );
});

/** [prices of uncached input, cache writes of 5 minutes and an hour, visible output, reasoning; dearest input and output] */
const PRICES: readonly (readonly [readonly (bigint | null)[], readonly bigint[] | null])[] = [
  [
    [3n, null, null, 15n, null],
    [3n, 15n],
  ],
  [
    [3n, 4n, 6n, 15n, 20n],
    [6n, 20n],
  ],
  [
    [3n, 2n, 1n, 15n, 1n],
    [3n, 15n],
  ],
  [[null, 4n, 6n, 15n, 20n], null],
  [[3n, 4n, 6n, null, 20n], null],
];
for (const [prices, expected] of PRICES)
  test(`the dearest of the prices ${prices.join(', ')} is ${expected ?? 'not known'}`, () => {
    const [inputUncached, inputCacheWrite5m, inputCacheWrite1h, outputVisible, outputReasoning] = prices.map(
      (price) => price ?? null,
    );
    const buckets = {
      inputUncached,
      inputCacheWrite5m,
      inputCacheWrite1h,
      outputVisible,
      outputReasoning,
      inputCacheRead: null,
    };
    const rates = dearestRates(rowOf(buckets), { hasOutput: true });
    assert.deepEqual(rates === null ? null : [rates.input, rates.output], expected);
  });

function rowOf(
  prices: { readonly [Bucket in keyof CompiledPrice['nanodollarsPerMillionTokens']]: bigint | null | undefined },
): CompiledPrice {
  const of = (price: bigint | null | undefined): bigint | null => price ?? null;
  return {
    ...{ id: 'row', effectiveFromMs: 0, effectiveToMs: Number.POSITIVE_INFINITY, inputTokensMin: 0 },
    ...{ serviceTier: null, region: null, contract: null },
    nanodollarsPerMillionTokens: {
      inputUncached: of(prices.inputUncached),
      inputCacheRead: of(prices.inputCacheRead),
      inputCacheWrite5m: of(prices.inputCacheWrite5m),
      inputCacheWrite1h: of(prices.inputCacheWrite1h),
      outputVisible: of(prices.outputVisible),
      outputReasoning: of(prices.outputReasoning),
    },
  };
}

test('where no call is free none is clamped', () => {
  const rooms = [{ ...room(0n, 1n), envelope: sampleEnvelope('calls', { unit: 'concurrency' }) }];
  assert.equal(
    inWords(decideNearCap({ rooms, call: CALL, outputTokensMin: 1, others: [SMALL] })),
    'refuse exhausted calls small',
  );
});

test('a strict envelope holds the worst case, an elastic one the quantile of the past, and never more than the worst case', () => {
  const elastic = sampleEnvelope('one', { cap: { kind: 'elastic', overdraft: 0n, quantile: 0.9 } });
  const past = (amount: bigint): ExpectedCall => ({ ...CALL, pastCost: () => nanodollars(amount) });
  assert.equal(reckonHold(sampleEnvelope('one'), past(5n)), WORST);
  assert.equal(reckonHold(elastic, past(5n)), 5n);
  assert.equal(reckonHold(elastic, past(WORST * 2n)), WORST);
  assert.equal(reckonHold(elastic, CALL), WORST);
  assert.equal(reckonHold(sampleEnvelope('one', { unit: 'tokens' }), CALL), 5_000n);
  assert.equal(reckonHold(sampleEnvelope('one', { unit: 'concurrency' }), CALL), 1n);
});

test('a quantile of past cost is not below the true one, at most a fifth above it, and null while few calls are known', () => {
  const memory = createCostMemory({ kindsMax: 2 });
  for (let cost = 1n; cost <= 49n; cost += 1n) memory.observe('few', cost);
  assert.equal(memory.quantile('few', 0.9), null);
  for (let cost = 1n; cost <= 1_000n; cost += 1n) memory.observe('many', cost * 1_000n);
  const quantile = memory.quantile('many', 0.9) ?? 0n;
  assert.ok(quantile >= 900_000n && quantile <= 1_080_000n, `${quantile}`);
  memory.observe('third', 1n);
  assert.equal(memory.quantile('few', 0.9), null);
  assert.equal(memory.quantile('nobody', 0.9), null);
});

function inWords(outcome: ReturnType<typeof decideNearCap>): string {
  switch (outcome.kind) {
    case 'admit':
      return 'admit';
    case 'clamp':
      return `clamp ${outcome.tokensMax}`;
    case 'cheaper':
      return `cheaper ${outcome.modelId}`;
    case 'refuse':
      return ['refuse', outcome.reason, outcome.envelope.id, ...outcome.cheaperModelIds].join(' ');
  }
}
