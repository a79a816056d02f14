import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nanodollars } from '../money/nanodollars.ts';
import { chooseLinks, type FoundTask } from './choose-links.ts';
import { MARK_KINDS } from './told-event.ts';

function found(
  taskId: string,
  kind: (typeof MARK_KINDS)[number] | null,
  cost: bigint,
  useCaseId: string | null = 'coding',
): FoundTask {
  const mark = kind === null ? null : { kind, value: 'x' };
  return { task: { owner: { kind: 'person', personId: 'ada' }, taskId }, mark, useCaseId, cost: nanodollars(cost) };
}
const told = (tasks: readonly FoundTask[]): string => {
  const { links, useCaseId } = chooseLinks(tasks);
  return `${links.map(({ task, method, share }) => `${task.taskId} ${method} ${share}`).join(', ')} | ${useCaseId}`;
};

// what speaks for which tasks, and how the outcome is booked
const table: readonly (readonly [string, readonly FoundTask[], string])[] = [
  ['a branch', [found('a', 'branch', 30n)], 'a branch 1 | coding'],
  [
    'two tasks of a ticket',
    [found('a', 'work_item', 10n), found('b', 'work_item', 30n)],
    'b work_item 0.75, a work_item 0.25 | coding',
  ],
  [
    'a name beside a dearer branch',
    [found('a', 'task', 10n), found('b', 'branch', 30n)],
    'a declared 0.25, b branch 0.75 | coding',
  ],
  ['one task by two ways', [found('a', 'branch', 10n), found('a', 'trailer', 10n)], 'a trailer 1 | coding'],
  [
    'a task that cost nothing',
    [found('a', 'branch', 0n), found('b', 'branch', 8n)],
    'b branch 0.5, a branch 0.5 | coding',
  ],
  [
    'nothing but the days before',
    [found('a', null, 9n), found('b', null, 1n)],
    'a allocated 0.5, b allocated 0.5 | coding',
  ],
  ['a branch, and the days before', [found('a', 'branch', 9n), found('b', null, 1n)], 'a branch 1 | coding'],
  [
    'days before of two use cases',
    [found('a', null, 9n), found('b', null, 1n, 'mail')],
    'a allocated 0.5, b allocated 0.5 | null',
  ],
  ['no task at all', [], ' | null'],
];
for (const [what, tasks, expected] of table)
  test(`an outcome that ${what} leads from is booked on ${expected}`, () => assert.equal(told(tasks), expected));

test('shares of an outcome add up to one, whatever leads to it, in whatever order it was found', () => {
  const one = fc
    .record({
      id: fc.nat(8),
      kind: fc.option(fc.constantFrom(...MARK_KINDS)),
      cost: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    })
    .map(({ id, kind, cost }) => found(`t${id}`, kind, cost));
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 30 }), (tasks) => {
      const { links } = chooseLinks(tasks);
      assert.ok(Math.abs(links.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
      assert.ok(links.every(({ share }) => share > 0));
    }),
  );
});
