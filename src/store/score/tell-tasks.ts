import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { Findings, Period, TaskFact } from '../../domain/score/facts.ts';
import type { Difficulty } from '../../domain/score/formula.ts';
import { isWithin } from '../../domain/score/gather-work.ts';
import type { FoundInTask } from './read-score-cases.ts';
import type { BookedOutcome } from './read-score-outcomes.ts';
import type { TaskSum } from './read-score-tasks.ts';
import { nameOfTask, type ScoreTask } from './score-task.ts';

/** What was read of some people's tasks. */
export type KnownTasks = {
  readonly period: Period;
  /** How hard work of a use case is, where somebody said. */
  readonly classes: ReadonlyMap<string, Difficulty>;
  /** All tasks of the period, in sum. */
  readonly sums: readonly TaskSum[];
  /** Those that are told one by one. */
  readonly tasks: readonly ScoreTask[];
  /** Of parts, the task that they are part of. */
  readonly roots: ReadonlyMap<string, string>;
  /** Outcomes by the task that they are booked on. */
  readonly booked: ReadonlyMap<string, readonly BookedOutcome[]>;
  readonly found: readonly FoundInTask[];
  /** What looking through results cost. */
  readonly reviewed: readonly {
    readonly personId: string;
    readonly useCaseId: string;
    readonly lane: ScoreTask['lane'];
    readonly taskId: string;
    readonly cost: bigint;
  }[];
};

const NOTHING_FOUND: Findings = { unhandledData: 0, unapprovedModels: 0, undocumentedWorkflows: 0 };
const NO_MONEY = { costNanodollars: nanodollars(0n), wasteNanodollars: nanodollars(0n) } as const;

/** Tasks as scores are told of them: those with results or findings one by one, all others class by class. */
export function tellTasks(known: KnownTasks): readonly TaskFact[] {
  const found = new Map(known.found.map((one) => [nameOfFound(one), one.findings]));
  const reviewed = new Map(known.reviewed.map((one) => [nameOfFound(one), one.cost]));
  const kept = new Set(known.tasks.map(({ name }) => name));
  const told = known.tasks.map((task) => ({ task, people: toldFor(task, { known, isFound: found.has(task.name) }) }));
  return [
    ...told.flatMap((one) => factsOfTask(one, { known, found, reviewed })),
    ...factsWithoutTask(known, kept),
    ...factsOfRest(
      known,
      told
        .filter(({ task, people }) => task.ownerKind === 'person' && people.includes(task.ownerId))
        .map(({ task }) => task),
    ),
    ...factsOfLooseFindings(known, kept),
  ];
}

function nameOfFound({ personId, taskId }: { readonly personId: string; readonly taskId: string | null }): string {
  return nameOfTask({ ownerKind: 'person', ownerId: personId, taskId: taskId ?? '' });
}

/** Who has a result of a task, or of what it is part of. */
export function claimantsOf(
  { name }: ScoreTask,
  { booked, roots }: Pick<KnownTasks, 'booked' | 'roots'>,
): readonly string[] {
  const outcomes = booked.get(roots.get(name) ?? name) ?? [];
  const [only] = outcomes;
  if (outcomes.length === 1 && only !== undefined) return [only.outcome.personId];
  return [...new Set(outcomes.map(({ outcome }) => outcome.personId))].sort();
}

/** For whom a task is told one by one: whoever has a result of it, and its own person where something was found in it. */
function toldFor(
  task: ScoreTask,
  { known, isFound }: { readonly known: KnownTasks; readonly isFound: boolean },
): readonly string[] {
  const claimants = claimantsOf(task, known);
  const isOwners = task.ownerKind === 'person' && isFound && !claimants.includes(task.ownerId);
  return isOwners ? [...claimants, task.ownerId].sort() : claimants;
}

/** A task of a person is charged to that person alone; one of a service account to whose result it led to. */
function factsOfTask(
  { task, people }: { readonly task: ScoreTask; readonly people: readonly string[] },
  {
    known,
    found,
    reviewed,
  }: {
    readonly known: KnownTasks;
    readonly found: ReadonlyMap<string, Findings>;
    readonly reviewed: ReadonlyMap<string, bigint>;
  },
): readonly TaskFact[] {
  const { name: taskId, useCaseId, lane, endedAtMs } = task;
  const payer = task.ownerKind === 'person' ? task.ownerId : people[0];
  return people.map((personId): TaskFact => {
    const isPaid = personId === payer;
    return {
      ...{ taskId, rootTaskId: known.roots.get(taskId) ?? taskId, personId, useCaseId, lane, endedAtMs },
      difficulty: known.classes.get(useCaseId) ?? 'medium',
      clusterId: clusterOf(task),
      costNanodollars: nanodollars(isPaid ? task.cost + (reviewed.get(taskId) ?? 0n) : 0n),
      wasteNanodollars: nanodollars(isPaid ? task.waste : 0n),
      findings: isPaid ? (found.get(taskId) ?? NOTHING_FOUND) : NOTHING_FOUND,
    };
  });
}

