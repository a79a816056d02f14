import { createTextNumbers, type TextNumbers } from '../detection/text-numbers.ts';
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
  let young = newGeneration(youngMax);
  let old = newGeneration(youngMax);

  /** The number of a task among the young, with what it has cost so far. */
  const keep = (task: NamedTask): number => {
    const known = find(young, task);
    if (known >= 0) return known;
    const sum = read(old, task) ?? NO_CALLS;
    if (young.tasks.size() >= youngMax) {
      [young, old] = [old, young];
      clear(young);
    }
    const number = young.tasks.add(task.taskId, ownerNumber(young, task.owner));
    young.nanodollars[number] = sum.nanodollars;
    young.calls[number] = sum.calls;
    young.unpriced[number] = sum.unpriced;
    return number;
  };

  const add: TaskTotals['add'] = (task, { costNanodollars }) => {
    const number = keep(task);
    young.calls[number] = (young.calls[number] ?? 0) + 1;
    if (costNanodollars === null) young.unpriced[number] = (young.unpriced[number] ?? 0) + 1;
    else young.nanodollars[number] = (young.nanodollars[number] ?? 0n) + BigInt(costNanodollars);
  };

  return {
    add,
    read: (task) => read(young, task) ?? read(old, task),
    size: () => young.tasks.size() + old.tasks.size(),
  };
}

const NO_CALLS: TaskTotal = { nanodollars: 0n, calls: 0, unpriced: 0 };
/** An id that we made, or what a client calls its task; a longer name is remembered as well. */
const TASK_LENGTH_MAX = 63;

/** By the number of a task: what it has cost. */
type Generation = {
  readonly tasks: TextNumbers;
  /** Begins at 0. */
  readonly owners: Map<string, number>;
  readonly nanodollars: BigInt64Array;
  readonly calls: Uint32Array;
  readonly unpriced: Uint32Array;
};

function newGeneration(textsMax: number): Generation {
  return {
    tasks: createTextNumbers({ textsMax, lengthMax: TASK_LENGTH_MAX }),
    owners: new Map(),
    nanodollars: new BigInt64Array(textsMax),
    calls: new Uint32Array(textsMax),
    unpriced: new Uint32Array(textsMax),
  };
}

function clear({ tasks, owners }: Generation): void {
  tasks.clear();
  owners.clear();
}

function ownerNumber({ owners }: Generation, owner: string): number {
  const known = owners.get(owner);
  if (known !== undefined) return known;
  owners.set(owner, owners.size);
  return owners.size - 1;
}

function find({ tasks, owners }: Generation, { owner, taskId }: NamedTask): number {
  const number = owners.get(owner);
  return number === undefined ? -1 : tasks.find(taskId, number);
}

function read(generation: Generation, task: NamedTask): TaskTotal | undefined {
  const number = find(generation, task);
  if (number < 0) return undefined;
  const { nanodollars, calls, unpriced } = generation;
  return { nanodollars: nanodollars[number] ?? 0n, calls: calls[number] ?? 0, unpriced: unpriced[number] ?? 0 };
}

/** `0.0042; calls=3`, and `; unpriced=1` where the sum lacks calls: dollars, exactly. */
export function taskTotalInHeader(total: TaskTotal): string {
  const dollars = formatDecimalDollars(fromNanodollars(nanodollars(total.nanodollars)));
  const unpriced = total.unpriced === 0 ? '' : `; unpriced=${total.unpriced}`;
  return `${dollars}; calls=${total.calls}${unpriced}`;
}
