import type { ClassReference, Difficulty, Formula } from './formula.ts';
import { type PersonWork, type RootTask, sumOf } from './gather-work.ts';

/** What work of a class usually brings and costs, by everybody but the one who asks. */
export type Peers = {
  readonly referenceFor: (work: PersonWork, root: Pick<RootTask, 'useCaseId' | 'difficulty'>) => ClassReference;
};

/** One person's tasks of a class: one vote, however many tasks. */
export type Vote = { readonly value: number; readonly cost: number; readonly tasks: number };
/** By class. */
export type Votes = ReadonlyMap<string, Vote>;

/** What is kept of everybody's votes of a class: enough to take any one of them out again and have the median of the others. */
export type ClassPeers = {
  readonly people: number;
  readonly tasks: number;
  /** The index of the first of the middle ones, of all votes in ascending order. */
  readonly middleFrom: number;
  /** Ascending; three at most, as the costs. */
  readonly middleValues: readonly number[];
  readonly middleCosts: readonly number[];
};
/** What peers bring and cost at a moment, by class. */
export type PeerBook = ReadonlyMap<string, ClassPeers>;

/** One person's votes: for each class that they worked in, the mean of their tasks. */
export function votesOf({ person, roots }: PersonWork): Votes {
  const classes = Map.groupBy(
    roots
      .filter(({ tasks }) => tasks > 0)
      .flatMap((root) => levelsOf(person.roleFamily, root).map((level) => ({ level, root }))),
    ({ level }) => level,
  );
  return new Map([...classes].map(([level, own]) => [level, voteOf(own.map(({ root }) => root))]));
}

/** Everybody's votes together. */
export function bindPeers(everybody: Iterable<Votes>): PeerBook {
  const classes = new Map<string, { values: number[]; costs: number[]; tasks: number }>();
  for (const votes of everybody)
    for (const [level, { value, cost, tasks }] of votes) {
      const known = classes.get(level) ?? { values: [], costs: [], tasks: 0 };
      classes.set(level, known);
      known.values.push(value);
      known.costs.push(cost);
      known.tasks += tasks;
    }
  return new Map(
    [...classes].map(([level, { values, costs, tasks }]) => {
      const middleFrom = Math.max(0, Math.floor((values.length - 2) / 2));
      const middle = (all: number[]): readonly number[] => all.sort(ascending).slice(middleFrom, middleFrom + 3);
      const known = { people: values.length, tasks, middleFrom };
      return [level, { ...known, middleValues: middle(values), middleCosts: middle(costs) }];
    }),
  );
}

/**
 * Peers are people of the same role with tasks of the same use case and difficulty; where these are too few, of any use case,
 * then of any role; else the published reference stands in. Each has one vote, the mean of their tasks, and the median of votes
 * counts: a median of amounts is a median of their logarithms, and nobody's own work moves what they are compared with.
 * `votesIn` gives the votes by which a person is in the book: none, when they are not.
 */
export function peersByBook(
  { book, votesIn }: { readonly book: PeerBook; readonly votesIn: (personId: string) => Votes | undefined },
  formula: Formula,
): Peers {
  const find = (work: PersonWork, root: Pick<RootTask, 'useCaseId' | 'difficulty'>): ClassReference => {
    const votes = votesIn(work.person.personId);
    for (const level of levelsOf(work.person.roleFamily, root)) {
      const peers = book.get(level);
      const reference = peers === undefined ? null : leaveOut(peers, votes?.get(level), formula);
      if (reference !== null) return reference;
    }
    return formula.references[root.difficulty];
  };
  // A person is compared in a few classes, for each of their tasks several times.
  const found = new WeakMap<PersonWork, Map<string, ClassReference>>();
  return {
    referenceFor: (work, root) => {
      const own = found.get(work) ?? new Map<string, ClassReference>();
      found.set(work, own);
      const name = `${root.difficulty} ${root.useCaseId}`;
      const reference = own.get(name) ?? find(work, root);
      own.set(name, reference);
      return reference;
    },
  };
}

/** Everybody's work compared with everybody else's. */
export function comparePeers(works: readonly PersonWork[], formula: Formula): Peers {
  const votes = new Map(works.map((work) => [work.person.personId, votesOf(work)]));
  return peersByBook({ book: bindPeers(votes.values()), votesIn: (personId) => votes.get(personId) }, formula);
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
  const tasks = sumOf(roots, (root) => root.tasks);
  const value = sumOf(roots, valueOfRoot);
  const cost = sumOf(roots, ({ costMicrodollars }) => costMicrodollars);
  return { value: value / tasks, cost: cost / tasks, tasks };
}

/** As measured, else as claimed: what is compared is the middle of many. */
export function valueOfRoot({ outcomes }: Pick<RootTask, 'outcomes'>): number {
  return sumOf(outcomes, ({ state, measured, claimedMicrodollars }) =>
    state === 'counted' ? (measured?.microdollars ?? claimedMicrodollars) : 0,
  );
}

function leaveOut(known: ClassPeers, own: Vote | undefined, { peers }: Formula): ClassReference | null {
  const { people, tasks, middleFrom, middleValues, middleCosts } = known;
  if (people - (own === undefined ? 0 : 1) < peers.peopleMin || tasks - (own?.tasks ?? 0) < peers.tasksMin) return null;
  const medianOf = (middle: readonly number[], vote: number | undefined): number =>
    Math.round(medianWithout({ people, middleFrom, middle }, vote));
  const valueMicrodollars = medianOf(middleValues, own?.value);
  const costMicrodollars = medianOf(middleCosts, own?.cost);
  return valueMicrodollars > 0 && costMicrodollars > 0 ? { valueMicrodollars, costMicrodollars } : null;
}

/** The median of all votes but one: only whether that one stands below, among or above the middle makes a difference. */
function medianWithout(
  votes: { readonly people: number; readonly middleFrom: number; readonly middle: readonly number[] },
  own: number | undefined,
): number {
  const { people, middleFrom, middle } = votes;
  const below = own === undefined ? people : middleFrom + middle.filter((vote) => vote < own).length;
  const many = own === undefined ? people : people - 1;
  const at = (index: number): number => middle[(index < below ? index : index + 1) - middleFrom] ?? 0;
  return (at(Math.floor((many - 1) / 2)) + at(Math.floor(many / 2))) / 2;
}

function ascending(one: number, other: number): number {
  return one - other;
}