/** What its owner did nearly the same before, as fingerprints tell it; else what began with the very same words. */
function clusterOf({ name, ownerKind, ownerId, likeTaskId, firstHash }: ScoreTask): string {
  const alike = likeTaskId ?? firstHash;
  return alike === null ? name : `${ownerKind}:${ownerId} ${alike}`;
}

/** Where no task is known, or it is not kept any more, the outcome stands alone; what its person spent is charged all the same. */
function factsWithoutTask({ booked, classes }: KnownTasks, kept: ReadonlySet<string>): readonly TaskFact[] {
  const alone = new Map<string, BookedOutcome>();
  for (const [taskId, outcomes] of booked) {
    if (kept.has(taskId)) continue;
    for (const one of outcomes) alone.set(`${one.outcome.personId} ${taskId}`, one);
  }
  return [...alone.values()].map(({ outcome, useCaseId }) => ({
    ...{ taskId: outcome.taskId, rootTaskId: outcome.taskId, clusterId: outcome.taskId, personId: outcome.personId },
    ...{ useCaseId: useCaseId ?? '', lane: outcome.type.lane, endedAtMs: outcome.verifiedAtMs ?? 0 },
    ...{ difficulty: classes.get(useCaseId ?? '') ?? 'medium', findings: NOTHING_FOUND, ...NO_MONEY },
  }));
}

/** All other tasks of the period, class by class: what was told one by one is taken out of the sums. */
function factsOfRest(known: KnownTasks, told: readonly ScoreTask[]): readonly TaskFact[] {
  const { classes, period, sums, reviewed } = known;
  const names = new Set(told.map(({ name }) => name));
  const toldOf = Map.groupBy(
    told.filter(({ endedAtMs }) => isWithin(period, endedAtMs)),
    (task) => nameOfClass({ ...task, personId: task.ownerId }),
  );
  const reviews = Map.groupBy(
    reviewed.filter((one) => !names.has(nameOfFound(one))),
    nameOfClass,
  );
  return sums.flatMap((sum): readonly TaskFact[] => {
    const name = nameOfClass(sum);
    const own = toldOf.get(name) ?? [];
    const tasks = sum.tasks - own.length;
    if (tasks <= 0) return [];
    const taskId = `others:${name}`;
    const review = (reviews.get(name) ?? []).reduce((total, { cost }) => total + cost, 0n);
    return [
      {
        ...{ taskId, rootTaskId: taskId, clusterId: taskId, personId: sum.personId, useCaseId: sum.useCaseId },
        ...{ lane: sum.lane, difficulty: classes.get(sum.useCaseId) ?? 'medium', endedAtMs: sum.lastAtMs, tasks },
        costNanodollars: nanodollars(own.reduce((left, { cost }) => left - cost, sum.cost) + review),
        wasteNanodollars: nanodollars(own.reduce((left, { waste }) => left - waste, sum.waste)),
        findings: NOTHING_FOUND,
      },
    ];
  });
}

function nameOfClass({ personId, useCaseId, lane }: Pick<TaskSum, 'personId' | 'useCaseId' | 'lane'>): string {
  return `${personId} ${useCaseId} ${lane}`;
}

/** Findings of calls whose task is not kept: what they cost is told with the others. */
function factsOfLooseFindings({ found, period }: KnownTasks, kept: ReadonlySet<string>): readonly TaskFact[] {
  return found
    .map((one) => ({ ...one, name: nameOfFound(one) }))
    .filter(({ name }) => !kept.has(name))
    .map(({ name, personId, findings }) => ({
      ...{ taskId: name, rootTaskId: name, clusterId: name, personId, useCaseId: '', lane: 'exploration', findings },
      ...{ difficulty: 'medium', endedAtMs: period.fromMs, tasks: 0, ...NO_MONEY },
    }));
}
