import type { KeyGrant, KeyOwner } from '../domain/identity/key-grant.ts';
import { nanodollars } from '../domain/money/nanodollars.ts';
import { type ComparedTask, sumSentences, sumTasks, type TasksInSum, wasteLines } from '../domain/task/digest.ts';
import { type KeptTask, TASK_CALLS_MAX, TASK_SPAN_MS } from '../domain/task/kept-task.ts';
import type { TaskKey } from '../domain/task/task-call.ts';
import { nameOwner, type TaskReport } from '../domain/task/task-report.ts';
import { REVIEW_MINUTES_MAX, type TaskReview } from '../domain/task/task-review.ts';
import type { ReviewOfTask } from '../domain/task/task-sentence.ts';
import type { TaskFilter, TasksPage } from '../ports/task-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { compareTasks, reportOf } from './report-tasks.ts';
import { createPeerReader, type TaskContext } from './task-context.ts';
import type { TimeRange } from './usage.ts';

/** A task by its name, and by whose it is where it is not one's own. */
export type TaskAddress = { readonly taskId: string; readonly owner: KeyOwner | null };

const OWNERS_MAX = 20;
const REVIEWS_MAX = 500;

/** A task with its whole cost, from its calls of the last weeks as they are at this moment. */
export async function readTask(
  context: TaskContext,
  grant: KeyGrant,
  address: TaskAddress,
): Promise<TaskReport | ControlRefusal> {
  const owner = await findOwner(context, grant, address);
  if (isControlRefusal(owner)) return owner;
  const key = { owner, taskId: address.taskId };
  const within = { fromMs: context.clock.nowMs() - TASK_SPAN_MS, callsMax: TASK_CALLS_MAX };
  const [found] = await context.tasks.calls([key], within);
  if (found === undefined) return noTask(address);
  return reportOf(context, found, { peersOf: createPeerReader(context), review: await readReview(context, key) });
}

/** One's own before others'; others' only for whoever may read the control plane. */
async function findOwner(
  { tasks, clock }: TaskContext,
  grant: KeyGrant,
  address: TaskAddress,
): Promise<KeyOwner | ControlRefusal> {
  const { taskId, owner } = address;
  const mayReadOthers = grant.scopes.includes('control.read');
  if (owner !== null) return mayReadOthers || nameOwner(owner) === nameOwner(grant.owner) ? owner : noTask(address);
  if (!mayReadOthers) return grant.owner;
  const within = { fromMs: clock.nowMs() - TASK_SPAN_MS, limit: OWNERS_MAX };
  const owners = await tasks.owners(taskId, within);
  const own = owners.find((one) => nameOwner(one) === nameOwner(grant.owner));
  const [first, second] = owners;
  if (own !== undefined || first === undefined) return own ?? noTask(address);
  if (second === undefined) return first;
  return refuseCommand(
    'rule_broken',
    `Several have a task "${taskId}": ${owners.map(nameOwner).join(', ')}. Name one of them by personId or serviceAccountId.`,
  );
}

function noTask({ taskId }: TaskAddress): ControlRefusal {
  return refuseCommand(
    'not_found',
    `There is no task "${taskId}" of the last ${TASK_SPAN_MS / 86_400_000} days that you may see.`,
  );
}

/** What everybody said, in sum, and what that is worth where a minute has a cost. */
async function readReview({ store, reviewMinute }: TaskContext, { owner, taskId }: TaskKey): Promise<ReviewOfTask> {
  const where = { ownerKind: owner.kind, ownerId: idOf(owner), taskId };
  const page = await store.list('task_review', { limit: REVIEWS_MAX, afterId: null, where });
  const minutes = page.rows.reduce((sum, { row }) => sum + row.minutes, 0);
  return { minutes, cost: reviewMinute === null ? null : nanodollars(reviewMinute * BigInt(minutes)) };
}

/**
 * Says how long whoever has this key looked through the result of a task, in sum: said again, it takes the place of what was
 * said. Of one's own tasks anybody may; of others' whoever may change the control plane.
 */
