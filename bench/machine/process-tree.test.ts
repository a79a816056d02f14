import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromStatLine, splitDatabase } from './process-tree.ts';

test('A process name with spaces and brackets does not shift the fields of a stat line.', () => {
  const line = `77 (a (b) c) S 12 ${Array.from({ length: 17 }, () => '0').join(' ')} 4242 0`;
  assert.deepEqual(fromStatLine(line), { pid: 77, name: 'a (b) c', parentPid: 12, startedAtTicks: 4242 });
});

test('Database processes and what they start are told apart from the proxy.', () => {
  const row = (pid: number, parentPid: number, name: string) => ({ pid, parentPid, name, startedAtTicks: 0 });
  const tree = [row(1, 0, 'node'), row(2, 1, 'postgres'), row(3, 1, 'node'), row(4, 2, 'io worker')];
  assert.deepEqual(splitDatabase(tree), { proxyPids: [1, 3], databasePids: [2, 4] });
});
