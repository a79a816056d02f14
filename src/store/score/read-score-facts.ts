import type { Pool } from 'pg';
import { type Nanodollars, nanodollars } from '../../domain/money/nanodollars.ts';
import type { Adoption, Findings, Period, ScoredPerson, ScoreFacts, TaskFact } from '../../domain/score/facts.ts';
import type { Difficulty } from '../../domain/score/formula.ts';
import { isWithin } from '../../domain/score/gather-work.ts';
import { periodIdAt } from '../../domain/score/score-period.ts';
import {
  type FoundInTask,
  readAdoptionChecks,
  readAuthors,
  readScoreAssignments,
  readScoreBreaches,
  readScoreClasses,
  readScoreFindings,
} from './read-score-cases.ts';
import { type BookedOutcome, nameOfTask, readScoreOutcomes, type TaskName } from './read-score-outcomes.ts';
import {
  readLinkedTasks,
  readScoreReviews,
  readScoreTasks,
  type ScoreTask,
  sumScoreTasks,
  type TaskSum,
} from './read-score-tasks.ts';

export type FactsOptions = { readonly reviewMinute: Nanodollars | null };

/** Reads all that scores of these people rest on, with some ten statements however many they are. */
export async function readScoreFacts(
  pool: Pool,
  asked: { readonly people: readonly ScoredPerson[]; readonly period: Period },
  { reviewMinute }: FactsOptions,
): Promise<ScoreFacts> {
  const { people, period } = asked;
  const ids = people.map(({ personId }) => personId);
  const [booked, sums, found, assignments, breaches, classes, reviews] = await Promise.all([
    readScoreOutcomes(pool, ids, period),
    sumScoreTasks(pool, ids, period),
    readScoreFindings(pool, ids, period),
    readScoreAssignments(pool, ids, period),
    readScoreBreaches(pool, ids, period),
    readScoreClasses(pool),
    reviewMinute === null ? [] : readScoreReviews(pool, ids, period),
  ]);
  const linked = await readLinkedTasks(
    pool,
    booked.map(({ outcome }) => outcome.outcomeId),
  );
  const roots = new Map(linked.map((one) => [nameOfTask(one), one.root]));
  const read = await readScoreTasks(pool, namesOf(booked, { found, linked }));
  const tasks = read.map((task): ScoreTask => ({ ...task, root: roots.get(nameOfTask(task)) ?? null }));
  const reviewed = sumReviews(reviews, reviewMinute);
  const byTask = Map.groupBy(booked, ({ outcome }) => outcome.taskId);
  const known: Known = { classes, period, reviewed, found: findingsByTask(found), booked: byTask };
  return {
    people,
    tasks: [
      ...factsOfTasks(tasks, known),
      ...factsWithoutTask(booked, tasks, classes),
      ...factsOfRest({ sums, tasks, found }, known),
    ],
    outcomes: booked.map(({ outcome }) => outcome),
    assignments,
    adoptions: await readAdoptions(pool, tasks, { booked: byTask, people: ids, period }),
    breaches,
  };
}

type Known = {
  readonly classes: ReadonlyMap<string, Difficulty>;
  readonly period: Period;
  /** By task, and by class of tasks that are told together. */
  readonly reviewed: ReadonlyMap<string, bigint>;
  readonly found: ReadonlyMap<string, Findings>;
  /** Outcomes by the task that they are booked on. */
  readonly booked: ReadonlyMap<string, readonly BookedOutcome[]>;
};

const NOTHING_FOUND: Findings = { unhandledData: 0, unapprovedModels: 0, undocumentedWorkflows: 0 };

/** Tasks of outcomes and those with findings are told one by one. */
function namesOf(
  booked: readonly BookedOutcome[],
  { found, linked }: { readonly found: readonly FoundInTask[]; readonly linked: readonly TaskName[] },
): readonly TaskName[] {
  const names = new Map<string, TaskName>(linked.map((name) => [nameOfTask(name), name]));
  for (const { task } of booked) if (task !== null) names.set(nameOfTask(task), task);
  for (const { personId, taskId } of found) {
    if (taskId === null) continue;
    const name: TaskName = { ownerKind: 'person', ownerId: personId, taskId };
    names.set(nameOfTask(name), name);
  }
  return [...names.values()];
}

