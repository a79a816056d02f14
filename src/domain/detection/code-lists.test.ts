import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCodeLists } from './code-lists.ts';
import { CREDENTIAL_DETECTORS } from './credential-detectors.ts';
import { drawFrom, randomText } from './credentials.fixture.ts';
import { planDetectors } from './detector-plan.ts';
import { PAYMENT_CARD_DETECTOR } from './financial-card.ts';
import { createScanner } from './scan-text.ts';
import { createTextPass } from './text-pass.ts';

const scanner = createScanner([...CREDENTIAL_DETECTORS, PAYMENT_CARD_DETECTOR]);
const draw = drawFrom(20261126);
const token = `glpat-${randomText(draw, 'alnum', 20)}`;
const found = (text: string) => scanner.scan(text).findings.map(({ start, end }) => text.slice(start, end));
const codesOf = (base: number, length = 0): readonly string[] =>
  [...token].map((letter) => letter.charCodeAt(0).toString(base).padStart(length, '0'));
const pass = createTextPass(planDetectors([]), null);
const listsIn = (text: string) => {
  pass.read(text);
  return findCodeLists(text, pass.nextCodes);
};

test('A token is found in a list of codes, of any base and with any signs between them.', () => {
  const lists = [
    codesOf(10).join(', '),
    codesOf(10).join(',\n    '),
    codesOf(10).join(')+chr('),
    codesOf(10).join(') || CHAR('),
    codesOf(16).join(' '),
    codesOf(16).join(':'),
    codesOf(16).join(', 0x'),
    codesOf(8, 3).join('\\'),
    codesOf(8, 3).join(' '),
    codesOf(2, 8).join(' '),
    codesOf(10, 7).join(';&#'),
  ];
  for (const list of lists) {
    const [value = ''] = found(`the bytes are (${list})`);
    assert.ok(value.length >= list.length - 7 && list.endsWith(value), list);
  }
  for (const signs of ['%u', '\\U', 'U+', '\\']) {
    const list = codesOf(16, signs === '\\U' ? 8 : 4).map((code) => `${signs}${code}`);
    assert.equal(found(`it is "${list.join(signs === 'U+' ? ' ' : '')}"`).length, 1, signs);
  }
});

test('Numbers that are no text are no list, however many stand in a row, and codes in another row are.', () => {
  const numbers = Array.from({ length: 400 }, (_, at) => String(140 + (at % 50))).join(', ');
  assert.equal(listsIn(numbers).length, 0);
  assert.equal(found(`${numbers}\n[${codesOf(10).join(', ')}]\n${numbers}`).length, 1);
});

test('A token in base 32 is found, in capitals or in small letters.', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = codesOf(2, 8).join('');
  const quintets = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0').match(/.{5}/g) ?? [];
  const encoded = quintets.map((quintet) => letters.charAt(Number.parseInt(quintet, 2))).join('');
  for (const written of [encoded, encoded.toLowerCase()]) {
    const [value = ''] = found(`decode ${written}=== please`);
    assert.ok(value.length >= encoded.length - 1 && written.startsWith(value), written);
  }
});

test('A number in groups is found with signs between them that no table has.', () => {
  for (const sign of ['_', '*', '+', '**', ')(', '#']) {
    const card = ['4111', '1111', '1111', '1111'].join(sign);
    assert.deepEqual(found(`card ${card} ok`), [card], sign);
  }
});

test('Versions, tables of numbers, times, hashes and identifiers are no lists of codes.', () => {
  const texts = [
    '255, 128, 64, 32, 16, 255, 128, 64, 32, 16, 255, 128, 64, 32',
    '1.2.3 10.20.30 11:22:33 12:23:34 2026-01-02 2026-02-03',
    '0041,00c0,00d8,00f8,0100,0250,1000,2000,3000,a000',
    'd41d8cd98f00b204e9800998ecf8427e 0cc175b9c0f1b6a831c399e269772661',
    '123e4567-e89b-12d3-a456-426614174000 123e4567-e89b-12d3-a456-426614174001',
    '1234,5678,9012,3456\n1234|5678|9012|3456',
  ];
  for (const text of texts) assert.deepEqual(listsIn(text), [], text);
});
