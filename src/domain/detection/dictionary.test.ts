import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDictionaryScanner } from './dictionary.ts';
import { createDictionaryBuilder } from './dictionary-builder.ts';

const CUSTOMERS = { id: 'customers', word: 'the name of a customer', dataClass: 'confidential' } as const;
const key = { first: 0x12345678, second: 0x9abcdef0 };

function scannerOf(entries: readonly string[]) {
  const builder = createDictionaryBuilder({ key, entriesMax: 100 });
  for (const entry of entries) builder.add(entry);
  return createDictionaryScanner(builder.finish({ ...CUSTOMERS, version: 3 }), key);
}

function found(entries: readonly string[], text: string): readonly string[] {
  const spans: string[] = [];
  scannerOf(entries).look(text, ({ start, end }) => spans.push(text.slice(start, end)));
  return spans;
}

test('An entry is found whatever its case, accents and what stands between its words', () => {
  const entries = ['Jörg Müller', 'CUST-0012-3345', 'Acme Rocket Works'];
  assert.deepEqual(found(entries, 'Ask jorg  MULLER, or Jörg-Müller.'), ['jorg  MULLER', 'Jörg-Müller']);
  assert.deepEqual(found(entries, 'id=cust00123345; CUST 0012 3345, cust-00123345'), [
    'cust00123345',
    'CUST 0012 3345',
    'cust-00123345',
  ]);
  assert.deepEqual(found(entries, 'the Acme\nRocket Works deal'), ['Acme\nRocket Works']);
});

test('Zero-width and full-width characters do not hide an entry, and the span is that of the text as it came', () => {
  assert.deepEqual(found(['Acme Rocket'], 'xx Ac\u200bme Ｒocket yy'), ['Ac\u200bme Ｒocket']);
});

test('Only whole words count, and of two entries the longer', () => {
  assert.deepEqual(found(['Acme', 'Acme Rocket'], 'Acme Rocket, Acmeology, preAcme, ACME'), ['Acme Rocket', 'ACME']);
});

test('An entry in the first and in the last place of a text is found, and another key finds nothing', () => {
  assert.deepEqual(found(['Acme'], 'Acme and acme'), ['Acme', 'acme']);
  const builder = createDictionaryBuilder({ key, entriesMax: 10 });
  builder.add('Acme');
  const dictionary = builder.finish({ ...CUSTOMERS, version: 1 });
  const spans: unknown[] = [];
  createDictionaryScanner(dictionary, { first: 1, second: 1 }).look('Acme', (span) => spans.push(span));
  assert.deepEqual(spans, []);
});

test('What is not taken into a dictionary is told', () => {
  const builder = createDictionaryBuilder({ key, entriesMax: 2 });
  assert.equal(builder.add('abc'), 'too_short');
  assert.equal(builder.add('x'.repeat(97)), 'too_long');
  assert.equal(builder.add('a1 b2 c3 d4 e5 f6 g7 h8 i9'), 'too_long');
  assert.equal(builder.add('Acme'), 'added');
  assert.equal(builder.add('ACME '), 'known');
  assert.equal(builder.add('Beta Ltd'), 'added');
  assert.equal(builder.add('Gamma'), 'too_many');
});

test('A hundred thousand entries are each found, in 30 bytes for each, and other words are not', () => {
  const builder = createDictionaryBuilder({ key, entriesMax: 1_000_000 });
  const many = 100_000;
  for (let entry = 0; entry < many; entry++) builder.add(`customer ${entry * 7}`);
  const dictionary = builder.finish({ ...CUSTOMERS, version: 1 });
  assert.equal(dictionary.entries, many);
  assert.ok(dictionary.slots.byteLength + dictionary.beginnings.byteLength < 30 * many);
  const scanner = createDictionaryScanner(dictionary, key);
  let hits = 0;
  for (let entry = 0; entry < many; entry += 97) scanner.look(`the CUSTOMER-${entry * 7} said`, () => hits++);
  assert.equal(hits, Math.ceil(many / 97));
  for (let entry = 0; entry < many; entry += 97) scanner.look(`the customer ${entry * 7 + 1} said`, () => hits++);
  assert.equal(hits, Math.ceil(many / 97));
});
