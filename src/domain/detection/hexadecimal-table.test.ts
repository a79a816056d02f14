import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAmongHexadecimal } from './hexadecimal-table.ts';

function isAmong(text: string, number: string): boolean {
  const start = text.indexOf(number);
  return isAmongHexadecimal(text, { start, end: start + number.length });
}

test('Groups of digits in a table of characters are codes, on the line or round its end', () => {
  assert.ok(isAmong('6733 6734\n6735 6736 6737 6738 6739 673A 673B 673C\n', '6735 6736 6737 6738'));
  assert.ok(isAmong('57FE 5830 583A 583B\n5836 5837 5838 5839\n', '5836 5837 5838 5839'));
  assert.ok(isAmong('23439 2343F 5950 5951 5952\n5953 5955 5956 2161A', '5950 5951 5952'));
});

test('A number beside words, another number, a postcode or an identifier is none', () => {
  for (const around of [
    'Card # exp 04/27',
    '4000 # 5000',
    'EC1A 1BB # face cafe',
    '550e8400-e29b-41d4-a716 # e29b-41d4',
  ])
    assert.ok(!isAmong(around.replace('#', '5836 5837 5838 5839'), '5836 5837 5838 5839'), around);
});
