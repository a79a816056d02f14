import type { Nanodollars } from '../money/nanodollars.ts';
import type { TaskKey } from '../task/task-call.ts';
import { type LinkMethod, nameTask, type OutcomeLink } from './kept-outcome.ts';
import type { TaskMark } from './told-event.ts';

/** A task that may have led to an outcome, and what speaks for it. */
export type FoundTask = {
  readonly task: TaskKey;
  /** Null: nothing but that its person did it in the days before. */
  readonly mark: Pick<TaskMark, 'kind' | 'value'> | null;
  readonly useCaseId: string | null;
  readonly cost: Nanodollars;
};

/** How an outcome is booked. */
export type Booking = {
  readonly links: readonly OutcomeLink[];
  /** Of the task that it is booked on, or of all tasks that it is allocated to where they have one; null: it is not known. */
  readonly useCaseId: string | null;
};

/** Surest first: somebody's word, a commit's, a text's, a ticket's, a branch's. */
const METHODS = [
  'declared',
  'trailer',
  'link',
  'work_item',
  'branch',
  'allocated',
] as const satisfies readonly LinkMethod[];
const LINKS_MAX = 50;

/**
 * Which tasks an outcome is booked on. Where anything leads to tasks, those alone, each with the share of the cost that it has of
 * theirs; the surest and dearest is first. Where nothing does, the tasks of the days before in equal shares: `allocated`, which is
 * shown as such wherever it is used.
 */
export function chooseLinks(found: readonly FoundTask[]): Booking {
  const surest = new Map<string, FoundTask & { readonly method: LinkMethod }>();
  for (const one of found) {
    const method = methodOf(one.mark);
    const known = surest.get(nameTask(one.task));
    if (known === undefined || rank(method) < rank(known.method)) surest.set(nameTask(one.task), { ...one, method });
  }
  const all = [...surest.values()].sort(bySureness);
  const direct = all.filter(({ method }) => method !== 'allocated');
  const chosen = (direct.length > 0 ? direct : all).slice(0, LINKS_MAX);
  const total = chosen.reduce((sum, { cost }) => sum + Number(cost), 0);
  const isEven = direct.length === 0 || chosen.some(({ cost }) => cost <= 0n);
  const links = chosen.map(({ task, method, cost }) => ({
    ...{ task, method },
    share: isEven ? 1 / chosen.length : Number(cost) / total,
  }));
  const useCases = new Set(chosen.map(({ useCaseId }) => useCaseId));
  const isOne = direct.length > 0 || useCases.size === 1;
  return { links, useCaseId: isOne ? (chosen[0]?.useCaseId ?? null) : null };
}

function methodOf(mark: FoundTask['mark']): LinkMethod {
  if (mark === null) return 'allocated';
  return mark.kind === 'task' ? 'declared' : mark.kind;
}

function rank(method: LinkMethod): number {
  return METHODS.indexOf(method);
}

type Ranked = FoundTask & { readonly method: LinkMethod };

function bySureness(one: Ranked, other: Ranked): number {
  if (one.method !== other.method) return rank(one.method) - rank(other.method);
  if (one.cost !== other.cost) return one.cost > other.cost ? -1 : 1;
  return nameTask(one.task) < nameTask(other.task) ? -1 : 1;
}
