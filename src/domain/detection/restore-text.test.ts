import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRestorer, indexPlaceholders } from './restore-text.ts';

const CARD = '[PAYMENT_CARD_7f3a9c2e]';
const NOTE = '[NOTE_00aa11bb]';
const index = indexPlaceholders(
  new Map([
    [CARD, '4111 1111 1111 1111'],
    [NOTE, 'says "hi"\n\\o/'],
  ]),
);

function restored(text: string, form: 'text' | 'json' = 'text'): string {
  const restorer = createRestorer(index, form);
  return restorer.accept(text) + restorer.flush();
}

test('a known placeholder becomes its value, also where a model changed its case or escaped its brackets', () => {
  const rows = [
    [`Card ${CARD}.`, 'Card 4111 1111 1111 1111.'],
    ['`[payment_card_7F3A9C2E]`', '`4111 1111 1111 1111`'],
    ['**[Payment_Card_7f3a9c2e]**', '**4111 1111 1111 1111**'],
    ['\\[PAYMENT\\_CARD\\_7f3a9c2e\\]', '4111 1111 1111 1111'],
    ['[[PAYMENT_CARD_7f3a9c2e]]', '[4111 1111 1111 1111]'],
    ['C:\\[PAYMENT_CARD_7f3a9c2e]', 'C:\\4111 1111 1111 1111'],
    [`${CARD}${CARD}`, '4111 1111 1111 11114111 1111 1111 1111'],
  ];
  for (const [text, wanted] of rows) assert.equal(restored(text ?? ''), wanted);
});

test('what is not a placeholder of this call stays as it is', () => {
  for (const text of [
    '[PAYMENT_CARD_7f3a9c2f]',
    '[EMAIL_7f3a9c2e]',
    'PAYMENT_CARD_7f3a9c2e',
    '[PAYMENT_CARD_7f3a9c2e',
    '[PAYMENT CARD 7f3a9c2e]',
    '[PAYMENT_CARD_7f3a9c2e\\]',
    'a[0] = \\[x\\] + \\',
    '[',
    '\\',
  ]) {
    assert.equal(restored(text), text);
  }
});

test('a value that looks like a placeholder is not replaced again', () => {
  const chained = indexPlaceholders(
    new Map([
      [CARD, NOTE],
      [NOTE, CARD],
    ]),
  );
  const restorer = createRestorer(chained, 'text');
  assert.equal(restorer.accept(`${CARD} ${NOTE}`) + restorer.flush(), `${NOTE} ${CARD}`);
});

test('in JSON a value is escaped for the string it stands in, and quoted where it stands in none', () => {
  assert.deepEqual(JSON.parse(restored(`{"a":"x ${NOTE}","b":["${CARD}"]}`, 'json')), {
    a: 'x says "hi"\n\\o/',
    b: ['4111 1111 1111 1111'],
  });
  assert.deepEqual(JSON.parse(restored(`{"a": ${NOTE}}`, 'json')), { a: 'says "hi"\n\\o/' });
  assert.deepEqual(JSON.parse(restored('{"a":"\\\\[NOTE\\\\_00aa11bb\\\\]"}', 'json')), { a: 'says "hi"\n\\o/' });
});

test('a text that is JSON, as structured answers are, stays JSON', () => {
  assert.deepEqual(JSON.parse(restored(` {"a":"${NOTE}"}`)), { a: 'says "hi"\n\\o/' });
  assert.equal(restored(`{name}: ${NOTE}`), '{name}: says "hi"\n\\o/');
});

test('nothing waits but what may be the beginning of a known placeholder', () => {
  const restorer = createRestorer(index, 'text');
  assert.equal(restorer.accept('see [1] and [PAY'), 'see [1] and ');
  assert.equal(restorer.accept('MENT'), '');
  assert.equal(restorer.accept('S] [NO'), '[PAYMENTS] ');
  assert.equal(restorer.flush(), '[NO');
});
