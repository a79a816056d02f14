import { createSeenFilter } from '../detection/seen-filter.ts';
import { formatDecimalDollars, fromNanodollars } from '../money/femtodollars.ts';
import { nanodollars } from '../money/nanodollars.ts';

/** What a task has cost so far, as one gateway has seen it. */
export type TaskTotal = { readonly nanodollars: bigint; readonly calls: number; readonly unpriced: number };

export type TaskTotals = {
  readonly add: (task: NamedTask, settled: { readonly costNanodollars: string | null }) => void;
  readonly read: (task: NamedTask) => TaskTotal | undefined;
  readonly size: () => number;
};

type NamedTask = { readonly owner: string; readonly taskId: string };

/**
 * Holds at most `entriesMax` tasks, and always the half of them that were called last, as the memory of links does. What
 * other gateways settled is not in it, and a task that was forgotten begins anew: a figure for people on their way, not a bill.
 */
export function createTaskTotals(options: { readonly entriesMax: number }): TaskTotals {
  const youngMax = Math.max(1, Math.floor(options.entriesMax / 2));
  let young = newGeneration();
  let old = newGeneration();

  const add: TaskTotals['add'] = (task, { costNanodollars }) => {
    let sum = young.find(task);
    if (sum === undefined) {
      sum = old.find(task) ?? { nanodollars: 0n, calls: 0, unpriced: 0 };
      if (young.size() >= youngMax) {
        old = young;
        young = newGeneration();
      }
      young.keep(task, sum);
    }
    sum.calls += 1;
    if (costNanodollars === null) sum.unpriced += 1;
    else sum.nanodollars += BigInt(costNanodollars);
  };

  const read = (task: NamedTask): TaskTotal | undefined => young.find(task) ?? old.find(task);

  return { add, read, size: () => young.size() + old.size() };
}

/** Changed in place: nobody keeps what was read. */
type Sum = { -readonly [Member in keyof TaskTotal]: TaskTotal[Member] };

type Generation = {
  readonly find: (task: NamedTask) => Sum | undefined;
  readonly keep: (task: NamedTask, sum: Sum) => void;
  readonly size: () => number;
};

/** By owner, then by task: a name made of both would be a new text with each call. */
function newGeneration(): Generation {
  const byOwner = new Map<string, Map<string, Sum>>();
  const filter = createSeenFilter();
  let size = 0;
  return {
    find: ({ owner, taskId }) => (filter.mayHold(taskId) ? byOwner.get(owner)?.get(taskId) : undefined),
    keep: ({ owner, taskId }, sum) => {
      filter.add(taskId);
      const known = byOwner.get(owner);
      if (known === undefined) byOwner.set(owner, new Map([[taskId, sum]]));
      else known.set(taskId, sum);
      size += 1;
    },
    size: () => size,
  };
}

/** `0.0042; calls=3`, and `; unpriced=1` where the sum lacks calls: dollars, exactly. */
export function taskTotalInHeader(total: TaskTotal): string {
  const dollars = formatDecimalDollars(fromNanodollars(nanodollars(total.nanodollars)));
  const unpriced = total.unpriced === 0 ? '' : `; unpriced=${total.unpriced}`;
  return `${dollars}; calls=${total.calls}${unpriced}`;
}
