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
  let young = new Map<string, Sum>();
  let old = new Map<string, Sum>();

  const add: TaskTotals['add'] = (task, { costNanodollars }) => {
    const name = nameOf(task);
    let sum = young.get(name);
    if (sum === undefined) {
      sum = old.get(name) ?? { nanodollars: 0n, calls: 0, unpriced: 0 };
      if (young.size >= youngMax) {
        old = young;
        young = new Map();
      }
      young.set(name, sum);
    }
    sum.calls += 1;
    if (costNanodollars === null) sum.unpriced += 1;
    else sum.nanodollars += BigInt(costNanodollars);
  };

  const read = (task: NamedTask): TaskTotal | undefined => {
    const name = nameOf(task);
    return young.get(name) ?? old.get(name);
  };

  return { add, read, size: () => young.size + old.size };
}

/** Changed in place: nobody keeps what was read. */
type Sum = { -readonly [Member in keyof TaskTotal]: TaskTotal[Member] };

/** No owner's name has a line break. */
function nameOf({ owner, taskId }: NamedTask): string {
  return `${owner}\n${taskId}`;
}

/** `0.0042; calls=3`, and `; unpriced=1` where the sum lacks calls: dollars, exactly. */
export function taskTotalInHeader(total: TaskTotal): string {
  const dollars = formatDecimalDollars(fromNanodollars(nanodollars(total.nanodollars)));
  const unpriced = total.unpriced === 0 ? '' : `; unpriced=${total.unpriced}`;
  return `${dollars}; calls=${total.calls}${unpriced}`;
}
