import type { Nanodollars } from '../money/nanodollars.ts';
import type { CostOfTask } from './cost-of-task.ts';
import { type SizeClass, sizeClassOf } from './size-class.ts';
import type { TaskCall, TaskKey } from './task-call.ts';
import type { WasteFinding, WasteKind } from './waste.ts';

/** What is kept of a task, made anew from its calls whenever one of them is settled. */
export type KeptTask = {
  readonly key: TaskKey;
  readonly cost: CostOfTask;
  readonly sizeClass: SizeClass | null;
  /** Fingerprint of the conversation that it began with. */
  readonly firstHash: string | null;
  readonly waste: readonly { readonly kind: WasteKind; readonly wasted: Nanodollars }[];
};

/** So many calls of a task are looked at, the newest; a client that never names another task has more. */
export const TASK_CALLS_MAX = 2_000;
/** From so long ago on. */
export const TASK_SPAN_MS = 40 * 86_400_000;

export function keepTask(
  key: TaskKey,
  task: { readonly calls: readonly TaskCall[]; readonly cost: CostOfTask; readonly waste: readonly WasteFinding[] },
): KeptTask {
  const { calls, cost, waste } = task;
  return {
    key,
    cost,
    sizeClass: sizeClassOf(cost.sizeTokens),
    firstHash: calls[0]?.conversationHash ?? null,
    waste: waste.map(({ kind, wasted }) => ({ kind, wasted })),
  };
}
