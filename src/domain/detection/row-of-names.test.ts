import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRowOfNames } from './row-of-names.ts';

const isRow = (text: string) => isRowOfNames(text, { start: 0, end: text.length, isWhole: true });

test('Names between delimiters are the head of a table, in quotes and bars or without', () => {
  for (const row of ['id,name,password', 'Name; Paßwort', '| user | "pass word" |', 'a\tb', '用户,密码'])
    assert.ok(isRow(row));
});

test('Arguments, sentences, numbers and a cell alone are none', () => {
  for (const row of [
    'f(id, name)',
    'password',
    '12, 14',
    'id,,name',
    `the ${'long '.repeat(12)}clause, and more`,
    '| a |',
  ])
    assert.ok(!isRow(row));
});

test('A line whose ends are not known is none', () => {
  assert.ok(!isRowOfNames('id,name', { start: 0, end: 7, isWhole: false }));
});
