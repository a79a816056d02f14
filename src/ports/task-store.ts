import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { Nanodollars } from '../domain/money/nanodollars.ts';
import type { PeerTask } from '../domain/task/baseline.ts';
import type { KeptTask } from '../domain/task/kept-task.ts';
import type { SizeClass } from '../domain/task/size-class.ts';
import type { TaskCall, TaskKey } from '../domain/task/task-call.ts';
import type { SameRequests, WasteKind } from '../domain/task/waste.ts';

export type TaskCalls = {
  readonly key: TaskKey;
  /** Oldest first. */
  readonly calls: readonly TaskCall[];
  /** There were more than were asked for. */
  readonly isPartial: boolean;
};

/** Whose tasks are peers of one. */
export type PeerGroup = {
  readonly useCaseId: string;
  readonly sizeClass: SizeClass;
  readonly ownerKind: KeyOwner['kind'];
};

/** How a task began, and when others are looked for that began alike. */
export type TaskBeginning = {
  readonly key: TaskKey;
  readonly firstHash: string;
  readonly fromMs: number;
  readonly toMs: number;
};

export type TaskFilter = {
  readonly fromMs: number;
  readonly toMs: number;
  /** Null: everybody's. */
  readonly owner: KeyOwner | null;
  readonly teamId?: string;
  readonly useCaseId?: string;
  readonly waste?: WasteKind;
};

export type TasksPage = {
  readonly tasks: readonly KeptTask[];
  /** The place of the last task, where there are more. */
  readonly nextAfter: string | null;
};

/** What the people of one team did in a time; ids are for counting heads and are told to nobody. */
export type TeamTasks = {
  readonly teamId: string | null;
  readonly personIds: readonly string[];
  readonly tasks: number;
  readonly succeeded: number;
  readonly cost: Nanodollars;
  readonly unpriced: number;
  readonly cacheSaved: Nanodollars;
  readonly waste: readonly { readonly kind: WasteKind; readonly tasks: number; readonly wasted: Nanodollars }[];
};

export type TaskStore = {
  /** The newest calls of each task, from a moment on; tasks without calls are left out. */
  readonly calls: (
    keys: readonly TaskKey[],
    within: { readonly fromMs: number; readonly callsMax: number },
  ) => Promise<readonly TaskCalls[]>;
  /** Who has calls under this id, from a moment on. */
  readonly owners: (
    taskId: string,
    within: { readonly fromMs: number; readonly limit: number },
  ) => Promise<readonly KeyOwner[]>;
  /** Of each group the finished tasks whose whole cost is known, newest first, so many of each. */
  readonly peers: (
    groups: readonly PeerGroup[],
    within: { readonly fromMs: number; readonly finishedMs: number; readonly limit: number },
  ) => Promise<readonly (readonly PeerTask[])[]>;
  /** For each, the other tasks of its owner that began with the same conversation. */
  readonly same: (beginnings: readonly TaskBeginning[]) => Promise<readonly SameRequests[]>;
  /** Newest first; `after` is a `nextAfter` that was given out. */
  readonly list: (
    filter: TaskFilter,
    page: { readonly limit: number; readonly after: string | null },
  ) => Promise<TasksPage>;
  /** Of each task what is kept of it, in their order; undefined where nothing is. */
  readonly kept: (keys: readonly TaskKey[]) => Promise<readonly (KeptTask | undefined)[]>;
  /** By team, of people's tasks alone. */
  readonly teams: (range: { readonly fromMs: number; readonly toMs: number }) => Promise<readonly TeamTasks[]>;
  /** People with a task in a time, in the order of their ids. */
  readonly people: (
    range: { readonly fromMs: number; readonly toMs: number },
    page: { readonly limit: number; readonly afterId: string | null },
  ) => Promise<readonly string[]>;
  /** Tasks with a call that was settled in a time and is not told in what is kept of them, in their order. */
  readonly touched: (
    range: { readonly fromMs: number; readonly toMs: number },
    page: { readonly limit: number; readonly after: TaskKey | null },
  ) => Promise<readonly TaskKey[]>;
  /** Puts tasks in the place of what was kept of them. */
  readonly keep: (tasks: readonly KeptTask[]) => Promise<void>;
  /** Up to which settlement calls are told in tasks. */
  readonly settledUntil: () => Promise<number>;
  /** Never goes back. */
  readonly advance: (settledUntilMs: number) => Promise<void>;
};
