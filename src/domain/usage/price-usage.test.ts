import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BucketPrices, Price, PricePredicates } from '../catalog/price.ts';
import { compilePriceBook } from '../catalog/price-book.ts';
import { priceUsage } from './price-usage.ts';
import { NO_TOKENS, type TokenUsage } from './token-usage.ts';

const LIST: BucketPrices = {
  inputUncached: '3000000000',
  inputCacheRead: '300000000',
  inputCacheWrite5m: '3750000000',
  inputCacheWrite1h: '6000000000',
  outputVisible: '15000000000',
  outputReasoning: '15000000000',
};
const NOTHING_KNOWN: BucketPrices = {
  inputUncached: null,
  inputCacheRead: null,
  inputCacheWrite5m: null,
  inputCacheWrite1h: null,
  outputVisible: null,
  outputReasoning: null,
};

function row(id: string, predicates: PricePredicates, change: Partial<Price> = {}): Price {
  const base = { priceKey: 'vendor/model', effectiveFromMs: 0, effectiveToMs: null, source: 'test' };
  return { id, ...base, predicates, nanodollarsPerMillionTokens: LIST, ...change };
}

function price(rows: readonly Price[], usage: Partial<TokenUsage>, call: { tier?: string; at?: number } = {}) {
  return priceUsage({
    usage: { ...NO_TOKENS, ...usage },
    priceBook: compilePriceBook({ version: '1', rows }),
    priceKey: 'vendor/model',
    atMs: call.at ?? 1000,
    serviceTier: call.tier ?? null,
    region: 'eu',
    contract: 'acme-2026',
  });
}

// One step a row: what was used of which prices, and the cost in the last column.
const costs: readonly (readonly [string, Partial<TokenUsage>, Partial<BucketPrices>, bigint | null])[] = [
  ['nothing', {}, {}, 0n],
  ['one input token', { inputUncachedTokens: 1 }, {}, 3000n],
  ['a part is rounded up', { inputUncachedTokens: 1 }, { inputUncached: '1' }, 1n],
  ['a whole is not rounded', { inputUncachedTokens: 1000000 }, { inputUncached: '1' }, 1n],
  [
    'parts are summed, then rounded',
    { inputUncachedTokens: 1, outputVisibleTokens: 1 },
    { inputUncached: '1', outputVisible: '1' },
    1n,
  ],
  ['cache read', { inputCacheReadTokens: 10 }, {}, 3000n],
  ['cache write 5 m', { inputCacheWrite5mTokens: 10 }, {}, 37500n],
  ['cache write 1 h', { inputCacheWrite1hTokens: 10 }, {}, 60000n],
  ['cache write unknown: dearer', { inputCacheWriteUnknownTokens: 10 }, {}, 60000n],
  ['cache write unknown: the known', { inputCacheWriteUnknownTokens: 10 }, { inputCacheWrite1h: null }, 37500n],
  ['cache write unknown: none', { inputCacheWriteUnknownTokens: 10 }, NOTHING_KNOWN, null],
  ['reasoning', { outputReasoningTokens: 2 }, {}, 30000n],
  ['used bucket without price', { outputReasoningTokens: 2 }, { outputReasoning: null }, null],
  ['unused bucket without price', { outputVisibleTokens: 2 }, { outputReasoning: null }, 30000n],
  ['a free bucket', { outputVisibleTokens: 2 }, { outputVisible: '0' }, 0n],
  ['past 2^53', { inputUncachedTokens: 9007199254740991 }, {}, 27021597764222973000n],
];
for (const [name, usage, change, expected] of costs) {
  test(`cost of ${name} is ${expected ?? 'unpriced'}`, () => {
    const rows = [row('list', {}, { nanodollarsPerMillionTokens: { ...LIST, ...change } })];
    assert.deepEqual(price(rows, usage), { costNanodollars: expected, priceId: 'list' });
  });
}

const DATED = { effectiveFromMs: 500, effectiveToMs: 1000 };
const choices: readonly (readonly [string, readonly Price[], { tier?: string; at?: number }, string | null])[] = [
  ['no row for the key', [row('other', {}, { priceKey: 'vendor/other' })], {}, null],
  ['not yet effective', [row('late', {}, { effectiveFromMs: 1001 })], {}, null],
  ['effective from this moment', [row('now', {}, { effectiveFromMs: 1000 })], {}, 'now'],
  ['ended at this moment', [row('old', {}, DATED)], {}, null],
  ['effective until a moment ago', [row('old', {}, DATED)], { at: 999 }, 'old'],
  ['the later of two dates', [row('b', {}), row('a', {}, { effectiveFromMs: 900 })], {}, 'a'],
  [
    'what people wrote over a newer catalogue',
    [row('own', {}), row('seed:x', {}, { effectiveFromMs: 900 })],
    {},
    'own',
  ],
  ['the greater of two ids', [row('a', {}), row('b', {})], {}, 'b'],
  [
    'contract over tier',
    [row('t', { serviceTier: 'flex' }), row('c', { contract: 'acme-2026' })],
    { tier: 'flex' },
    'c',
  ],
  ['contract of somebody else', [row('l', {}), row('c', { contract: 'other' })], {}, 'l'],
  ['tier over region', [row('r', { region: 'eu' }), row('t', { serviceTier: 'flex' })], { tier: 'flex' }, 't'],
  ['region over context size', [row('n', { inputTokensMin: 5 }), row('r', { region: 'eu' })], {}, 'r'],
  ['region of elsewhere', [row('l', {}), row('r', { region: 'us' })], {}, 'l'],
  ['the larger context threshold', [row('n', { inputTokensMin: 5 }), row('m', { inputTokensMin: 10 })], {}, 'm'],
  ['a threshold not reached', [row('l', {}), row('m', { inputTokensMin: 11 })], {}, 'l'],
  ['context size over date', [row('l', {}, { effectiveFromMs: 900 }), row('m', { inputTokensMin: 10 })], {}, 'm'],
  ['standard tier, vendor silent', [row('s', { serviceTier: 'standard' })], {}, 's'],
  ['standard tier, called default', [row('s', { serviceTier: 'standard' })], { tier: 'default' }, 's'],
  ['a tier without a row', [row('l', {}), row('t', { serviceTier: 'flex' })], { tier: 'priority' }, 'l'],
];
for (const [name, rows, call, expected] of choices) {
  test(`of ${rows.map((each) => each.id).join(' and ')}, ${name} gives ${expected ?? 'no row'}`, () => {
    assert.equal(price(rows, { inputUncachedTokens: 10 }, call).priceId, expected);
  });
}

test('a row of nulls says that the price of this tier is not known', () => {
  const rows = [
    row('list', {}),
    row('none', { serviceTier: 'priority' }, { nanodollarsPerMillionTokens: NOTHING_KNOWN }),
  ];
  const priced = price(rows, { inputUncachedTokens: 1 }, { tier: 'priority' });
  assert.deepEqual(priced, { costNanodollars: null, priceId: 'none' });
});

for (const amount of ['1.5', '-1', '', '1e3', ' 1']) {
  test(`the amount "${amount}" is refused when the book is compiled, with the id of its row`, () => {
    const rows = [row('broken', {}, { nanodollarsPerMillionTokens: { ...LIST, outputVisible: amount } })];
    assert.throws(() => compilePriceBook({ version: '1', rows }), /price broken: an amount is not a whole number/);
  });
}
