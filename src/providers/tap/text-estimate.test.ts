import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateTokens, TextEstimate } from './text-estimate.ts';

const BASE64 = Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 7919) % 256)).toString('base64');

// text, tokens by o200k_base, by cl100k_base (counted with js-tiktoken), how many times the smaller the estimate may be
const TEXTS = [
  ['The moon pulls the sea and the sea follows, twice a day.', 14, 14, 1.5],
  ['const total = items.reduce((sum, item) => sum + item.price, 0);\n\treturn "total";', 23, 23, 1.8],
  ['2026-11-21,48213.55,90017,12.5', 18, 18, 1.5],
  ['0b5d2c9e-2f6a-4c7e-9f53-aa11bb22cc33', 28, 29, 1.5],
  [BASE64, 278, 294, 1.5],
  [Buffer.from(BASE64).toString('hex'), 368, 368, 2],
  ['{"city": "Brest", "tides": [{"at": "06:12", "metres": 6.4}]}', 29, 29, 1.8],
  ['Donaudampfschifffahrtsgesellschaftskapitän', 13, 17, 1.8],
  ['月亮吸引着大海', 7, 10, 2],
  ['🌊🌊🌊', 6, 9, 2],
  ['Луна притягивает море', 6, 12, 3.5],
  ['ดวงจันทร์ดึงดูดทะเล', 11, 19, 3],
  ['ጨረቃ ባሕርን ትስባለች', 26, 35, 2],
] as const;

test('an estimate is not below what the common tokenizers count, and not far above', () => {
  for (const [text, o200k, cl100k, timesMax] of TEXTS) {
    const estimate = estimateTokens(Buffer.from(JSON.stringify(text).slice(1, -1)).toString('latin1'));
    assert.ok(estimate >= Math.max(o200k, cl100k), `${text}: ${estimate}`);
    assert.ok(estimate <= Math.min(o200k, cl100k) * timesMax, `${text}: ${estimate}`);
  }
});

test('only what the model wrote is counted, a delta counts at least one, and an open string counts as far as it came', () => {
  const estimate = new TextEstimate(['content']);
  estimate.add(Buffer.from('data: {"id":"a long identifier","delta":{"content":" "}}\n\ndata: {"content": "hello wo'));
  assert.equal(estimate.tokensWith(new Uint8Array(0)), 1 + 2 + 1);
  assert.equal(estimate.tokensWith(Buffer.from('rld \\"quoted\\""}\n\n')), 1 + 8);
  assert.equal(estimate.tokensWith(new Uint8Array(0)), 1 + 2 + 1);
});
