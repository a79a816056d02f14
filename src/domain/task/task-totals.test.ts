import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTaskTotals, taskTotalInHeader } from './task-totals.ts';

const task = (taskId: string, owner = 'person:ada@support') => ({ owner, taskId });

test('a task costs what its calls cost, and a call without a price is counted beside the sum', () => {
  const totals = createTaskTotals({ entriesMax: 10 });
  assert.equal(totals.read(task('a')), undefined);
  totals.add(task('a'), { costNanodollars: '4200000' });
  totals.add(task('a'), { costNanodollars: null });
  totals.add(task('a', 'person:eve@support'), { costNanodollars: '1' });
  assert.deepEqual(totals.read(task('a')), { nanodollars: 4_200_000n, calls: 2, unpriced: 1 });
});

test('the memory never holds more than its bound, and forgets the tasks that rested longest', () => {
  const totals = createTaskTotals({ entriesMax: 4 });
  for (let at = 0; at < 50; at += 1) {
    totals.add(task('kept'), { costNanodollars: '1' });
    totals.add(task(`other-${at}`), { costNanodollars: '1' });
    assert.ok(totals.size() <= 4);
  }
  assert.equal(totals.read(task('kept'))?.nanodollars, 50n);
  assert.equal(totals.read(task('other-0')), undefined);
});

/** [nanodollars, calls, unpriced, header] */
const HEADERS = [
  [0n, 1, 0, '0; calls=1'],
  [1n, 1, 0, '0.000000001; calls=1'],
  [4_200_000n, 3, 0, '0.0042; calls=3'],
  [12_000_000_000n, 3, 2, '12; calls=3; unpriced=2'],
] as const;
for (const [nanodollars, calls, unpriced, header] of HEADERS)
  test(`${nanodollars} nanodollars over ${calls} calls are told as "${header}"`, () => {
    assert.equal(taskTotalInHeader({ nanodollars, calls, unpriced }), header);
  });
