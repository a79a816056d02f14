import { nanodollars } from '../domain/money/nanodollars.ts';
import { baselineOf, fairShare, type PeerTask } from '../domain/task/baseline.ts';
import { costOfTask, type TaskOutcome } from '../domain/task/cost-of-task.ts';
import type { ComparedTask } from '../domain/task/digest.ts';
import type { KeptTask } from '../domain/task/kept-task.ts';
import { sizeClassOf } from '../domain/task/size-class.ts';
import type { TaskKey } from '../domain/task/task-call.ts';
import { nameOwner, reportTask, type TaskReport } from '../domain/task/task-report.ts';
import type { ReviewOfTask } from '../domain/task/task-sentence.ts';
import type { SameRequests } from '../domain/task/waste.ts';
import type { TaskCalls } from '../ports/task-store.ts';
import { choicesOf, type PeerReader, type TaskContext } from './task-context.ts';

const DAY_MS = 86_400_000;
const NOTHING_THE_SAME: SameRequests = { tasks: 0, answered: 0, cost: nanodollars(0n) };
export const NOT_REVIEWED: ReviewOfTask = { minutes: 0, cost: null };

/** The whole report of a task from its calls. */
export async function reportOf(
  context: TaskContext,
  found: TaskCalls,
  given: { readonly peersOf: PeerReader; readonly review: ReviewOfTask },
): Promise<TaskReport> {
  const { key, calls, isPartial } = found;
  const { peersOf, review } = given;
  const cost = costOfTask(calls, { outcome: await outcomeOf(context, key), isPartial });
  const snapshot = context.snapshot();
  const useCase = cost.useCaseId === null ? undefined : snapshot.useCases.get(cost.useCaseId);
  const { useCaseId } = cost;
  const sizeClass = sizeClassOf(cost.sizeTokens);
  return reportTask({
    ...{ key, calls, cost, useCase, review },
    peers: await peersFor(peersOf, key, { useCaseId, sizeClass }),
    same: await sameAs(context, found),
    choices: choicesOf(snapshot, useCase),
  });
}

/** What outcomes say of it: one that stands goes before one that did not. */
async function outcomeOf({ store }: TaskContext, key: TaskKey): Promise<TaskOutcome> {
  const states = await store.outcomes.statesOf(key);
  if (states.some((state) => state === 'counted' || state === 'maturing')) return 'accepted';
  return states.includes('reverted') ? 'rejected' : 'unknown';
}

/** Tasks as they are kept, each with what its like cost. */
export async function compareTasks(tasks: readonly KeptTask[], peersOf: PeerReader): Promise<readonly ComparedTask[]> {
  const compared: ComparedTask[] = [];
  for (const task of tasks) {
    const { key, sizeClass, cost } = task;
    const ownName = nameOwner(key.owner);
    const peers = await peersFor(peersOf, key, { useCaseId: cost.useCaseId, sizeClass });
    compared.push({ task, baseline: baselineOf(fairShare(peers, ownName), ownName) });
  }
  return compared;
}

async function peersFor(
  peersOf: PeerReader,
  { owner }: TaskKey,
  { useCaseId, sizeClass }: { readonly useCaseId: string | null; readonly sizeClass: KeptTask['sizeClass'] },
): Promise<readonly PeerTask[]> {
  if (useCaseId === null || sizeClass === null) return [];
  return peersOf({ useCaseId, sizeClass, ownerKind: owner.kind });
}

/** Where a task has gone on, its beginning says nothing any more of the rest. */
async function sameAs({ tasks }: TaskContext, { key, calls }: TaskCalls): Promise<SameRequests> {
  const [first] = calls;
  const hash = first?.conversationHash ?? null;
  if (first === undefined || hash === null || calls.some(({ conversationHash }) => conversationHash !== hash))
    return NOTHING_THE_SAME;
  const { admittedAtMs } = first;
  return tasks.same(key, { firstHash: hash, fromMs: admittedAtMs - DAY_MS, toMs: admittedAtMs + DAY_MS });
}