function findingsByTask(found: readonly FoundInTask[]): ReadonlyMap<string, Findings> {
  return new Map(
    found.flatMap(({ personId, taskId, findings }) =>
      taskId === null ? [] : [[nameOfTask({ ownerKind: 'person', ownerId: personId, taskId }), findings] as const],
    ),
  );
}

function sumReviews(
  reviews: Awaited<ReturnType<typeof readScoreReviews>>,
  reviewMinute: Nanodollars | null,
): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { personId, taskId, useCaseId, lane, minutes } of reviews) {
    const cost = BigInt(minutes) * (reviewMinute ?? 0n);
    const name = nameOfTask({ ownerKind: 'person', ownerId: personId, taskId });
    sums.set(name, cost);
    const rest = nameOfClass({ personId, useCaseId, lane });
    sums.set(rest, (sums.get(rest) ?? 0n) + cost);
  }
  return sums;
}

function nameOfClass({ personId, useCaseId, lane }: Pick<TaskSum, 'personId' | 'useCaseId' | 'lane'>): string {
  return JSON.stringify([personId, useCaseId, lane]);
}

/** For whom a task is told one by one: whoever has a result of it, and its own person where something was found in it. */
function toldFor(task: ScoreTask, { booked, found }: Pick<Known, 'booked' | 'found'>): readonly string[] {
  const taskId = nameOfTask(task);
  const people = new Set((booked.get(task.root ?? taskId) ?? []).map(({ outcome }) => outcome.personId));
  if (task.ownerKind === 'person' && found.has(taskId)) people.add(task.ownerId);
  return [...people].sort();
}

/** A task of a person is charged to that person alone; one of a service account to whose result it led to. */
function factsOfTasks(tasks: readonly ScoreTask[], known: Known): readonly TaskFact[] {
  return tasks.flatMap((task): readonly TaskFact[] => {
    const taskId = nameOfTask(task);
    const people = toldFor(task, known);
    const payer = task.ownerKind === 'person' ? task.ownerId : people[0];
    return people.map((personId): TaskFact => {
      const isPaid = personId === payer;
      return {
        ...{ taskId, rootTaskId: task.root ?? taskId, personId, useCaseId: task.useCaseId, lane: task.lane },
        difficulty: known.classes.get(task.useCaseId) ?? 'medium',
        clusterId: task.firstHash === null ? taskId : `${task.ownerKind}:${task.ownerId} ${task.firstHash}`,
        endedAtMs: task.endedAtMs,
        costNanodollars: nanodollars(isPaid ? task.cost + (known.reviewed.get(taskId) ?? 0n) : 0n),
        wasteNanodollars: nanodollars(isPaid ? task.waste : 0n),
        findings: isPaid ? (known.found.get(taskId) ?? NOTHING_FOUND) : NOTHING_FOUND,
      };
    });
  });
}

/** Where no task is known, or it is not kept any more, the outcome stands alone; what its person spent is charged all the same. */
function factsWithoutTask(
  booked: readonly BookedOutcome[],
  tasks: readonly ScoreTask[],
  classes: ReadonlyMap<string, Difficulty>,
): readonly TaskFact[] {
  const kept = new Set(tasks.map(nameOfTask));
  const alone = new Map(
    booked
      .filter(({ outcome }) => !kept.has(outcome.taskId))
      .map((one) => [`${one.outcome.personId} ${one.outcome.taskId}`, one] as const),
  );
  return [...alone.values()].map(({ outcome, useCaseId }) => ({
    ...{ taskId: outcome.taskId, rootTaskId: outcome.taskId, clusterId: outcome.taskId, personId: outcome.personId },
    ...{ useCaseId: useCaseId ?? '', lane: outcome.type.lane, endedAtMs: outcome.verifiedAtMs ?? 0 },
    difficulty: classes.get(useCaseId ?? '') ?? 'medium',
    ...{ costNanodollars: nanodollars(0n), wasteNanodollars: nanodollars(0n), findings: NOTHING_FOUND },
  }));
}

