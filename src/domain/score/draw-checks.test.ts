import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawChecks, nameAdoption } from './draw-checks.ts';
import type { Flow } from './link-people.ts';

const flow = (adopterId: string, many: number): Flow => ({
  ...{ authorId: 'ada', adopterId, outcomes: 1_000_000, checked: 0, failed: 0 },
  evidenceIds: Array.from({ length: many }, (_, at) => nameAdoption({ adopterId, taskId: `t${at}`, assetId: 'recap' })),
});

test('of each author’s adoptions a quarter is drawn, rounded up, less what was drawn before, and nobody looks at their own', () => {
  let lot = 0;
  const random = (): number => (lot = (lot + 0.37) % 1);
  const flows = [flow('bea', 9), flow('cem', 4)];
  const able = ['ada', 'bea', 'cem', 'dan'];
  const checks = drawChecks(flows, { known: new Set(), able, sharePercent: 25 }, random);
  assert.equal(checks.length, 4);
  assert.equal(new Set(checks.map(({ id }) => id)).size, 4);
  for (const { authorId, adopterId, checkerId } of checks) assert.ok(![authorId, adopterId].includes(checkerId));
  const known = new Set(checks.map(({ id }) => id));
  assert.deepEqual(drawChecks(flows, { known, able, sharePercent: 25 }, random), []);
  assert.deepEqual(
    drawChecks([flow('bea', 4)], { known: new Set(), able: ['ada', 'bea'], sharePercent: 25 }, random),
    [],
  );
});
