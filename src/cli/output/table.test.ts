import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOutFields, layOutTable } from './table.ts';

test('columns are as wide as their widest cell, numbers end together, and no line has blanks at its end', () => {
  const columns = [
    { title: 'team', align: 'left' },
    { title: 'calls', align: 'right' },
  ] as const;
  const table = layOutTable(columns, [
    ['support', '7'],
    ['it', '12,345'],
  ]);
  assert.equal(table, ['team      calls', '───────  ──────', 'support       7', 'it       12,345'].join('\n'));
});

test('fields have their values below one another', () => {
  assert.equal(
    layOutFields([
      ['a', '1'],
      ['long', '-'],
    ]),
    '  a     1\n  long  -',
  );
});
