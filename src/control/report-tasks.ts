import { nanodollars } from '../domain/money/nanodollars.ts';
import type { KeptOutcome } from '../domain/outcome/kept-outcome.ts';
import { type Baseline, baselineOf, type PeerTask } from '../domain/task/baseline.ts';
import { costOfTask, type TaskOutcome } from '../domain/task/cost-of-task.ts';
import type { ComparedTask } from '../domain/task/digest.ts';
import { type KeptTask, keepTask } from '../domain/task/kept-task.ts';
import { sizeClassOf } from '../domain/task/size-class.ts';
import type { TaskKey } from '../domain/task/task-call.ts';
import { nameOwner, type ReportQuestion, reportTask, type TaskReport, weighTask } from '../domain/task/task-report.ts';
import type { ReviewOfTask } from '../domain/task/task-sentence.ts';
import type { SameRequests } from '../domain/task/waste.ts';
import type { TaskBeginning, TaskCalls } from '../ports/task-store.ts';
import { choicesOf, type PeerReader, type TaskContext } from './task-context.ts';

const DAY_MS = 86_400_000;
const NOTHING_THE_SAME: SameRequests = { tasks: 0, answered: 0, cost: nanodollars(0n) };

/** What the store knows of a task besides its calls and its peers. */
type TaskAround = { readonly outcome: TaskOutcome; readonly same: SameRequests };

/** The whole report of a task from its calls. */
export async function reportOf(
  context: TaskContext,
  found: TaskCalls,
  given: { readonly peersOf: PeerReader; readonly review: ReviewOfTask },
): Promise<TaskReport> {
  const [around] = await readAround(context, [found]);
  if (around === undefined) throw new Error('a task that was asked for is not there');
  return reportTask({ ...(await questionOf(context, found, { ...given, around })), review: given.review });
}

/** Tasks from their calls, as they are kept: without words. What the store is asked for is asked for all at once. */
export async function weighTasks(
  context: TaskContext,
  tasks: readonly TaskCalls[],
  peersOf: PeerReader,
): Promise<readonly KeptTask[]> {
  const all = await readAround(context, tasks);
  const kept: KeptTask[] = [];
  for (const [at, found] of tasks.entries()) {
    const around = all[at];
    if (around === undefined) continue;
    const question = await questionOf(context, found, { peersOf, around });
    kept.push(keepTask(found.key, { calls: found.calls, cost: question.cost, waste: weighTask(question).waste }));
  }
  return kept;
}

async function questionOf(
  context: TaskContext,
  { key, calls, isPartial }: TaskCalls,
  { peersOf, around }: { readonly peersOf: PeerReader; readonly around: TaskAround },
): Promise<Omit<ReportQuestion, 'review'>> {
  const cost = costOfTask(calls, { outcome: around.outcome, isPartial });
  const snapshot = context.snapshot();
  const { useCaseId } = cost;
  const useCase = useCaseId === null ? undefined : snapshot.useCases.get(useCaseId);
  const sizeClass = sizeClassOf(cost.sizeTokens);
  return {
    ...{ key, calls, cost, useCase, same: around.same },
    peers: await peersFor(peersOf, key, { useCaseId, sizeClass }),
    choices: choicesOf(snapshot, useCase),
  };
}

/** One question for the outcomes and one for the beginnings of all tasks, in their order. */
async function readAround({ store, tasks }: TaskContext, found: readonly TaskCalls[]): Promise<readonly TaskAround[]> {
  const beginnings = found.map(beginningOf);
  const [states, same] = await Promise.all([
    store.outcomes.statesOf(found.map(({ key }) => key)),
    tasks.same(beginnings.filter((beginning) => beginning !== null)),
  ]);
  const told = same[Symbol.iterator]();
  return beginnings.map((beginning, at) => ({
    outcome: outcomeOf(states[at] ?? []),
    same: (beginning === null ? undefined : told.next().value) ?? NOTHING_THE_SAME,
  }));
}

/** What outcomes say of it: one that stands goes before one that did not. */
function outcomeOf(states: readonly KeptOutcome['state'][]): TaskOutcome {
  if (states.some((state) => state === 'counted' || state === 'maturing')) return 'accepted';
  return states.includes('reverted') ? 'rejected' : 'unknown';
}

/** Null where a task has gone on: its beginning says nothing any more of the rest. */
function beginningOf({ key, calls }: TaskCalls): TaskBeginning | null {
  const [first] = calls;
  const firstHash = first?.conversationHash ?? null;
  if (first === undefined || firstHash === null) return null;
  if (calls.some(({ conversationHash }) => conversationHash !== firstHash)) return null;
  const { admittedAtMs } = first;
  return { key, firstHash, fromMs: admittedAtMs - DAY_MS, toMs: admittedAtMs + DAY_MS };
}

/** Tasks as they are kept, each with what its like cost; a baseline is reckoned once for all tasks of an owner that have it. */
export function compareTasks(tasks: readonly KeptTask[], peersOf: PeerReader): Promise<readonly ComparedTask[]> {
  const known = new Map<string, Promise<Baseline>>();
  const compare = async (task: KeptTask): Promise<ComparedTask> => {
    const { key, sizeClass, cost } = task;
    const { useCaseId } = cost;
    const ownName = nameOwner(key.owner);
    const name = JSON.stringify([ownName, useCaseId, sizeClass]);
    const found =
      known.get(name) ?? peersFor(peersOf, key, { useCaseId, sizeClass }).then((peers) => baselineOf(peers, ownName));
    known.set(name, found);
    return { task, baseline: await found };
  };
  return Promise.all(tasks.map(compare));
}

async function peersFor(
  peersOf: PeerReader,
  { owner }: TaskKey,
  { useCaseId, sizeClass }: { readonly useCaseId: string | null; readonly sizeClass: KeptTask['sizeClass'] },
): Promise<readonly PeerTask[]> {
  if (useCaseId === null || sizeClass === null) return [];
  return peersOf({ useCaseId, sizeClass, ownerKind: owner.kind });
}
