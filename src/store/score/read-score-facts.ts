import type { Pool } from 'pg';
import type { Nanodollars } from '../../domain/money/nanodollars.ts';
import { nameAdoption } from '../../domain/score/draw-checks.ts';
import type { Adoption, Period, ScoredPerson, ScoreFacts } from '../../domain/score/facts.ts';
import { periodBefore, periodIdAt } from '../../domain/score/score-period.ts';
import {
  type FoundInTask,
  readAdoptionChecks,
  readAuthors,
  readScoreAssignments,
  readScoreBreaches,
  readScoreClasses,
  readScoreFindings,
} from './read-score-cases.ts';
import { type BookedOutcome, type LinkedTask, readLinkedTasks, readScoreOutcomes } from './read-score-outcomes.ts';
import { readScoreReviews, readScoreTasks, sumScoreTasks } from './read-score-tasks.ts';
import { readScoreDebts } from './score-results.ts';
import { nameOfTask, type ScoreTask, type TaskName } from './score-task.ts';
import { claimantsOf, type KnownTasks, tellTasks } from './tell-tasks.ts';

/** Reads all that scores of these people rest on, with some ten statements however many they are. */
export async function readScoreFacts(
  pool: Pool,
  asked: { readonly people: readonly ScoredPerson[]; readonly period: Period },
  { reviewMinute }: { readonly reviewMinute: Nanodollars | null },
): Promise<ScoreFacts> {
  const { people, period } = asked;
  const ids = people.map(({ personId }) => personId);
  const [booked, linked, sums, found, assignments, breaches, classes, reviews, debts] = await Promise.all([
    readScoreOutcomes(pool, ids, period),
    readLinkedTasks(pool, ids, period),
    sumScoreTasks(pool, ids, period),
    readScoreFindings(pool, ids, period),
    readScoreAssignments(pool, ids, period),
    readScoreBreaches(pool, ids, period),
    readScoreClasses(pool),
    reviewMinute === null ? [] : readScoreReviews(pool, ids, period),
    readScoreDebts(pool, periodBefore(periodIdAt(period.fromMs)), ids),
  ]);
  const tasks = await readTasks(pool, { booked, linked, found });
  const known: KnownTasks = {
    ...{ period, classes, sums, found },
    tasks,
    roots: new Map(linked.map((one) => [nameOfTask(one), one.root])),
    reviewed: reviews.map(({ minutes, ...review }) => ({ ...review, cost: BigInt(minutes) * (reviewMinute ?? 0n) })),
    booked: Map.groupBy(booked, ({ outcome }) => outcome.taskId),
  };
  return {
    people,
    tasks: tellTasks(known),
    outcomes: booked.map(({ outcome }) => outcome),
    assignments,
    adoptions: await readAdoptions(pool, known, ids),
    breaches,
    debts,
  };
}

/** Tasks of outcomes, parts of them, and tasks with findings: these are told one by one. */
async function readTasks(
  pool: Pool,
  {
    booked,
    linked,
    found,
  }: {
    readonly booked: readonly BookedOutcome[];
    readonly linked: readonly LinkedTask[];
    readonly found: readonly FoundInTask[];
  },
): Promise<readonly ScoreTask[]> {
  const tasks = new Map<string, ScoreTask>();
  for (const { task } of booked) if (task !== null) tasks.set(task.name, task);
  const others = [
    ...linked,
    ...found.flatMap(({ personId, taskId }): readonly TaskName[] =>
      taskId === null ? [] : [{ ownerKind: 'person', ownerId: personId, taskId }],
    ),
  ].filter((name) => !tasks.has(nameOfTask(name)));
  for (const task of await readScoreTasks(pool, others)) tasks.set(task.name, task);
  return [...tasks.values()];
}

/** That a task with a result used an asset of somebody else. */
async function readAdoptions(pool: Pool, known: KnownTasks, people: readonly string[]): Promise<readonly Adoption[]> {
  const used = known.tasks.filter(({ templateId }) => templateId !== null);
  const assetIds = [...new Set(used.flatMap(({ templateId }) => templateId ?? []))];
  if (assetIds.length === 0) return [];
  const [authors, checks] = await Promise.all([
    readAuthors(pool, assetIds),
    readAdoptionChecks(pool, people, periodIdAt(known.period.fromMs)),
  ]);
  return used.flatMap((task): readonly Adoption[] => {
    const { name: taskId } = task;
    const assetId = task.templateId ?? '';
    const authorId = authors.get(assetId);
    return claimantsOf(task, known).flatMap((adopterId) => {
      if (authorId === undefined || authorId === adopterId) return [];
      const adoptionId = nameAdoption({ adopterId, taskId, assetId });
      return [{ adoptionId, assetId, authorId, adopterId, taskId, check: checks.get(adoptionId) ?? null }];
    });
  });
}
