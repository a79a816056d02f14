import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { calcPrice } from '@pydantic/genai-prices';
import { compilePriceBook } from '../src/domain/catalog/price-book.ts';
import { priceUsage } from '../src/domain/usage/price-usage.ts';
import { NO_TOKENS, type TokenUsage } from '../src/domain/usage/token-usage.ts';
import { makePriceSeed, toNanodollars, writeSeedText } from './make-price-seed.ts';
import { PUBLISHED_MODELS } from './price-facts.ts';

const seed = makePriceSeed();
const priceBook = compilePriceBook(seed);
const MILLION = 1_000_000;

function dollars(priceKey: string, usage: Partial<TokenUsage>, at: string, serviceTier: string | null): string | null {
  const call = { priceBook, priceKey, atMs: Date.parse(at), serviceTier, region: null };
  const { costNanodollars } = priceUsage({ ...call, usage: { ...NO_TOKENS, ...usage } });
  return costNanodollars === null ? null : String(Number(costNanodollars) / 1e9);
}

test('data/price-seed.json is what make-price-seed.ts writes', () => {
  assert.equal(readFileSync(new URL('price-seed.json', import.meta.url), 'utf8'), writeSeedText(seed));
});

test('every row has an id of its own', () => {
  assert.equal(new Set(seed.rows.map((row) => row.id)).size, seed.rows.length);
});

// Published prices that people know by heart, a million tokens each (of a long prompt where the column says so).
const IN: Partial<TokenUsage> = { inputUncachedTokens: MILLION };
const SHORT: Partial<TokenUsage> = { inputUncachedTokens: 100_000 };
const OUT: Partial<TokenUsage> = { outputVisibleTokens: MILLION };
const THOUGHT: Partial<TokenUsage> = { outputReasoningTokens: MILLION };
const READ: Partial<TokenUsage> = { inputCacheReadTokens: MILLION };
const WRITE_5M: Partial<TokenUsage> = { inputCacheWrite5mTokens: MILLION };
const WRITE_1H: Partial<TokenUsage> = { inputCacheWrite1hTokens: MILLION };
const WRITE_UNKNOWN: Partial<TokenUsage> = { inputCacheWriteUnknownTokens: MILLION };
const EDGE: Partial<TokenUsage> = { inputUncachedTokens: 272_000 };
const OVER_EDGE: Partial<TokenUsage> = { inputUncachedTokens: 272_001 };
const SHORT_READ: Partial<TokenUsage> = { inputCacheReadTokens: 100_000 };
const SHORT_WRITE_UNKNOWN: Partial<TokenUsage> = { inputCacheWriteUnknownTokens: 100_000 };
const LONG_OUT: Partial<TokenUsage> = { ...IN, ...OUT };
const known: readonly (readonly [string, Partial<TokenUsage>, string, string | null, string | null])[] = [
  ['openai/gpt-4o', IN, '2026-06-01', null, '2.5'],
  ['openai/gpt-4o', READ, '2026-06-01', 'default', '1.25'],
  ['openai/gpt-4o', OUT, '2026-06-01', null, '10'],
  ['openai/gpt-4o', OUT, '2026-06-01', 'priority', '17'],
  ['openai/gpt-4o-mini', IN, '2026-06-01', null, '0.15'],
  ['openai/gpt-5', THOUGHT, '2026-06-01', null, '10'],
  ['openai/gpt-5', OUT, '2026-06-01', 'flex', '5'],
  ['openai/o3', IN, '2025-06-09', null, '10'],
  ['openai/o3', IN, '2025-06-10', null, '2'],
  ['openai/gpt-5.4', SHORT, '2026-06-01', null, '0.25'],
  ['openai/gpt-5.4', IN, '2026-06-01', null, '5'],
  ['openai/gpt-5.4', IN, '2026-06-01', 'priority', null],
  ['openai/text-embedding-3-small', IN, '2026-06-01', null, '0.02'],
  ['openai/gpt-6.1-sol', SHORT, '2026-09-28', null, null],
  ['openai/gpt-6.1-sol', SHORT, '2026-09-29', null, '0.2'],
  ['openai/gpt-6.1-sol', EDGE, '2026-10-01', null, '0.544'],
  ['openai/gpt-6.1-sol', OVER_EDGE, '2026-10-01', null, '1.088004'],
  ['openai/gpt-6.1-sol', OUT, '2026-10-01', null, '10'],
  ['openai/gpt-6.1-sol', THOUGHT, '2026-10-01', null, '10'],
  ['openai/gpt-6.1-sol', SHORT_READ, '2026-10-01', null, '0.01'],
  ['openai/gpt-6.1-sol', READ, '2026-10-01', null, '0.2'],
  ['openai/gpt-6.1-sol', SHORT_WRITE_UNKNOWN, '2026-10-01', null, '0.25'],
  ['openai/gpt-6.1-sol', WRITE_UNKNOWN, '2026-10-01', null, '5'],
  ['openai/gpt-6.1-sol', LONG_OUT, '2026-10-01', null, '19'],
  ['openai/gpt-6.1-sol', OUT, '2026-10-01', 'flex', '5'],
  ['openai/gpt-6.1-sol', IN, '2026-10-01', 'batch', '2'],
  ['openai/gpt-6.1-sol', OUT, '2026-10-01', 'priority', '20'],
  ['openai/gpt-6.1-sol', LONG_OUT, '2026-10-01', 'fast', '38'],
  ['anthropic/claude-sonnet-5-5', IN, '2026-09-27', null, null],
  ['anthropic/claude-sonnet-5-5', IN, '2026-09-28', null, '2'],
  ['anthropic/claude-sonnet-5-5', OUT, '2026-10-01', null, '10'],
  ['anthropic/claude-sonnet-5-5', THOUGHT, '2026-11-01', null, '10'],
  ['anthropic/claude-sonnet-5-5', READ, '2026-10-06', null, '0.2'],
  ['anthropic/claude-sonnet-5-5', READ, '2026-10-07', null, '0.1'],
  ['anthropic/claude-sonnet-5-5', READ, '2026-10-07', 'batch', '0.05'],
  ['anthropic/claude-sonnet-5-5', WRITE_5M, '2026-10-07', null, '2.5'],
  ['anthropic/claude-sonnet-5-5', WRITE_1H, '2026-10-07', null, '4'],
  ['anthropic/claude-sonnet-5-5', OUT, '2026-10-07', 'batch', '5'],
  ['anthropic/claude-sonnet-5-5', OUT, '2026-10-07', 'priority', null],
  ['anthropic/claude-sonnet-4-0', IN, '2026-06-01', 'standard', '3'],
  ['anthropic/claude-sonnet-4-0', OUT, '2026-06-01', null, '15'],
  ['anthropic/claude-sonnet-4-0', READ, '2026-06-01', null, '0.3'],
  ['anthropic/claude-sonnet-4-0', WRITE_5M, '2026-06-01', null, '3.75'],
  ['anthropic/claude-sonnet-4-0', WRITE_1H, '2026-06-01', null, '6'],
  ['anthropic/claude-sonnet-4-0', WRITE_UNKNOWN, '2026-06-01', null, '6'],
  ['anthropic/claude-opus-4-1', OUT, '2026-06-01', 'batch', '37.5'],
  ['anthropic/claude-opus-4-1', OUT, '2026-06-01', 'priority', null],
  ['anthropic/claude-haiku-4-5', OUT, '2026-06-01', null, '5'],
  ['anthropic/claude-sonnet-4-5', IN, '2026-03-01', null, '6'],
  ['google/gemini-2.5-pro', SHORT, '2026-06-01', null, '0.125'],
  ['google/gemini-2.5-pro', IN, '2026-06-01', null, '2.5'],
  ['google/gemini-2.5-flash', OUT, '2026-06-01', null, '2.5'],
  ['mistral/mistral-large-2512', OUT, '2026-06-01', null, '1.5'],
  ['deepseek/deepseek-v4-flash', IN, '2026-08-16', null, '0.14'],
  ['deepseek/deepseek-v4-flash', IN, '2026-08-17', null, null],
];
for (const [priceKey, usage, at, tier, expected] of known) {
  test(`${priceKey}, ${tier ?? 'no'} tier, on ${at}: ${JSON.stringify(usage)} cost ${expected ?? 'is unpriced'}`, () => {
    assert.equal(dollars(priceKey, usage, at, tier), expected);
  });
}