export async function reportReviewMinutes(
  context: TaskContext,
  by: { readonly commander: Commander; readonly grant: KeyGrant },
  order: TaskAddress & { readonly minutes: number },
): Promise<TaskReport | ControlRefusal> {
  const { commander, grant } = by;
  if (order.minutes > REVIEW_MINUTES_MAX)
    return refuseCommand('rule_broken', `More than ${REVIEW_MINUTES_MAX} minutes are taken for a mistake.`);
  const task = await readTask(context, grant, order);
  if (isControlRefusal(task)) return task;
  const { key } = task;
  const isOwn = nameOwner(key.owner) === nameOwner(grant.owner);
  if (!isOwn && !grant.scopes.includes('control.write'))
    return refuseCommand(
      'rule_broken',
      'Of a task of somebody else only a key with the scope "control.write" may say it.',
    );
  const row = reviewOf(context, { key, reporter: grant.owner, minutes: order.minutes });
  await context.store.write(commander.actor, async (unit) => {
    const put = await unit.put('task_review', row, { managedBy: 'api' });
    if (put === 'unchanged') return;
    const detail = { taskId: key.taskId, owner: nameOwner(key.owner), minutes: row.minutes };
    await unit.audit({ type: 'task.reviewed', subject: `task:${key.taskId}`, detail });
  });
  const again = await readTask(context, grant, { ...key });
  return again;
}

function reviewOf(
  { sha256 }: TaskContext,
  said: { readonly key: TaskKey; readonly reporter: KeyOwner; readonly minutes: number },
): TaskReview {
  const { key, reporter, minutes } = said;
  const id = sha256(JSON.stringify([nameOwner(key.owner), key.taskId, nameOwner(reporter)]));
  return {
    ...{ id, taskId: key.taskId, minutes },
    ...{ ownerKind: key.owner.kind, ownerId: idOf(key.owner) },
    ...{ reporterKind: reporter.kind, reporterId: idOf(reporter) },
  };
}

export type ListedTasks = { readonly tasks: readonly ComparedTask[]; readonly nextAfter: string | null };

/** A page of tasks as they are kept, newest first. */
export async function listTasks(
  context: TaskContext,
  filter: TaskFilter,
  page: { readonly limit: number; readonly after: string | null },
): Promise<ListedTasks> {
  const { tasks, nextAfter } = await context.tasks.list(filter, page);
  return { tasks: await compareTasks(tasks, createPeerReader(context)), nextAfter };
}

export type MyTasks = TimeRange & {
  readonly sum: TasksInSum;
  /** There were more tasks than are summed. */
  readonly isPartial: boolean;
  readonly dearest: readonly ComparedTask[];
  readonly sentences: readonly string[];
};

const SUMMED_MAX = 2_000;
const PAGE_MAX = 500;
const DEAREST_MAX = 5;

/** Somebody's own tasks of a time in sum, and the dearest of them. */
export async function sumMyTasks(context: TaskContext, owner: KeyOwner, range: TimeRange): Promise<MyTasks> {
  const tasks: KeptTask[] = [];
  let after: string | null = null;
  do {
    const page: TasksPage = await context.tasks.list({ ...range, owner }, { limit: PAGE_MAX, after });
    tasks.push(...page.tasks);
    after = page.nextAfter;
  } while (after !== null && tasks.length < SUMMED_MAX);
  const compared = await compareTasks(tasks, createPeerReader(context));
  const sum = sumTasks(compared);
  const byCost = [...compared].sort(({ task: one }, { task: other }) => (one.cost.cost < other.cost.cost ? 1 : -1));
  const sentences =
    sum.tasks === 0 ? ['No tasks in this time.'] : [...sumSentences('You', sum), ...wasteLines(sum.waste)];
  return { ...range, sum, isPartial: after !== null, dearest: byCost.slice(0, DEAREST_MAX), sentences };
}

export function idOf(owner: KeyOwner): string {
  return owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
}
