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

test('Groups of digits in a dump are codes, in pairs and in fours', () => {
  assert.ok(isAmong('8cf27668  0b ea 5e 05 40 82 09 69  6c fc a2 bc 58 12 8d cc  |....|\n', '05 40 82 09 69'));
  assert.ok(isAmong('0000caa0: 833d d18b 0100 040f 87eb 0300 0041 5748  .=......\n', '0300 0041 5748'));
  assert.ok(isAmong('..\n00023830: 0000 0000 0000 0000 4200 0000 0000 0000  ....\n', '4200 0000 0000 0000'));
  assert.ok(isAmong('<f@plt>\n    cd28:\t48 8b 05 19 88 01 00 \tmov    0x18819(%rip),%rax\n', '05 19 88 01 00'));
  assert.ok(isAmong('00001c30: e0ae 0000 0000 0000 4034 0200 0000 0000  ........\n', '4034 0200 0000 0000'));
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

test('A few codes that somebody put beside a number do not hide it', () => {
  for (const around of ['4e00 # 2f3a', 'a1b2 c3d4 #', '# 5e0c 90ff 1a2b', 'ref 7f3a, 7f3b and 7f3c: # 7f3d'])
    assert.ok(!isAmong(around.replace('#', '4111 1111 1111 1111'), '4111 1111 1111 1111'), around);
});