/** Where the catalogue's id is not among the names that it finds itself by. */
const CATALOGUE_NAMES: Readonly<Record<string, string>> = { 'mistral/mistral-medium-3-1': 'mistral-medium-2508' };

/** The catalogue knows nothing of these, or takes them for another model. */
const published = new Set(PUBLISHED_MODELS.map(({ vendor, modelId }) => `${vendor}/${modelId}`));

const sizes = [1000, 150_000, 250_000, 300_000];
for (const priceKey of priceBook.rowsByPriceKey.keys()) {
  if (priceKey.startsWith('deepseek/') || priceKey.includes('embed') || published.has(priceKey)) continue;
  test(`${priceKey} costs at standard tier what the catalogue itself reckons`, () => {
    const [providerId = '', ...rest] = priceKey.split('/');
    const timestamp = new Date('2026-11-01');
    for (const size of sizes) {
      const usage = { input_tokens: size, output_tokens: 777 };
      const theirs = calcPrice(usage, CATALOGUE_NAMES[priceKey] ?? rest.join('/'), { providerId, timestamp });
      const ours = dollars(priceKey, { inputUncachedTokens: size, outputVisibleTokens: 777 }, '2026-11-01', null);
      assert.ok(theirs !== null && ours !== null);
      assert.ok(Math.abs(theirs.total_price - Number(ours)) < 1e-8, `${size}: ${theirs.total_price} against ${ours}`);
    }
  });
}

const exact: readonly (readonly [string, string])[] = [
  ['0.003625', '3625000'],
  ['2.5', '2500000000'],
  ['15', '15000000000'],
  ['0', '0'],
];
for (const [text, expected] of exact) {
  test(`${text} dollars are exactly ${expected} nanodollars`, () => assert.equal(toNanodollars(text), expected));
}

test('a price finer than a nanodollar for a million tokens is refused instead of rounded', () => {
  assert.throws(() => toNanodollars('0.0000000001'), /not a whole number of nanodollars/);
});
