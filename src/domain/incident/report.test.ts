import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canBecome } from './report.ts';

// biome-ignore format: a table is read down
const rows = [
  ['received',  'looked_at', true],
  ['received',  'closed',    true],
  ['received',  'received',  false],
  ['looked_at', 'looked_at', true],
  ['looked_at', 'closed',    true],
  ['looked_at', 'received',  false],
  ['closed',    'received',  false],
  ['closed',    'looked_at', false],
  ['closed',    'closed',    false],
] as const;
for (const [from, to, may] of rows) {
  test(`a report that is ${from} ${may ? 'becomes' : 'never becomes'} ${to}`, () =>
    assert.equal(canBecome(from, to), may));
}
