import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from './canonical-json.ts';

test('members are sorted by UTF-16 code units, as in the example of RFC 8785 section 3.2.3', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  const sorted = '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}';
  assert.equal(canonicalJson(value), sorted);
});

test('numbers are written as RFC 8785 section 3.2.2.3 writes them', () => {
  assert.equal(
    canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0]),
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  );
});

test('members whose names look like numbers are sorted as text', () => {
  assert.equal(canonicalJson({ 9: 'a', 10: 'b' }), '{"10":"b","9":"a"}');
});

test('an own member named __proto__ is written like any other', () => {
  assert.equal(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}')), '{"__proto__":{"a":2},"b":1}');
});

test('an unpaired surrogate is written as an escape', () => {
  assert.equal(canonicalJson('a\ud800'), '"a\\ud800"');
});

const unwritable: readonly (readonly [string, unknown, RegExp])[] = [
  ['undefined', { cost: undefined }, /"cost" is undefined/],
  ['NaN', { share: Number.NaN }, /"share" is NaN/],
  ['an infinity', [Number.POSITIVE_INFINITY], /Infinity/],
  ['a bigint', { cost: 1n }, /"cost" is bigint/],
  ['a date', { at: new Date(0) }, /"at" is not a plain object/],
  ['a map', { rows: new Map() }, /"rows" is not a plain object/],
  ['a function', { call: () => 1 }, /"call" is function/],
  ['a hole in an array', new Array(1), /undefined/],
];
for (const [name, value, message] of unwritable) {
  test(`${name} is refused with the member's name`, () => {
    assert.throws(() => canonicalJson(value), { name: 'TypeError', message });
  });
}

test('a value that contains itself is refused instead of exhausting the stack', () => {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  assert.throws(() => canonicalJson(value), /nested deeper than 64/);
});
