import type { ClassReference, Difficulty, Formula } from './formula.ts';
import { type PersonWork, type RootTask, sumOf } from './gather-work.ts';

/** What work of a class usually brings and costs, by everybody but the one who asks. */
export type Peers = {
  readonly referenceFor: (work: PersonWork, root: Pick<RootTask, 'useCaseId' | 'difficulty'>) => ClassReference;
};

/** One person's tasks of a class: one vote, however many tasks. */
type Vote = { readonly value: number; readonly cost: number; readonly tasks: number };
type Class = {
  readonly votes: ReadonlyMap<string, Vote>;
  readonly tasks: number;
  /** Ascending. */
  readonly values: readonly number[];
  readonly costs: readonly number[];
};

/**
 * Peers are people of the same role with tasks of the same use case and difficulty; where these are too few, of any use case,
 * then of any role; else the published reference stands in. Each has one vote, the mean of their tasks, and the median of votes
 * counts: a median of amounts is a median of their logarithms, and nobody's own work moves what they are compared with.
 */
export function comparePeers(works: readonly PersonWork[], formula: Formula): Peers {
  const classes = new Map<string, Map<string, Vote>>();
  for (const { person, roots } of works)
    for (const [level, own] of Map.groupBy(
      roots.flatMap((root) => levelsOf(person.roleFamily, root).map((level) => ({ level, root }))),
      ({ level }) => level,
    ))
      addVote(classes, level, { personId: person.personId, vote: voteOf(own.map(({ root }) => root)) });
  const known = new Map([...classes].map(([level, votes]) => [level, classOf(votes)] as const));
  const find = (work: PersonWork, root: Pick<RootTask, 'useCaseId' | 'difficulty'>): ClassReference => {
    for (const level of levelsOf(work.person.roleFamily, root)) {
      const found = known.get(level);
      const reference = found === undefined ? null : leaveOut(found, work.person.personId, formula);
      if (reference !== null) return reference;
    }
    return formula.references[root.difficulty];
  };
  // A person is compared in a few classes, for each of their tasks several times.
  const found = new Map<string, Map<string, ClassReference>>();
  return {
    referenceFor: (work, root) => {
      const own = found.get(work.person.personId) ?? new Map<string, ClassReference>();
      found.set(work.person.personId, own);
      const name = `${root.difficulty} ${root.useCaseId}`;
      const reference = own.get(name) ?? find(work, root);
      own.set(name, reference);
      return reference;
    },
  };
}

function levelsOf(
  role: string,
  { useCaseId, difficulty }: Pick<RootTask, 'useCaseId' | 'difficulty'>,
): readonly string[] {
  return [
    JSON.stringify([role, useCaseId, difficulty]),
    JSON.stringify([role, difficulty]),
    difficulty satisfies Difficulty,
  ];
}

function voteOf(roots: readonly RootTask[]): Vote {
  const value = sumOf(roots, valueOfRoot);
  const cost = sumOf(roots, ({ costMicrodollars }) => costMicrodollars);
  return { value: value / roots.length, cost: cost / roots.length, tasks: roots.length };
}

/** As measured, else as claimed: what is compared is the middle of many. */
export function valueOfRoot({ outcomes }: RootTask): number {
  return sumOf(outcomes, ({ state, measured, claimedMicrodollars }) =>
    state === 'counted' ? (measured?.microdollars ?? claimedMicrodollars) : 0,
  );
}

function addVote(
  classes: Map<string, Map<string, Vote>>,
  level: string,
  { personId, vote }: { readonly personId: string; readonly vote: Vote },
): void {
  const votes = classes.get(level) ?? new Map<string, Vote>();
  classes.set(level, votes);
  votes.set(personId, vote);
}

function classOf(votes: ReadonlyMap<string, Vote>): Class {
  const all = [...votes.values()];
  return {
    votes,
    tasks: sumOf(all, ({ tasks }) => tasks),
    values: all.map(({ value }) => value).sort(ascending),
    costs: all.map(({ cost }) => cost).sort(ascending),
  };
}

function leaveOut({ votes, tasks, values, costs }: Class, personId: string, { peers }: Formula): ClassReference | null {
  const own = votes.get(personId);
  const people = votes.size - (own === undefined ? 0 : 1);
  if (people < peers.peopleMin || tasks - (own?.tasks ?? 0) < peers.tasksMin) return null;
  const valueMicrodollars = Math.round(medianWithout(values, own?.value));
  const costMicrodollars = Math.round(medianWithout(costs, own?.cost));
  return valueMicrodollars > 0 && costMicrodollars > 0 ? { valueMicrodollars, costMicrodollars } : null;
}

function medianWithout(sorted: readonly number[], own: number | undefined): number {
  const gap = own === undefined ? sorted.length : placeOf(sorted, own);
  const many = own === undefined ? sorted.length : sorted.length - 1;
  const at = (index: number): number => sorted[index < gap ? index : index + 1] ?? 0;
  return (at(Math.floor((many - 1) / 2)) + at(Math.floor(many / 2))) / 2;
}

/** Where an amount stands that is among them. */
function placeOf(sorted: readonly number[], amount: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? 0) < amount) from = middle + 1;
    else to = middle;
  }
  return from;
}

function ascending(one: number, other: number): number {
  return one - other;
}