/** All other tasks of the period, class by class: what was told one by one is taken out of the sums. */
function factsOfRest(
  all: {
    readonly sums: readonly TaskSum[];
    readonly tasks: readonly ScoreTask[];
    readonly found: readonly FoundInTask[];
  },
  known: Known,
): readonly TaskFact[] {
  const { classes, period, reviewed } = known;
  const told = Map.groupBy(
    all.tasks.filter(
      (task) =>
        task.ownerKind === 'person' && isWithin(period, task.endedAtMs) && toldFor(task, known).includes(task.ownerId),
    ),
    (task) => nameOfClass({ ...task, personId: task.ownerId }),
  );
  const rest = all.sums.flatMap((sum): readonly TaskFact[] => {
    const name = nameOfClass(sum);
    const own = told.get(name) ?? [];
    const tasks = sum.tasks - own.length;
    if (tasks <= 0) return [];
    const taskId = `others:${name}`;
    const minus = (of: (task: ScoreTask) => bigint): bigint => own.reduce((left, task) => left - of(task), 0n);
    const review = (reviewed.get(name) ?? 0n) + minus((task) => reviewed.get(nameOfTask(task)) ?? 0n);
    return [
      {
        ...{ taskId, rootTaskId: taskId, clusterId: taskId, personId: sum.personId, useCaseId: sum.useCaseId },
        ...{ lane: sum.lane, difficulty: classes.get(sum.useCaseId) ?? 'medium', endedAtMs: sum.lastAtMs, tasks },
        costNanodollars: nanodollars(sum.cost + minus(({ cost }) => cost) + review),
        wasteNanodollars: nanodollars(sum.waste + minus(({ waste }) => waste)),
        findings: NOTHING_FOUND,
      },
    ];
  });
  return [...rest, ...factsOfLooseFindings(all, period)];
}

/** Findings of calls without a task that is kept: what they cost is nothing, and they are told all the same. */
function factsOfLooseFindings(
  { tasks, found }: { readonly tasks: readonly ScoreTask[]; readonly found: readonly FoundInTask[] },
  { fromMs }: Period,
): readonly TaskFact[] {
  const kept = new Set(tasks.map(nameOfTask));
  return found
    .map((one) => ({
      ...one,
      name: nameOfTask({ ownerKind: 'person', ownerId: one.personId, taskId: one.taskId ?? '' }),
    }))
    .filter(({ name }) => !kept.has(name))
    .map(({ name, personId, findings }) => ({
      ...{ taskId: name, rootTaskId: name, clusterId: name, personId, useCaseId: '', lane: 'exploration' as const },
      ...{ difficulty: 'medium' as const, endedAtMs: fromMs, tasks: 0, findings },
      ...{ costNanodollars: nanodollars(0n), wasteNanodollars: nanodollars(0n) },
    }));
}

/** That a task with a result used an asset of somebody else. */
async function readAdoptions(
  pool: Pool,
  tasks: readonly ScoreTask[],
  { booked, people, period }: Pick<Known, 'booked' | 'period'> & { readonly people: readonly string[] },
): Promise<readonly Adoption[]> {
  const used = tasks.filter(({ templateId }) => templateId !== null);
  const assetIds = [...new Set(used.flatMap(({ templateId }) => templateId ?? []))];
  if (assetIds.length === 0) return [];
  const [authors, checks] = await Promise.all([
    readAuthors(pool, assetIds),
    readAdoptionChecks(pool, people, periodIdAt(period.fromMs)),
  ]);
  return used.flatMap((task): readonly Adoption[] => {
    const taskId = nameOfTask(task);
    const assetId = task.templateId ?? '';
    const authorId = authors.get(assetId);
    const adopters = new Set((booked.get(task.root ?? taskId) ?? []).map(({ outcome }) => outcome.personId));
    return [...adopters].flatMap((adopterId) => {
      if (authorId === undefined || authorId === adopterId) return [];
      const adoptionId = `${adopterId} ${taskId} ${assetId}`;
      return [{ adoptionId, assetId, authorId, adopterId, taskId, check: checks.get(adoptionId) ?? null }];
    });
  });
}
