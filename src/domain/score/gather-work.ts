import { toMicrodollars } from '../money/microdollars.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Assignment, Breach, Findings, Period, ScoredPerson, ScoreFacts, TaskFact } from './facts.ts';
import type { Difficulty } from './formula.ts';

/** A task as it counts: its own class and near-identical work, whatever it is declared to be part of. */
export type Part = {
  readonly taskId: string;
  readonly useCaseId: string;
  readonly difficulty: Difficulty;
  readonly clusterId: string;
  readonly lane: 'production' | 'exploration';
  /** Within the period. */
  readonly costMicrodollars: number;
  readonly wasteMicrodollars: number;
  /** All of its person's, whenever they count. */
  readonly outcomes: readonly Outcome[];
};

/** A task that is part of no other, with all that its parts cost and brought. */
export type RootTask = Omit<Part, 'clusterId' | 'wasteMicrodollars'> & {
  readonly parts: readonly Part[];
  /** One, however many parts; more, where tasks are told together. */
  readonly tasks: number;
};

/** All that one person's score of a period rests on, but for what others did. */
export type PersonWork = {
  readonly person: ScoredPerson;
  readonly roots: readonly RootTask[];
  readonly findings: Findings;
  /** Tasks with findings. */
  readonly foundIn: readonly string[];
  readonly assignments: readonly Assignment[];
  readonly breaches: readonly Breach[];
  /** From the month before: what it could not give back. */
  readonly owedMicrodollars: number;
};

/** Gathers facts person by person. What was given in another order is gathered the same. */
export function gatherWork(facts: ScoreFacts, period: Period): readonly PersonWork[] {
  const tasks = Map.groupBy(facts.tasks, ({ personId }) => personId);
  const outcomes = Map.groupBy(facts.outcomes, ({ personId }) => personId);
  const assignments = Map.groupBy(facts.assignments, ({ personId }) => personId);
  const breaches = Map.groupBy(facts.breaches, ({ personId }) => personId);
  const debts = new Map(facts.debts.map(({ personId, microdollars }) => [personId, microdollars]));
  return facts.people.map((person) => {
    const own = { tasks: tasks.get(person.personId) ?? [], outcomes: outcomes.get(person.personId) ?? [] };
    const inPeriod = own.tasks.filter(({ endedAtMs }) => isWithin(period, endedAtMs));
    return {
      person,
      roots: rootsOf(own, period),
      findings: {
        unhandledData: sumOf(inPeriod, ({ findings }) => findings.unhandledData),
        unapprovedModels: sumOf(inPeriod, ({ findings }) => findings.unapprovedModels),
        undocumentedWorkflows: sumOf(inPeriod, ({ findings }) => findings.undocumentedWorkflows),
      },
      foundIn: inPeriod
        .filter(({ findings }) => Object.values(findings).some((many) => many > 0))
        .map(({ taskId }) => taskId)
        .toSorted(),
      assignments: assignments.get(person.personId) ?? [],
      breaches: (breaches.get(person.personId) ?? []).filter(
        ({ atMs, state }) => isWithin(period, atMs) && state !== 'cleared',
      ),
      owedMicrodollars: debts.get(person.personId) ?? 0,
    };
  });
}

function rootsOf(
  { tasks, outcomes }: { readonly tasks: readonly TaskFact[]; readonly outcomes: readonly Outcome[] },
  period: Period,
): readonly RootTask[] {
  const byTask = Map.groupBy(outcomes, ({ taskId }) => taskId);
  const roots: RootTask[] = [];
  for (const [rootTaskId, parts] of Map.groupBy(tasks, (task) => task.rootTaskId)) {
    // A root that is another's, or not known, leaves its first part to speak for it.
    const head = parts.find(({ taskId }) => taskId === rootTaskId) ?? parts.toSorted(byTaskId)[0];
    if (head === undefined) continue;
    const own = parts.map((part) => toPart(part, { outcomes: byTask.get(part.taskId) ?? [], period })).sort(byTaskId);
    const { useCaseId, difficulty, lane, tasks = 1 } = head;
    roots.push({
      ...{ taskId: rootTaskId, useCaseId, difficulty, lane, parts: own, tasks },
      costMicrodollars: sumOf(own, ({ costMicrodollars }) => costMicrodollars),
      outcomes: own.flatMap(({ outcomes: made }) => made),
    });
  }
  return roots.sort(byTaskId);
}

function toPart(
  task: TaskFact,
  { outcomes, period }: { readonly outcomes: readonly Outcome[]; readonly period: Period },
): Part {
  const { taskId, useCaseId, difficulty, clusterId, lane } = task;
  const isPaid = isWithin(period, task.endedAtMs);
  return {
    ...{ taskId, useCaseId, difficulty, clusterId, lane },
    costMicrodollars: isPaid ? toMicrodollars(task.costNanodollars) : 0,
    wasteMicrodollars: isPaid ? toMicrodollars(task.wasteNanodollars) : 0,
    outcomes: outcomes
      .filter(({ type }) => type.lane === lane)
      .toSorted((one, other) => (one.outcomeId < other.outcomeId ? -1 : 1)),
  };
}

function byTaskId(one: { readonly taskId: string }, other: { readonly taskId: string }): number {
  return one.taskId < other.taskId ? -1 : 1;
}

export function isWithin({ fromMs, toMs }: Period, atMs: number): boolean {
  return atMs >= fromMs && atMs < toMs;
}

export function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  let sum = 0;
  for (const item of items) sum += of(item);
  return sum;
}
