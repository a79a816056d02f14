import type { TaskKey } from '../task/task-call.ts';
import type { Outcome } from './outcome.ts';
import type { TaskMark } from './told-event.ts';

/** An outcome as it is kept: what its events make of it at this moment, and what is known of it besides. */
export type KeptOutcome = Outcome & {
  readonly teamId: string | null;
  readonly useCaseId: string | null;
  readonly evidenceId: string | null;
  readonly evidenceUrl: string | null;
  readonly note: string;
  readonly marks: readonly TaskMark[];
  /** The connected system that told of it first; null: its person claimed it. */
  readonly sourceId: string | null;
  readonly amount: number;
  readonly claimedAtMs: number;
  /** Why the last who judged it said no; null: nobody did. */
  readonly declineReason: string | null;
  /** What people spent on putting right what did not hold. */
  readonly cleanUpMinutes: number;
};

/**
 * How a task is known to have led to an outcome: named by somebody, by a commit or a text, by the work item or the branch that
 * calls named; or, where nothing says it, allocated: its person's tasks of the use case of the days before, in equal shares.
 */
export type LinkMethod = 'declared' | 'trailer' | 'link' | 'work_item' | 'branch' | 'allocated';

/** Shares of one outcome add up to one. The first is the task on which cost and value are booked. */
export type OutcomeLink = { readonly task: TaskKey; readonly method: LinkMethod; readonly share: number };

/** What an outcome is booked on, as its `taskId`: the name of a task, or, where none is known, a name that is no task's. */
export function nameBooking({
  outcomeId,
  task,
}: {
  readonly outcomeId: string;
  readonly task: TaskKey | null;
}): string {
  return task === null ? `outcome:${outcomeId}` : nameTask(task);
}

/** Tells tasks of all owners apart: `person:ada:fix-42`. */
export function nameTask({ owner, taskId }: TaskKey): string {
  const ownerId = owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
  return `${owner.kind}:${ownerId}:${taskId}`;
}
