import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateBodyTokens } from './estimate-tokens.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Repeatable noise over an alphabet. */
function noise(alphabet: string, length: number): string {
  let state = 12345;
  let text = '';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648;
    text += alphabet[Math.floor((state / 2147483648) * alphabet.length)] ?? '';
  }
  return text;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PROSE =
  'Please summarise the discussion below for a colleague who was on leave last week. Keep the three decisions, the ' +
  'people who own them, and every date that was promised to a customer; leave out the small talk. If two messages ' +
  'contradict each other, say so instead of choosing one. The tone should be plain and friendly, about two hundred words.';
const CODE = `export function average(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  let total = 0;
  for (const value of values) {
    total += value;
  }
  return total / values.length;
}
`;
const BODY = JSON.stringify({
  model: 'gpt-4o-mini',
  messages: [
    { role: 'system', content: 'You answer support tickets.' },
    { role: 'user', content: PROSE },
  ],
  tools: [
    {
      type: 'function',
      function: { name: 'find_order', parameters: { type: 'object', properties: { orderId: { type: 'string' } } } },
    },
  ],
  temperature: 0.2,
  stream: true,
});
const NUMBERS = Array.from({ length: 200 }, (_, row) => `${(row * 7919) % 100000},${(row * 104729) % 1000}`).join('\n');

/** Counted once with o200k_base (js-tiktoken 1.0.21); the last two columns bound the estimate in per cent of it. */
const texts: readonly (readonly [string, string, number, number, number])[] = [
  ['English prose', PROSE, 70, 100, 125],
  ['code', CODE, 54, 100, 145],
  ['a request body', BODY, 145, 100, 145],
  ['columns of digits', NUMBERS, 996, 95, 125],
  ['base64', noise(BASE64, 3000), 2065, 95, 130],
  ['hex', noise('0123456789abcdef', 3000), 1723, 100, 135],
  ['Chinese', '我们需要一个网关系统，它可以记录每一次调用的成本、用途和结果。', 19, 100, 220],
  ['Russian', 'Система записывает каждый вызов и точно рассчитывает стоимость.', 13, 100, 330],
  ['German', 'Die Übersicht zeigt, welche Aufrufe im vergangenen Monat höhere Kosten verursacht haben.', 16, 100, 140],
];
for (const [name, text, counted, least, most] of texts) {
  test(`the estimate of ${name} is ${least} to ${most} per cent of what o200k counts`, () => {
    const share = (100 * estimateBodyTokens(bytes(text))) / counted;
    assert.ok(share >= least && share <= most, `${share.toFixed(0)} per cent`);
  });
}

test('a long body that is read in windows is estimated within a tenth of reading it whole', () => {
  const paragraph = `${PROSE}\n${CODE}\n${NUMBERS.slice(0, 500)}\n`;
  const whole = estimateBodyTokens(bytes(paragraph));
  for (const times of [8, 50, 400]) {
    const share = estimateBodyTokens(bytes(paragraph.repeat(times))) / (whole * times);
    assert.ok(share > 0.9 && share < 1.1, `${times} times: ${share.toFixed(2)}`);
  }
});

test('an attached file does not count as if its base64 were text', () => {
  const body = JSON.stringify({ text: PROSE, data: noise(BASE64, 1_000_000) });
  const tokens = estimateBodyTokens(bytes(body));
  assert.ok(tokens > 20_000 && tokens < 80_000, String(tokens));
});

test('nothing is no token and a single letter is one', () => {
  assert.equal(estimateBodyTokens(bytes('')), 0);
  assert.equal(estimateBodyTokens(bytes('a')), 1);
});
