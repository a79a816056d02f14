import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alikeLines } from './alike-lines.ts';

const line = (points: number, evidenceIds: readonly string[] = []) => ({
  ...{ rule: 'adoption', words: 'a colleague used your work in a task with results' },
  ...{ points, evidenceIds },
});

test('lines that say the same for the same points stand once with how often; what rests on something else stands by itself', () => {
  const told = alikeLines([line(0), line(0), line(1.5), line(0, ['a']), line(0)]);
  assert.deepEqual(
    told.map(({ line: { points, evidenceIds }, many }) => [points, evidenceIds.length, many]),
    [
      [0, 0, 3],
      [1.5, 0, 1],
      [0, 1, 1],
    ],
  );
  assert.equal(new Set(told.map(({ key }) => key)).size, told.length);
});
