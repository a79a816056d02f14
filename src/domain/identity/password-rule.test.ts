import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPasswordFault } from './password-rule.ts';

const OF = { name: 'Mara Lindqvist', email: 'mara.lind@example.test' };

// biome-ignore format: a table is read down
const PASSWORDS: readonly (readonly [password: string, fault: RegExp | undefined])[] = [
  ['seven quiet otters',           undefined],
  ['w4Xq-0pL!zzT9',                undefined],
  ['пароль из шести слов',         undefined],
  ['too short 1',                  /fewer than 12/],
  ['😀'.repeat(11),                 /fewer than 12/],
  ['x'.repeat(300),                /more than 256/],
  ['abababababab',                 /few characters/],
  ['abcdefghijklm',                /row of the keyboard/],
  ['poiuytrewqzz',                 undefined],
  ['password1234',                 /common/],
  ['Password!2026',                /common/],
  ['Tokenward2026!',               /common/],
  ['my-lindqvist-word',            /your own name/],
  ['MARA loves mountains',         /your own name/],
];

test('a password is long, is nobody’s first guess, and does not hold its owner’s name', () => {
  for (const [password, fault] of PASSWORDS) {
    const found = findPasswordFault(password, OF);
    if (fault === undefined) assert.equal(found, undefined, password);
    else assert.match(found ?? '', fault, password);
  }
});
