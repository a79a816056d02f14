import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from './finding.ts';
import { createNaming, normaliseValue, redactText } from './placeholder.ts';

const digestOf = (text: string): string =>
  [...text]
    .reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7)
    .toString(16)
    .padStart(8, '0')
    .repeat(4);
const name = createNaming(digestOf);

function finding(text: string, value: string, type = 'payment_card'): Finding {
  const start = text.indexOf(value);
  return { type, start, end: start + value.length, confidence: 90, detectorId: 'test', detectorVersion: 1 };
}

test('a placeholder is the type and the beginning of the digest, and is ASCII', () => {
  assert.match(name({ type: 'payment_card', value: '4111' }), /^\[PAYMENT_CARD_[0-9a-f]{8}\]$/);
  assert.match(name({ type: 'größe-1', value: 'x' }), /^\[[A-Z0-9_]+_[0-9a-f]{8}\]$/);
});

test('a value has one placeholder, however it is spaced', () => {
  const names = ['4111 1111', '4111-1111', ' 41111111 '].map((value) => name({ type: 'payment_card', value }));
  assert.equal(new Set(names).size, 1);
  assert.equal(normaliseValue('Ada  Lovelace'), 'Ada Lovelace');
});

test('two values whose digests begin alike have two placeholders', () => {
  const naming = createNaming((text) => `aaaaaaaa${text.endsWith('one') ? '1' : '2'}`.padEnd(40, '0'));
  const one = naming({ type: 'a', value: 'one' });
  const two = naming({ type: 'a', value: 'two' });
  assert.notEqual(one, two);
  assert.deepEqual([naming({ type: 'a', value: 'one' }), naming({ type: 'a', value: 'two' })], [one, two]);
});

test('each finding is replaced and the rest stays', () => {
  const text = 'card 4111, name Ada.';
  const { text: redacted, placed } = redactText(text, [finding(text, '4111'), finding(text, 'Ada', 'person')], {
    name,
    isJson: false,
  });
  assert.deepEqual(
    placed.map(({ value }) => value),
    ['4111', 'Ada'],
  );
  assert.equal(redacted, `card ${placed[0]?.placeholder}, name ${placed[1]?.placeholder}.`);
});

test('arguments of a tool are JSON after redaction, whatever is cut', () => {
  const json = '{"card": 4111111111111111, "note": "say \\"hello\\" to \\u0041da", "n": [12345678, -1]}';
  for (let start = 0; start < json.length; start++)
    for (let end = start + 1; end <= json.length; end++) {
      const { text } = redactText(json, [{ ...finding(json, '4111'), start, end }], { name, isJson: true });
      assert.doesNotThrow(() => JSON.parse(text), `${start} to ${end}: ${text}`);
    }
});

test('a value inside a JSON string is remembered as it reads, not as it is written', () => {
  const json = '{"note":"M\\u00fcller"}';
  const { placed } = redactText(json, [finding(json, 'M\\u00fcller', 'person')], { name, isJson: true });
  assert.equal(placed[0]?.value, 'Müller');
});
