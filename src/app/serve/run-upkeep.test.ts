import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runUpkeep } from './run-upkeep.ts';

test('a task that fails is logged and runs again, and the end waits for one that runs', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const logged: string[] = [];
  let runs = 0;
  let release: (() => void) | undefined;
  const tasks = [
    { name: 'broken', everyMs: 10, run: () => Promise.reject(new Error('away')) },
    {
      name: 'slow',
      everyMs: 10,
      run: () => {
        runs += 1;
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      },
    },
  ];
  const stop = runUpkeep(tasks, (_level, event, fields) => void logged.push(`${event} ${String(fields?.['task'])}`));
  t.mock.timers.tick(10);
  await new Promise(setImmediate);
  t.mock.timers.tick(10);
  await new Promise(setImmediate);
  assert.deepEqual(logged, ['upkeep.failed broken', 'upkeep.failed broken']);
  assert.equal(runs, 1, 'never two at once');
  let ended = false;
  const end = stop().then(() => {
    ended = true;
  });
  await new Promise(setImmediate);
  assert.equal(ended, false);
  release?.();
  await end;
});
