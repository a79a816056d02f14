import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addNanodollars, formatDollars, nanodollars, parseNanodollars, roundUpPerMillion } from './nanodollars.ts';

const formats: readonly (readonly [bigint, string])[] = [
  [0n, '$0.000000000'],
  [1n, '$0.000000001'],
  [-1n, '-$0.000000001'],
  [999999999n, '$0.999999999'],
  [1000000000n, '$1.000000000'],
  [-1234567890n, '-$1.234567890'],
  [9007199254740993n, '$9007199.254740993'],
  [123456789012345678901n, '$123456789012.345678901'],
];
for (const [amount, text] of formats) {
  test(`${amount} nanodollars are shown as ${text}`, () => assert.equal(formatDollars(nanodollars(amount)), text));
}

const wire: readonly (readonly [string, bigint | undefined])[] = [
  ['0', 0n],
  ['-1', -1n],
  ['007', 7n],
  ['9007199254740993', 9007199254740993n],
  ['9'.repeat(38), BigInt('9'.repeat(38))],
  ['9'.repeat(39), undefined],
  ['', undefined],
  ['-', undefined],
  ['+1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  [' 1', undefined],
  ['1\n', undefined],
  ['١', undefined],
];
for (const [text, amount] of wire) {
  test(`${JSON.stringify(text)} on the wire is ${amount ?? 'refused'}`, () =>
    assert.equal(parseNanodollars(text), amount));
}

const rounded: readonly (readonly [bigint, bigint])[] = [
  [0n, 0n],
  [1n, 1n],
  [999999n, 1n],
  [1000000n, 1n],
  [1000001n, 2n],
  [-1n, 0n],
  [-1000000n, -1n],
  [-1999999n, -1n],
];
for (const [numerator, amount] of rounded) {
  test(`${numerator} millionths of a nanodollar are rounded up to ${amount}`, () => {
    assert.equal(roundUpPerMillion(numerator), amount);
  });
}

test('amounts are added exactly beyond what a float can hold', () => {
  const amounts = [9007199254740993n, 1n, -2n].map(nanodollars);
  assert.equal(addNanodollars(amounts), 9007199254740992n);
  assert.equal(addNanodollars([]), 0n);
});
